package dev.narthex.benchmarks.startup;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import java.io.IOException;

/** Prometheus' own library and its server. */
final class ClientJavaProgram {

  private ClientJavaProgram() {}

  public static void main(String[] args) throws IOException {
    Counter.builder().name("jobs_total").help("Jobs done.").register().inc();
    Histogram.builder()
        .name("job_duration_seconds")
        .help("Time taken.")
        .classicOnly()
        .register()
        .observe(0.1);
    HTTPServer server = HTTPServer.builder()
        .hostname("localhost")
        .port(Integer.parseInt(args[0]))
        .buildAndStart();
    try (server) {
      Running.untilInputEnds();
    }
  }
}
