package dev.narthex.benchmarks.scrape;

import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** A scrape as text of 10,000 small families, to read beside {@link TextScrapeBenchmark}. */
public class ManyFamiliesScrapeBenchmark extends ScrapeBenchmark {

  private static final int FAMILIES_OF_A_KIND = 3_333;

  @Param("100000")
  public int lines;

  public ManyFamiliesScrapeBenchmark() {
    super(Accept.TEXT);
  }

  @Override
  int lines() {
    return lines;
  }

  @Override
  int familiesOfAKind() {
    return FAMILIES_OF_A_KIND;
  }

  @Benchmark
  public long simpleclient() throws IOException {
    return scrape();
  }
}
