package dev.narthex.benchmarks.scrape;

import org.openjdk.jmh.annotations.Param;

/**
 * A scrape as protobuf of few large families, not compressed. Lines are those that the same data has
 * as text. simpleclient does not write protobuf.
 */
public class ProtobufScrapeBenchmark extends ScrapeBenchmark {

  @Param({"1000", "10000", "100000", "1000000"})
  public int lines;

  public ProtobufScrapeBenchmark() {
    super(Accept.PROTOBUF);
  }

  @Override
  int lines() {
    return lines;
  }
}
