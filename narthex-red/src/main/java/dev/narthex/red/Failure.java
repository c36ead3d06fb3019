package dev.narthex.red;

import java.util.Locale;

/**
 * Why a request of a client got no answer. Each has a code of its own, which is a word where an answer has
 * a number: {@code code!~"[0-9]+"} selects all requests without an answer.
 *
 * @since 0.1
 */
public enum Failure {
  /** There was no connection, or no answer, in time. */
  TIMEOUT,

  /** Somebody cancelled the request, or interrupted the thread that waited for it. */
  CANCELLED,

  /** Anything else: refused, unreachable, broken off. */
  ERROR;

  private final String code = name().toLowerCase(Locale.ROOT);

  /**
   * The value of the label {@code code}.
   *
   * @return {@code timeout}, {@code cancelled} or {@code error}
   */
  public String code() {
    return code;
  }
}
