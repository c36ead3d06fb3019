package dev.narthex.webconfig;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests of one server against a {@link RateLimit}. Thread-safe; nobody waits for more
 * than a few instructions.
 */
final class RateLimiter {

  private final LongSupplier nanoTime;
  private @Nullable RateLimit limit; // guarded by this

  /** When the bucket will be full, if no request comes; guarded by this. */
  private long fullAtNanos;

  RateLimiter(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Takes a token if there is one.
   *
   * @param now the limit in force; null for none. A new one begins with a full bucket.
   */
  synchronized boolean allows(@Nullable RateLimit now) {
    long time = nanoTime.getAsLong();
    if (now == null || !now.equals(limit)) {
      limit = now;
      fullAtNanos = time;
    }
    if (now == null) {
      return true;
    }
    long missing = Math.max(fullAtNanos - time, 0); // counted in the time it takes to fill up
    if (missing > spare(now)) {
      return false;
    }
    fullAtNanos = time + missing + now.intervalNanos();
    return true;
  }

  /** What may be missing from a bucket that still has a token. */
  private static long spare(RateLimit limit) {
    long tokens = limit.burst() - 1L;
    long longest = Long.MAX_VALUE / 4; // 73 years, and sums of it do not overflow
    return tokens > longest / limit.intervalNanos() ? longest : tokens * limit.intervalNanos();
  }
}
