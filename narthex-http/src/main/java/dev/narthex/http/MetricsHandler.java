package dev.narthex.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.narthex.Gatherer;
import dev.narthex.Registry;
import dev.narthex.page.MetricsPage;
import dev.narthex.scrape.ScrapeEndpoint;
import dev.narthex.scrape.ScrapeRequest;
import dev.narthex.scrape.ScrapeResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * Serves metrics from an {@link com.sun.net.httpserver.HttpServer} that you already have. Without
 * one, {@link MetricsServer} is one line.
 *
 * <pre>{@code
 * HttpServer server = HttpServer.create(new InetSocketAddress(8080), 0);
 * server.createContext("/metrics", MetricsHandler.of(registry));
 * }</pre>
 *
 * <p>GET and HEAD are answered, any other method gets status 405. The format and the compression
 * are those the client likes best.
 *
 * <p>Thread-safe. A handler sets no limit to the time a client may take to read its answer, and a
 * client that stops reading keeps a thread of your server, and one of the concurrent scrapes that
 * {@link ScrapeEndpoint.Builder#maxConcurrent} allows. The JDK's server has the system property
 * {@code sun.net.httpserver.maxRspTime} against that; {@link MetricsServer} has a limit of its own.
 *
 * <p>The JDK's server finds a handler by the beginning of the path: mounted at {@code /metrics},
 * this one also answers {@code /metrics/x}.
 *
 * @since 0.1
 */
public final class MetricsHandler implements HttpHandler {

  private final ScrapeEndpoint endpoint;
  private final Delivery delivery;

  /** Makes a handler for the default registry, with a page for people who come with a browser. */
  public MetricsHandler() {
    this(withPage(Registry.defaultRegistry()));
  }

  /**
   * Makes a handler with settings of your own.
   *
   * @param endpoint answers the scrapes
   */
  public MetricsHandler(ScrapeEndpoint endpoint) {
    this(endpoint, new Delivery(Delivery.Phases.UNLIMITED));
  }

  MetricsHandler(ScrapeEndpoint endpoint, Delivery delivery) {
    this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
    this.delivery = delivery;
  }

  /**
   * Makes a handler with the usual settings, and a page for people who come with a browser.
   *
   * @param gatherer what to scrape: a registry, or several merged
   * @return a handler
   */
  public static MetricsHandler of(Gatherer gatherer) {
    return new MetricsHandler(withPage(gatherer));
  }

  static ScrapeEndpoint withPage(Gatherer gatherer) {
    return ScrapeEndpoint.builder(gatherer).page(MetricsPage.page()).build();
  }

  /**
   * Answers one request, and closes the exchange.
   *
   * @param exchange the request
   * @throws IOException if the client did not take its answer; meant for the server, which drops
   *     the connection
   */
  @Override
  public void handle(HttpExchange exchange) throws IOException {
    delivery.complete(exchange, this::scrape);
  }

  private void scrape(HttpExchange exchange) throws IOException {
    if (!delivery.isGetOrHead(exchange)) {
      return;
    }
    try (ScrapeResponse response = endpoint.scrape(new Request(exchange))) {
      delivery.send(
          exchange, response.status(), response.headers(), response.length(), response::writeTo);
    }
  }

  private record Request(HttpExchange exchange) implements ScrapeRequest {

    @Override
    public String header(String name) {
      List<String> lines = exchange.getRequestHeaders().get(name);
      return lines == null ? "" : String.join(",", lines);
    }

    @Override
    public String query() {
      String query = exchange.getRequestURI().getRawQuery();
      return query == null ? "" : query;
    }
  }
}
