package dev.narthex.benchmarks.scrape;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Counts the lines of a text exposition that are no comments: a library that quietly leaves series
 * out would look fast.
 */
final class LineCount extends OutputStream {

  private int lines;
  private boolean lineBegins = true;

  private LineCount() {}

  /** Throws an exception if a contestant does not write about as many lines as it should. */
  static void check(Contestant contestant, int wanted) throws IOException {
    LineCount count = new LineCount();
    contestant.scrape(Accept.TEXT, count);
    if (Math.abs(count.lines - wanted) > wanted / 10) {
      throw new IllegalStateException(contestant.getClass().getSimpleName() + " wrote "
          + count.lines + " lines instead of about " + wanted + ".");
    }
  }

  @Override
  public void write(int value) {
    if (lineBegins && value != '#') {
      lines++;
    }
    lineBegins = value == '\n';
  }
}
