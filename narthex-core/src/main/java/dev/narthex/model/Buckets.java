package dev.narthex.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The upper bounds of a histogram's buckets. A value falls into the first bucket whose bound is not
 * below it; a last bucket without a bound, {@code +Inf}, is always there.
 *
 * <p>Choose bounds around the values that a decision hangs on: a latency objective of 300 ms wants a
 * bound at exactly 0.3.
 *
 * @since 0.1
 */
public final class Buckets extends Derivable {

  /**
   * The most bounds a histogram can have, not counting {@code +Inf}. Each bound costs eight bytes
   * and one sample in every scrape, for each series.
   */
  public static final int MAX_BOUNDS = 10_000;

  /**
   * Bounds for the latency of a network service, in seconds: .005, .01, .025, .05, .1, .25, .5, 1,
   * 2.5, 5, 10.
   */
  public static final Buckets DEFAULT = of(.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10);

  /** No bound but +Inf: for a histogram that has native buckets only. */
  public static final Buckets NONE = of();

  /** Finite and strictly increasing. */
  private final double[] bounds;

  /** Null where the bounds do not suit it. */
  private final @Nullable BucketSearch search;

  private Buckets(double[] bounds) {
    this.bounds = bounds;
    this.search = BucketSearch.of(bounds);
  }

  /**
   * Takes the bounds one by one.
   *
   * @param upperBounds the inclusive upper bounds, strictly increasing; a last {@code +Inf} may be
   *     given and changes nothing
   * @return the buckets
   * @throws IllegalArgumentException if the bounds do not increase strictly, one is NaN or {@code
   *     -Inf}, or there are more than {@link #MAX_BOUNDS}
   */
  public static Buckets of(double... upperBounds) {
    int count = upperBounds.length;
    if (count > 0 && upperBounds[count - 1] == Double.POSITIVE_INFINITY) {
      count--;
    }
    checkCount(count, 0);
    return ofFinite(Arrays.copyOf(upperBounds, count));
  }

  private static Buckets ofFinite(double[] bounds) {
    for (int i = 0; i < bounds.length; i++) {
      double bound = bounds[i] + 0.0; // turns -0.0 into 0.0, which is written the same
      if (Double.isNaN(bound) || Double.isInfinite(bound)) {
        throw new IllegalArgumentException("Bucket bound "
            + bound
            + " at place "
            + (i + 1)
            + " is not a finite number. Pass finite bounds; the bucket for all larger values is"
            + " there by itself.");
      }
      if (i > 0 && bound <= bounds[i - 1]) {
        throw new IllegalArgumentException("Bucket bounds must increase, but "
            + bounds[i - 1]
            + " is followed by "
            + bound
            + ". Sort them and remove doubles.");
      }
      bounds[i] = bound;
    }
    return new Buckets(bounds);
  }

  /**
   * Bounds at equal distances.
   *
   * @param start the first bound
   * @param width the distance, above 0
   * @param count how many bounds, from 1 to {@link #MAX_BOUNDS}
   * @return the buckets
   * @throws IllegalArgumentException if a parameter is out of its range
   */
  public static Buckets linear(double start, double width, int count) {
    checkCount(count, 1);
    check(width > 0, "width", width, "above 0");
    double[] bounds = new double[count];
    double bound = start;
    for (int i = 0; i < count; i++) {
      bounds[i] = bound;
      bound += width;
    }
    return ofFinite(bounds);
  }

  /**
   * Bounds that grow by a factor.
   *
   * @param start the first bound, above 0
   * @param factor what each bound is multiplied by to give the next, above 1
   * @param count how many bounds, from 1 to {@link #MAX_BOUNDS}
   * @return the buckets
   * @throws IllegalArgumentException if a parameter is out of its range
   */
  public static Buckets exponential(double start, double factor, int count) {
    checkCount(count, 1);
    check(start > 0, "start", start, "above 0");
    check(factor > 1, "factor", factor, "above 1");
    double[] bounds = new double[count];
    double bound = start;
    for (int i = 0; i < count; i++) {
      bounds[i] = bound;
      bound *= factor;
    }
    return ofFinite(bounds);
  }

  /**
   * Bounds that grow by the factor that leads from one value to another.
   *
   * @param min the first bound, above 0
   * @param max the last bound, up to rounding; above {@code min}
   * @param count how many bounds, from 1 to {@link #MAX_BOUNDS}; with 1 there is only {@code min}
   * @return the buckets
   * @throws IllegalArgumentException if a parameter is out of its range
   */
  public static Buckets exponentialRange(double min, double max, int count) {
    checkCount(count, 1);
    check(min > 0, "min", min, "above 0");
    if (count == 1) {
      return ofFinite(new double[] {min});
    }
    check(max > min, "max", max, "above min, which is " + min);
    double factor = Math.pow(max / min, 1.0 / (count - 1));
    double[] bounds = new double[count];
    for (int i = 0; i < count; i++) {
      bounds[i] = min * Math.pow(factor, i);
    }
    return ofFinite(bounds);
  }

  private static void check(boolean valid, String parameter, double met, String wanted) {
    if (!valid) {
      throw new IllegalArgumentException(
          "Bucket " + parameter + " is " + met + " but must be " + wanted + ".");
    }
  }

  private static void checkCount(int count, int least) {
    if (count < least || count > MAX_BOUNDS) {
      throw new IllegalArgumentException("A histogram has from %d to %d bucket bounds but got %d."
          .formatted(least, MAX_BOUNDS, count));
    }
  }

  /**
   * The number of buckets, the one up to {@code +Inf} included.
   *
   * @return at least 1
   */
  public int size() {
    return bounds.length + 1;
  }

  /**
   * The inclusive upper bound of a bucket.
   *
   * @param index from 0 to {@link #size} − 1
   * @return the bound; {@code +Inf} for the last
   */
  public double upperBound(int index) {
    return index == bounds.length ? Double.POSITIVE_INFINITY : bounds[index];
  }

  /**
   * The bucket that counts a value.
   *
   * @param value any number; NaN counts in the last bucket, as it is not below any bound
   * @return the bucket's index
   */
  public int indexOf(double value) {
    BucketSearch direct = search;
    return direct != null ? direct.indexOf(value) : indexByHalving(bounds, value);
  }

  private static int indexByHalving(double[] bounds, double value) {
    int low = 0;
    int high = bounds.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (value <= bounds[middle]) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return this == object
        || (object instanceof Buckets other && Arrays.equals(bounds, other.bounds));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  /** The bounds, as in {@code [0.1, 1.0, Infinity]}. */
  @Override
  public String toString() {
    double[] all = Arrays.copyOf(bounds, size());
    all[bounds.length] = Double.POSITIVE_INFINITY;
    return Arrays.toString(all);
  }
}
