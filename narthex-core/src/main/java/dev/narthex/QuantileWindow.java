package dev.narthex;

import java.util.Arrays;

/**
 * The observations of the last while, from which quantiles are told: a ring of age buckets, of which
 * the oldest is emptied when its time is over. An observation goes into the newest bucket only; a
 * reader merges them all. Not thread-safe.
 */
final class QuantileWindow {

  /** Observations are collected here before they are sorted and inserted together. */
  private static final int BUFFER_MAX = 512;

  private static final int BUFFER_MIN = 16;

  private final QuantileSketch[] ring;
  private final long bucketNanos;
  private int newest;
  private long newestEnds;
  private double[] buffer = new double[BUFFER_MIN];
  private int buffered;

  QuantileWindow(SummarySettings settings, long nowNanos) {
    ring = new QuantileSketch[settings.ageBuckets()];
    Arrays.setAll(ring, i -> new QuantileSketch(settings.objectives()));
    bucketNanos = settings.bucketNanos();
    newestEnds = nowNanos + bucketNanos;
  }

  /** Takes one observation, not NaN. If memory runs out nothing changes. */
  void add(double value, long nowNanos) {
    advanceTo(nowNanos);
    if (buffered == buffer.length) {
      if (buffer.length < BUFFER_MAX) {
        buffer = Arrays.copyOf(buffer, 2 * buffer.length);
      } else {
        flush();
      }
    }
    buffer[buffered++] = value;
  }

  /** Adds all that is not too old to a merge. */
  void mergeInto(QuantileMerge merge, long nowNanos) {
    advanceTo(nowNanos);
    flush();
    for (QuantileSketch bucket : ring) {
      if (bucket.count() > 0) {
        merge.add(bucket);
      }
    }
  }

  private void advanceTo(long nowNanos) {
    long late = nowNanos - newestEnds;
    if (late < 0) {
      return;
    }
    flush();
    long steps = late / bucketNanos + 1;
    for (long i = Math.min(steps, ring.length); i > 0; i--) {
      newest = (newest + 1) % ring.length;
      ring[newest].clear();
    }
    newestEnds += steps * bucketNanos;
  }

  private void flush() {
    if (buffered > 0) {
      Arrays.sort(buffer, 0, buffered);
      ring[newest].insert(buffer, buffered);
      buffered = 0;
    }
  }
}
