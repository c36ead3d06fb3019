package dev.narthex.benchmarks.scrape;

import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * A scrape as compressed text of few large families: what a Prometheus server asks for. Each library
 * compresses as its exporter does: Narthex at zlib's fastest level while it encodes, the peers at its
 * usual level.
 */
public class GzipScrapeBenchmark extends ScrapeBenchmark {

  @Param("100000")
  public int lines;

  public GzipScrapeBenchmark() {
    super(Accept.TEXT);
  }

  @Override
  int lines() {
    return lines;
  }

  @Override
  long scrape() throws IOException {
    contestant().scrapeCompressed(accept(), sink());
    return sink().bytes();
  }

  @Benchmark
  public long simpleclient() throws IOException {
    return scrape();
  }
}
