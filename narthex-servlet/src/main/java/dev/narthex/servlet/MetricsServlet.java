package dev.narthex.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.narthex.Gatherer;
import dev.narthex.Registry;
import dev.narthex.page.MetricsPage;
import dev.narthex.scrape.ScrapeEndpoint;
import dev.narthex.scrape.ScrapeRequest;
import dev.narthex.scrape.ScrapeResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Objects;

/**
 * Serves metrics from a servlet container.
 *
 * <pre>{@code
 * context.addServlet("metrics", new MetricsServlet()).addMapping("/metrics");
 * }</pre>
 *
 * <p>GET and HEAD are answered, any other method gets status 405. The format and the compression
 * are those the client likes best. Leave compression to this servlet: a container that compresses
 * once more only costs time.
 *
 * <p>Thread-safe. A client that stops reading keeps a thread of the container, and one of the
 * concurrent scrapes that {@link ScrapeEndpoint.Builder#maxConcurrent} allows, until the container
 * gives it up; how long that takes is a setting of the container.
 *
 * @since 0.1
 */
public final class MetricsServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient ScrapeEndpoint endpoint;

  /**
   * Makes a servlet for the default registry, with a page for people who come with a browser; a
   * container may call this by the class's name.
   */
  public MetricsServlet() {
    this(withPage(Registry.defaultRegistry()));
  }

  /**
   * Makes a servlet with settings of your own.
   *
   * @param endpoint answers the scrapes
   */
  public MetricsServlet(ScrapeEndpoint endpoint) {
    this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
  }

  /**
   * Makes a servlet with the usual settings, and a page for people who come with a browser.
   *
   * @param gatherer what to scrape: a registry, or several merged
   * @return a servlet
   */
  public static MetricsServlet of(Gatherer gatherer) {
    return new MetricsServlet(withPage(gatherer));
  }

  private static ScrapeEndpoint withPage(Gatherer gatherer) {
    return ScrapeEndpoint.builder(gatherer).page(MetricsPage.page()).build();
  }

  /**
   * Answers one request.
   *
   * <p>If the endpoint's policy is to throw, the exception goes to the container, which shows its own
   * page for errors. An error of the JVM is logged to the container's log and answered with status 500.
   *
   * @param request the request
   * @param response its answer
   * @throws IOException if the client did not take its answer; meant for the container, which drops
   *     the connection
   */
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean head = request.getMethod().equals("HEAD");
    if (!head && !request.getMethod().equals("GET")) {
      response.setHeader("Allow", "GET, HEAD");
      text(response, 405, "Only GET and HEAD are answered here.");
      return;
    }
    try {
      scrape(request, response, head);
    } catch (Error e) {
      log("A request for metrics failed.", e);
      if (response.isCommitted()) {
        throw e;
      }
      response.reset();
      text(response, 500, "The request failed. The log of this program says why.");
    }
  }

  private void scrape(HttpServletRequest request, HttpServletResponse response, boolean head)
      throws IOException {
    try (ScrapeResponse answer = endpoint.scrape(new Request(request))) {
      response.setStatus(answer.status());
      answer.headers().forEach(response::setHeader);
      response.setContentLength(answer.length());
      if (!head) {
        answer.writeTo(response.getOutputStream());
      }
    }
  }

  private static void text(HttpServletResponse response, int status, String line)
      throws IOException {
    byte[] bytes = (line + "\n").getBytes(UTF_8);
    response.setStatus(status);
    response.setContentType("text/plain; charset=utf-8");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  private record Request(HttpServletRequest request) implements ScrapeRequest {

    @Override
    public String header(String name) {
      return String.join(",", Collections.list(request.getHeaders(name)));
    }

    @Override
    public String query() {
      String query = request.getQueryString();
      return query == null ? "" : query;
    }
  }
}
