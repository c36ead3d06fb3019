package dev.narthex.benchmarks.startup;

import java.io.IOException;

/** How a program tells that it listens, and learns that it may end. */
final class Running {

  private Running() {}

  /** Returns never; the program ends when its input does. */
  static void untilInputEnds() throws IOException {
    System.out.println("listening");
    int ignored = System.in.read();
    System.exit(ignored < 0 ? 0 : 1);
  }
}
