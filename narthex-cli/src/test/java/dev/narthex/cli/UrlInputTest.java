package dev.narthex.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a URL is asked, and what is told where it does not answer as it should. */
class UrlInputTest {

  private final List<String> accepts = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private String url;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/text", 200, "text/plain; version=0.0.4", "a 1\n");
    answer("/openmetrics", 200, "application/openmetrics-text; version=1.0.0", """
        # TYPE a counter
        # HELP a It is.
        a_total 1.0
        # EOF
        """);
    answer("/page", 200, "text/html", "<html></html>");
    answer("/missing", 404, "text/plain", "There is nothing.");
    answer("/broken", 200, "text/plain; version=0.0.4", "a 1\nb\n");
    server.start();
    url = "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
        + server.getAddress().getPort();
  }

  private void answer(String path, int status, String contentType, String body) {
    server.createContext(path, exchange -> {
      accepts.add(exchange.getRequestHeaders().getFirst("Accept"));
      byte[] bytes = body.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", contentType);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    });
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void readsWhatTheServerSaysItIs() {
    assertThat(Run.of("lint", url + "/text").exitCode()).isEqualTo(1);
    assertThat(Run.of("lint", url + "/openmetrics"))
        .isEqualTo(new Run(0, "No problems in 1 metric family.\n", ""));
    assertThat(Run.of("diff", url + "/text", url + "/text").exitCode()).isZero();
  }

  @Test
  void asksForTheFormatThatIsWanted() {
    Run.of("lint", url + "/text");
    Run.of("lint", "--format=openmetrics", url + "/openmetrics");

    assertThat(accepts.get(0))
        .startsWith("text/plain;version=0.0.4;charset=utf-8;escaping=allow-utf-8;q=1,");
    assertThat(accepts.get(1))
        .startsWith("application/openmetrics-text;version=1.0.0;charset=utf-8;escaping=");
  }

  @Test
  void tellsWhatCannotBeHad() {
    assertThat(Run.of("lint", url + "/missing"))
        .isEqualTo(new Run(
            2,
            "",
            "narthex: scraping metrics failed: " + url + "/missing answered with status 404 instead"
                + " of 200. It says: There is nothing.\n"));
    assertThat(Run.of("lint", url + "/page").exitCode()).isEqualTo(2);
    assertThat(Run.of("lint", url + "/broken").err())
        .startsWith("narthex: " + url + "/broken: line 2, column ");
    assertThat(Run.of("lint", "http://").exitCode()).isEqualTo(2);
    server.stop(0);
    assertThat(Run.of("lint", url + "/text"))
        .isEqualTo(new Run(
            2,
            "",
            "narthex: scraping metrics failed: " + url
                + "/text did not answer. Nothing can be connected to there. Does the program"
                + " run?\n"));
  }
}
