package dev.narthex.jvm;

import java.io.IOException;
import java.util.Set;

/** A part of what a cgroup tells. For any number of threads. */
interface CgroupSource {

  /** Adds the figures whose files are there. */
  void addFiguresTo(Set<CgroupFigure> figures);

  /**
   * Reads what can be read now, and leaves out the rest.
   *
   * @param text to read with
   * @param into takes the numbers
   */
  void read(ProcText text, CgroupReading into);

  /** Something that reads one file. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  /** One file that cannot be read does not hide the others. */
  static void attempt(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      // Left out, as everything is that the kernel does not tell.
    }
  }
}
