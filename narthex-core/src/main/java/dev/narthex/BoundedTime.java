package dev.narthex;

import java.time.Duration;
import java.util.Objects;

/** Durations as numbers that can be added to a clock without care: none is more than 100 years. */
final class BoundedTime {

  /** More than a program runs, and still far from where sums of nanoseconds overflow. */
  private static final Duration MAX = Duration.ofDays(365 * 100);

  private BoundedTime() {}

  /** A duration in nanoseconds. */
  static long nanos(Duration given) {
    return bounded(given).toNanos();
  }

  /** A duration in milliseconds. */
  static long millis(Duration given) {
    return bounded(given).toMillis();
  }

  private static Duration bounded(Duration given) {
    return given.compareTo(MAX) < 0 ? given : MAX;
  }

  /**
   * A duration in nanoseconds that a call got.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  static long positiveNanos(String call, Duration given) {
    if (Objects.requireNonNull(given, call).isZero() || given.isNegative()) {
      throw new IllegalArgumentException(
          "%s got the time %s but it must be longer than zero.".formatted(call, given));
    }
    return nanos(given);
  }
}
