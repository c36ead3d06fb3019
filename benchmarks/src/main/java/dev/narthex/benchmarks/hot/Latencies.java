package dev.narthex.benchmarks.hot;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Latencies of a service, the same for all contestants: log-normal around 50 ms, between 1 ms and 10 s.
 * Each thread takes them in turn and begins elsewhere.
 *
 * <p>There are so many of them that no branch predictor learns them by heart, and so few that they stay
 * in a cache near the core.
 */
@State(Scope.Thread)
public class Latencies {

  private static final int SIZE = 1 << 13;
  private static final double MIN_SECONDS = 0.001;
  private static final double MAX_SECONDS = 10;
  private static final double[] SECONDS = new double[SIZE];
  private static final long[] NANOS = new long[SIZE];
  private static final AtomicInteger NEXT_START = new AtomicInteger();

  static {
    Random random = new Random(4);
    for (int i = 0; i < SIZE; i++) {
      double seconds = 0.05 * Math.exp(1.5 * random.nextGaussian());
      SECONDS[i] = Math.min(Math.max(seconds, MIN_SECONDS), MAX_SECONDS);
      NANOS[i] = Math.round(SECONDS[i] * 1e9);
    }
  }

  private int index = NEXT_START.getAndAdd(SIZE / 7);

  /** The bounds of eleven classic buckets; the twelfth has none. */
  static double[] bounds() {
    return new double[] {.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10};
  }

  static Duration[] boundDurations() {
    return Arrays.stream(bounds())
        .mapToObj(seconds -> Duration.ofNanos(Math.round(seconds * 1e9)))
        .toArray(Duration[]::new);
  }

  /** The next latency in seconds. */
  double next() {
    return SECONDS[index++ & (SIZE - 1)];
  }

  /** The next latency in nanoseconds. */
  long nextNanos() {
    return NANOS[index++ & (SIZE - 1)];
  }
}
