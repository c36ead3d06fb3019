package dev.narthex.examples.shop;

import java.util.List;

/**
 * A query that is worth drawing.
 *
 * @param id names it in the address of the page
 * @param title what it shows
 * @param query what to ask Prometheus
 */
record Graph(String id, String title, String query) {

  static final List<Graph> ALL = List.of(
      new Graph(
          "requests",
          "Requests per second, by route",
          "sum by (route) (rate(shop_http_requests_total[15s]))"),
      new Graph(
          "latency",
          "Time that 99 % of requests stay below in seconds, by route",
          "histogram_quantile(0.99,"
              + " sum by (le, route) (rate(shop_http_request_duration_seconds_bucket[30s])))"),
      new Graph("queue", "Orders that wait for a packer", "shop_packing_queue_length"),
      new Graph(
          "errors",
          "Share of requests that the shop failed to serve",
          "sum(rate(shop_http_requests_total{code=~\"5..\"}[30s]))"
              + " / sum(rate(shop_http_requests_total[30s]))"));

  /** As an object of JavaScript. */
  String toJson() {
    return "{\"id\": %s, \"title\": %s, \"query\": %s}"
        .formatted(quoted(id), quoted(title), quoted(query));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
