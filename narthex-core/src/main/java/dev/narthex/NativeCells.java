package dev.narthex;

import dev.narthex.model.NativeBuckets;
import org.jspecify.annotations.Nullable;

/**
 * The native buckets of some of a histogram's observations: those of one stripe, whose lock guards
 * them.
 */
final class NativeCells {

  /*
   * Invariants
   *   I1  Each observation but NaN is in exactly one bucket, or in the zero bucket.
   *   I2  What runs out of memory has changed nothing: allocation comes first.
   *   I3  Values in the zero bucket are at most zeroThreshold away from zero; values in others were
   *       further away when they were counted.
   *
   * Tested in NativeHistogramTest and, against a model, in NativeLimitModelTest.
   */

  private final NativeBuckets settings;
  private final int padding;
  private final BucketWindow positive;
  private @Nullable BucketWindow negative;
  private int schema;
  private double zeroThreshold;
  private long zeroCount;

  /** Makes cells without observations, and so many longs of padding. */
  NativeCells(NativeBuckets settings, int padding) {
    this.settings = settings;
    this.schema = settings.schema();
    this.padding = padding;
    this.positive = newWindow();
    this.zeroThreshold = settings.zeroThreshold();
  }

  /** Counts one observation, which may be NaN. */
  void add(double value) {
    double magnitude = Math.abs(value);
    if (magnitude <= zeroThreshold) {
      zeroCount++;
    } else if (value > 0) {
      positive.add(NativeBuckets.indexOf(schema, magnitude));
    } else if (value < 0) {
      negative().add(NativeBuckets.indexOf(schema, magnitude));
    }
  }

  private BucketWindow newWindow() {
    return new BucketWindow(padding * Long.BYTES / Integer.BYTES);
  }

  private BucketWindow negative() {
    BucketWindow window = negative;
    if (window == null) {
      window = newWindow();
      negative = window;
    }
    return window;
  }

  boolean isOverLimit() {
    BucketWindow below = negative;
    int populated = positive.populated() + (below == null ? 0 : below.populated());
    return populated > settings.maxBuckets();
  }

  /**
   * Brings the buckets under their limit: widens the zero bucket if that is allowed, else halves the
   * resolution, and goes on while that was not enough, as buckets without neighbours stay as many.
   */
  void reduce() {
    while (isOverLimit()) {
      if (!widenZeroBucket() && !halve()) {
        return;
      }
    }
  }

  private boolean halve() {
    if (schema == NativeBuckets.MIN_SCHEMA) {
      return false;
    }
    positive.reserveToHalve(); // for both sides first: see I2
    if (negative != null) {
      negative.reserveToHalve();
      negative.halve();
    }
    positive.halve();
    schema--;
    return true;
  }

  private boolean widenZeroBucket() {
    if (zeroThreshold >= settings.maxZeroThreshold()) {
      return false;
    }
    BucketWindow below = negative;
    int smallest =
        Math.min(positive.smallest(), below == null ? Integer.MAX_VALUE : below.smallest());
    double bound = NativeBuckets.upperBound(schema, smallest);
    if (bound > settings.maxZeroThreshold()) {
      return false;
    }
    zeroThreshold = bound;
    zeroCount += positive.takeSmallest(smallest);
    zeroCount += below == null ? 0 : below.takeSmallest(smallest);
    return true;
  }

  /** Begins anew, with the resolution and the zero bucket of the beginning. */
  void clear() {
    positive.clear();
    if (negative != null) {
      negative.clear();
    }
    schema = settings.schema();
    zeroThreshold = settings.zeroThreshold();
    zeroCount = 0;
  }

  int schema() {
    return schema;
  }

  double zeroThreshold() {
    return zeroThreshold;
  }

  long zeroCount() {
    return zeroCount;
  }

  /** Appends the buckets of both sides to lists, as buckets of a schema that is not finer. */
  void appendTo(BucketList above, BucketList below, int coarser) {
    positive.appendTo(above, schema - coarser);
    if (negative != null) {
      negative.appendTo(below, schema - coarser);
    }
  }
}
