package dev.narthex.jvm;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps a total from going backwards that is read from outside. A counter that falls looks like a
 * restart to Prometheus, which would then count everything again. Thread-safe.
 */
final class Rising {

  /** The bits of the highest total so far; those of numbers from 0 on are ordered as the numbers. */
  private final AtomicLong highest = new AtomicLong();

  /**
   * The highest total that was read so far.
   *
   * @param total what is read now; NaN for nothing
   * @return {@code total} unless a higher one was read before; NaN for NaN
   */
  double of(double total) {
    if (Double.isNaN(total)) {
      return total;
    }
    long bits = Double.doubleToRawLongBits(Math.max(total, 0.0));
    return Double.longBitsToDouble(highest.accumulateAndGet(bits, Math::max));
  }
}
