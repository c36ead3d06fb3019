package dev.narthex.benchmarks.scrape;

import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * A scrape as OpenMetrics text of few large families, not compressed. The floor is that of {@link
 * TextScrapeBenchmark}.
 */
public class OpenMetricsScrapeBenchmark extends ScrapeBenchmark {

  @Param({"1000", "10000", "100000", "1000000"})
  public int lines;

  public OpenMetricsScrapeBenchmark() {
    super(Accept.OPEN_METRICS);
  }

  @Override
  int lines() {
    return lines;
  }

  @Benchmark
  public long simpleclient() throws IOException {
    return scrape();
  }
}
