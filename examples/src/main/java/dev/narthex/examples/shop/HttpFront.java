package dev.narthex.examples.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.lang.System.Logger.Level;

/**
 * Passes requests on to the {@link Routes}, and answers back to their clients. It is measured from outside,
 * by the filter that {@link Shop} puts before it.
 */
final class HttpFront implements HttpHandler {

  private static final System.Logger LOGGER = System.getLogger(HttpFront.class.getName());

  private final Routes routes;

  HttpFront(Routes routes) {
    this.routes = routes;
  }

  /** The route of a request, as the value of a label. */
  static String routeOf(HttpExchange exchange) {
    return Routes.of(exchange.getRequestURI().getPath());
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, answer(routeOf(exchange), Request.of(exchange)));
    }
  }

  /** A bug is an answer too. */
  private Answer answer(String route, Request request) {
    try {
      return routes.answer(route, request);
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, request.toString(), e);
      return new Answer(500, "Something is broken here. We are sorry.\n");
    }
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
