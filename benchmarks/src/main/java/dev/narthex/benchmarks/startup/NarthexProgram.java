package dev.narthex.benchmarks.startup;

import dev.narthex.Counter;
import dev.narthex.Histogram;
import dev.narthex.http.MetricsServer;
import java.io.IOException;

/** Narthex and its server. */
final class NarthexProgram {

  private NarthexProgram() {}

  public static void main(String[] args) throws IOException {
    Counter.builder("jobs_total").help("Jobs done.").register().inc();
    Histogram.builder("job_duration_seconds").help("Time taken.").register().observe(0.1);
    MetricsServer server = MetricsServer.builder()
        .host("localhost")
        .port(Integer.parseInt(args[0]))
        .start();
    try (server) {
      Running.untilInputEnds();
    }
  }
}
