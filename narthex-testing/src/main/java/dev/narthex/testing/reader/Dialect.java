package dev.narthex.testing.reader;

/** In what the lines of the two text formats differ. */
enum Dialect {
  /** Text 0.0.4: blanks around all tokens, times in milliseconds, no exemplars. */
  TEXT,
  /** OpenMetrics 1.0, section "ABNF": single blanks, times in seconds. */
  OPENMETRICS;

  /** Whether blanks and tabs may stand around tokens, and a comma after the last label. */
  boolean isLoose() {
    return this == TEXT;
  }

  /** Whether a backslash before any other character stands for itself, as the ABNF has it. */
  boolean keepsUnknownEscapes() {
    return this == OPENMETRICS;
  }

  boolean quotesAreEscapedInHelp() {
    return this == OPENMETRICS;
  }
}
