package dev.narthex.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Gauge;
import dev.narthex.Registry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link MetricsServlet} without settings answers to a browser, and to all others. */
class PageServletTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private final Server server =
      new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

  @BeforeEach
  void serve() throws Exception {
    Registry registry = new Registry();
    Gauge.builder("queue_depth").help("Waiting items.").register(registry).set(7);
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(MetricsServlet.of(registry)), "/metrics");
    server.setHandler(context);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private HttpResponse<String> get(String accept) throws Exception {
    URI url = server.getURI().resolve("/metrics");
    HttpRequest request = HttpRequest.newBuilder(url).header("Accept", accept).build();
    return client.send(request, BodyHandlers.ofString());
  }

  @Test
  void browsersGetAPageThatMayRunItsOwnScriptOnly() throws Exception {
    HttpResponse<String> answer = get("text/html,application/xhtml+xml,*/*;q=0.8");

    assertThat(answer.body()).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; ");
  }

  @Test
  void allOthersGetText() throws Exception {
    assertThat(get("*/*").body()).endsWith("\nqueue_depth 7\n");
  }
}
