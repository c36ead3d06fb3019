package dev.narthex.benchmarks.load;

import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Registry;
import dev.narthex.http.MetricsServer;
import dev.narthex.scrape.ContentCoding;
import dev.narthex.scrape.ScrapeEndpoint;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;

/**
 * A program that does nothing but be scraped, by Narthex or by Prometheus' own library, each with its
 * usual server and settings; or by Narthex with the gzip of the other. Prints where, and ends when its
 * input does.
 *
 * <pre>
 * java -cp benchmarks.jar dev.narthex.benchmarks.load.LoadServer narthex
 * </pre>
 */
final class LoadServer {

  private static final int FAMILIES = 10;
  private static final int SERIES_OF_A_FAMILY = 1_000;

  private static final String HELP = "Requests answered.";
  private static final String[] LABELS = {"method", "path"};

  private LoadServer() {}

  public static void main(String[] args) throws IOException {
    String url = switch (args[0]) {
      case "narthex" -> narthex(ContentCoding.gzip());
      case "narthex-usual-gzip" -> narthex(new UsualGzip());
      case "client_java" -> clientJava();
      default -> throw new IllegalArgumentException("There is no server " + args[0] + ".");
    };
    System.out.println(url);
    int read = 0;
    while (read >= 0) {
      read = System.in.read();
    }
    System.exit(0); // the servers have no other end here
  }

  private static String narthex(ContentCoding gzip) {
    Registry registry = new Registry();
    for (int family = 0; family < FAMILIES; family++) {
      Family<Counter> counters =
          Counter.builder(name(family) + "_total").help(HELP).labelNames(LABELS).register(registry);
      for (int series = 0; series < SERIES_OF_A_FAMILY; series++) {
        counters.with("GET", path(series)).add(value(series));
      }
    }
    return MetricsServer.builder()
        .host("127.0.0.1")
        .endpoint(ScrapeEndpoint.builder(registry).codings(gzip).build())
        .start()
        .url()
        .toString();
  }

  private static String clientJava() throws IOException {
    PrometheusRegistry registry = new PrometheusRegistry();
    for (int family = 0; family < FAMILIES; family++) {
      io.prometheus.metrics.core.metrics.Counter counters =
          io.prometheus.metrics.core.metrics.Counter.builder()
              .name(name(family))
              .help(HELP)
              .labelNames(LABELS)
              .register(registry);
      for (int series = 0; series < SERIES_OF_A_FAMILY; series++) {
        counters.labelValues("GET", path(series)).inc(value(series));
      }
    }
    HTTPServer server =
        HTTPServer.builder().hostname("127.0.0.1").port(0).registry(registry).buildAndStart();
    return "http://127.0.0.1:" + server.getPort() + "/metrics";
  }

  private static String name(int family) {
    return "service" + family + "_requests";
  }

  private static String path(int series) {
    return "/api/v1/customers/{id}/orders-" + series;
  }

  /** Whole numbers and amounts with two decimals, as in practice. */
  private static double value(int series) {
    return series % 2 == 0 ? series * 37.0 : series * 3.7 / 100;
  }
}
