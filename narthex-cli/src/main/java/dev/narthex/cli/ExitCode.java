package dev.narthex.cli;

/** What the program tells the shell when it ends. */
final class ExitCode {

  /** All is well. */
  static final int CLEAN = 0;

  /** There are problems, or a difference. */
  static final int FOUND = 1;

  /** The command line was wrong or something could not be read, so that nothing is known. */
  static final int UNKNOWN = 2;

  private ExitCode() {}
}
