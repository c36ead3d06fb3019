package dev.narthex.red;

import java.util.function.LongSupplier;

/** A clock that stands still until a test moves it. */
final class ManualClock implements LongSupplier {

  /** So near to its greatest value that it overflows on the way, as the machine's clock may. */
  private long nanos = Long.MAX_VALUE - 50_000_000;

  void advanceMillis(long millis) {
    nanos += millis * 1_000_000;
  }

  @Override
  public long getAsLong() {
    return nanos;
  }
}
