package dev.narthex;

import java.time.Duration;

/** A clock that stands still until a test moves it. */
final class ManualTime implements TimeSource {

  static final long START_MILLIS = 1_800_000_000_000L;

  private long wallMillis = START_MILLIS;

  /** So near to its greatest value that it overflows on the way, as the machine's clock may. */
  private long nanos = Long.MAX_VALUE - 50_000_000;

  void advance(Duration by) {
    wallMillis += by.toMillis();
    nanos += by.toNanos();
  }

  /** What happens to clocks that people set. */
  void setWallMillis(long millis) {
    wallMillis = millis;
  }

  @Override
  public long wallMillis() {
    return wallMillis;
  }

  @Override
  public long nanos() {
    return nanos;
  }
}
