package dev.narthex.examples.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Gauge;
import dev.narthex.Histogram;
import dev.narthex.Registry;
import dev.narthex.Summary;
import java.io.IOException;
import java.lang.System.Logger.Level;

/**
 * Passes requests on to the {@link Routes}, and measures what every service should know of itself:
 * how many requests there are, how many fail, how long they take, and how many are being served.
 */
final class HttpFront implements HttpHandler {

  private static final System.Logger LOGGER = System.getLogger(HttpFront.class.getName());

  private final Routes routes;

  private final Family<Counter> requests;
  private final Family<Histogram> duration;
  private final Family<Summary> size;
  private final Gauge inFlight;

  HttpFront(Routes routes, Registry metrics) {
    this.routes = routes;
    requests = Counter.builder("http_requests_total")
        .help("Requests answered.")
        .labelNames("route", "method", "code")
        .register(metrics);
    // No buckets are given: the default ones are made for the latency of a network service.
    duration = Histogram.builder("http_request_duration_seconds")
        .help("Time to find the answer to a request.")
        .unit("seconds")
        .labelNames("route")
        .register(metrics);
    // Without objectives a summary is count and sum, which is all that an average needs.
    size = Summary.builder("http_response_size_bytes")
        .help("Size of the answers.")
        .unit("bytes")
        .labelNames("route")
        .register(metrics);
    inFlight = Gauge.builder("http_requests_in_flight")
        .help("Requests being answered.")
        .register(metrics);
    // The failures that we know of exist from the start, at 0. So a query for the share of failures
    // has an answer before the first one: 0, and not nothing.
    requests.with(Routes.ORDERS, "POST", "503");
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, measured(Request.of(exchange)));
    }
  }

  private Answer measured(Request request) {
    String route = Routes.of(request.path());
    inFlight.inc();
    try {
      Answer answer = duration.with(route).time(() -> answer(route, request));
      requests
          .with(route, methodLabel(request), Integer.toString(answer.status()))
          .inc();
      size.with(route).observe(answer.text().length());
      return answer;
    } finally {
      inFlight.dec();
    }
  }

  /** A bug is an answer too, and is counted like the others. */
  private Answer answer(String route, Request request) {
    try {
      return routes.answer(route, request);
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, request.toString(), e);
      return new Answer(500, "Something is broken here. We are sorry.\n");
    }
  }

  /** Clients may make up methods, so only those we know become values of a label. */
  private static String methodLabel(Request request) {
    return switch (request.method()) {
      case "GET", "HEAD", "POST", "PUT", "DELETE" -> request.method();
      default -> "other";
    };
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.text().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(answer.status(), -1);
    } else {
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
