package dev.narthex.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * All paths of a {@link MetricsServer}. It stands at the root and compares whole paths, because the
 * JDK's server compares beginnings only.
 */
final class ServerPages implements HttpHandler {

  static final String HEALTH_PATH = "/-/healthy";

  private static final String INDEX_PATH = "/";

  /**
   * Paths made of characters that stand for themselves in a URL and in HTML, and without the
   * segments that clients take out before they ask.
   */
  private static final String PLAIN_PATH = "/|(/(?!\\.\\.?(/|$))[A-Za-z0-9._~-]+)+/?";

  private final Delivery delivery;
  private final MetricsHandler metrics;
  private final String metricsPath;

  ServerPages(Delivery delivery, MetricsHandler metrics, String metricsPath) {
    this.delivery = delivery;
    this.metrics = metrics;
    this.metricsPath = metricsPath;
  }

  /** Links are relative, so they work behind a proxy that serves all this under another path. */
  private static String indexPage(String metrics, String health) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <link rel="icon" href="data:,">
    <title>Metrics</title>
    <style>
    :root { color-scheme: light dark; }
    body { font: 1.1rem/1.6 system-ui, sans-serif; max-width: 36rem; margin: 4rem auto; }
    </style>
    </head>
    <body>
    <h1>Metrics</h1>
    <p>This program exposes metrics for Prometheus.</p>
    <ul>
    <li><a href="./%1$s">/%1$s</a>: what Prometheus scrapes</li>
    <li><a href="./%2$s">/%2$s</a>: whether this server answers</li>
    </ul>
    </body>
    </html>
    """.formatted(metrics, health);
  }

  /** Returns the path if metrics can be served there. */
  static String checkedPath(String path) {
    if (!Pattern.matches(PLAIN_PATH, path)) {
      throw new IllegalArgumentException("path is \"" + path
          + "\" but must begin with / and have nothing but ASCII letters, digits"
          + " and . _ ~ - between single slashes, as in \"/metrics\".");
    }
    if (path.equals(HEALTH_PATH)) {
      throw new IllegalArgumentException(
          "path is \"" + path + "\", where the server tells its health. Choose another one.");
    }
    return path;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals(metricsPath)) { // comes first: with the path / there is no index
      metrics.handle(exchange);
    } else if (path.equals(INDEX_PATH)) {
      delivery.complete(exchange, this::index);
    } else if (path.equals(HEALTH_PATH)) {
      delivery.complete(exchange, this::health);
    } else {
      delivery.complete(exchange, this::notFound);
    }
  }

  private void index(HttpExchange exchange) throws IOException {
    if (delivery.isGetOrHead(exchange)) {
      String page = indexPage(metricsPath.substring(1), HEALTH_PATH.substring(1));
      delivery.bytes(exchange, 200, "text/html; charset=utf-8", page.getBytes(UTF_8));
    }
  }

  private void health(HttpExchange exchange) throws IOException {
    if (delivery.isGetOrHead(exchange)) {
      delivery.text(exchange, 200, "Healthy.");
    }
  }

  private void notFound(HttpExchange exchange) throws IOException {
    delivery.text(exchange, 404, "Not found. Metrics are at " + metricsPath + ".");
  }
}
