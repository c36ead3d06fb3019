package dev.narthex.red;

import org.jspecify.annotations.Nullable;

/** Status codes as values of the label {@code code}. */
final class Codes {

  private static final int FIRST = 100;
  private static final int LAST = 599;

  /**
   * The text of each code, from its first use on. Two threads may make the same text at once, which does
   * no harm: strings are immutable and equal.
   */
  private static final @Nullable String[] TEXTS = new @Nullable String[LAST - FIRST + 1];

  private Codes() {}

  /** The value of the label. Makes no object, but for the first request that has this code. */
  static String label(int status) {
    if (status == 0) { // nobody has set one
      return label(200);
    }
    if (status < FIRST || status > LAST) {
      return HttpMetrics.UNKNOWN;
    }
    String text = TEXTS[status - FIRST];
    if (text == null) {
      text = Integer.toString(status);
      TEXTS[status - FIRST] = text;
    }
    return text;
  }
}
