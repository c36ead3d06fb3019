package dev.narthex.benchmarks.scrape;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * A scrape as text of few large families, not compressed. The floor copies an answer that is there
 * already.
 *
 * <p>Watch the garbage beside the time: it must not grow with the lines.
 */
public class TextScrapeBenchmark extends ScrapeBenchmark {

  @Param({"1000", "10000", "100000", "1000000"})
  public int lines;

  private byte[] answer = {};
  private byte[] copy = {};

  public TextScrapeBenchmark() {
    super(Accept.TEXT);
  }

  @Override
  int lines() {
    return lines;
  }

  @Override
  void filled(String method) throws IOException {
    if (method.equals("arrayCopy")) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      contestant().scrape(accept(), out);
      answer = out.toByteArray();
      copy = new byte[answer.length];
    }
  }

  @Benchmark
  public long simpleclient() throws IOException {
    return scrape();
  }

  @Benchmark
  public byte[] arrayCopy() {
    System.arraycopy(answer, 0, copy, 0, answer.length);
    return copy;
  }
}
