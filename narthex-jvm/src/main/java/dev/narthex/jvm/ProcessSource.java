package dev.narthex.jvm;

import java.util.Set;
import java.util.function.Consumer;

/** Where the numbers of a process come from on one platform. */
interface ProcessSource {

  /** What can be read here, always the same. */
  Set<ProcessFigure> figures();

  /**
   * Reads all of them.
   *
   * @param into takes each number; what cannot be read is not put there
   * @param failures takes what went wrong
   */
  void read(ProcessReading into, Consumer<Exception> failures);
}
