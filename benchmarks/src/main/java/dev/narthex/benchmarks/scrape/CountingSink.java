package dev.narthex.benchmarks.scrape;

import java.io.OutputStream;

/** Takes bytes, and keeps nothing but their number. */
final class CountingSink extends OutputStream {

  private long bytes;

  @Override
  public void write(int value) {
    bytes++;
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    bytes += length;
  }

  /** How many bytes were written so far. */
  long bytes() {
    return bytes;
  }
}
