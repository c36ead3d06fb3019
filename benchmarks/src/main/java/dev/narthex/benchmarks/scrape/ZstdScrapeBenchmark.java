package dev.narthex.benchmarks.scrape;

import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * A scrape as text of few large families, compressed by zstd, for which agents ask. The peers do not know
 * it: they compress as in {@link GzipScrapeBenchmark}.
 */
public class ZstdScrapeBenchmark extends ScrapeBenchmark {

  @Param("100000")
  public int lines;

  public ZstdScrapeBenchmark() {
    super(Accept.TEXT);
  }

  @Override
  int lines() {
    return lines;
  }

  @Override
  long scrape() throws IOException {
    contestant().scrapeByZstd(accept(), sink());
    return sink().bytes();
  }

  @Benchmark
  public long simpleclient() throws IOException {
    return scrape();
  }
}
