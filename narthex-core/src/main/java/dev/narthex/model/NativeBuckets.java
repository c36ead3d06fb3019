package dev.narthex.model;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a native histogram counts: how fine its buckets are, how many it may have, and what it does when
 * it would have more.
 *
 * <p>Buckets need no bounds chosen in advance. Each one's upper bound is the one before times a fixed
 * growth, 2<sup>2<sup>-schema</sup></sup>, over the whole range of numbers, positive and negative; only
 * those that hold something are kept and sent. Values around zero go to a bucket of their own.
 *
 * <p>When there would be more than {@link #maxBuckets()} populated buckets, one of three things is
 * done, in this order (Prometheus, "Native Histograms", section "Instrumentation"):
 *
 * <ol>
 *   <li>all counts start over, if the last time is at least {@link #resetAfter(Duration)} ago; if it is
 *       not, they will when that time is over;
 *   <li>the smallest bucket joins the zero bucket, up to {@link #maxZeroThreshold(double)};
 *   <li>the resolution is halved: two neighbouring buckets become one.
 * </ol>
 *
 * <p>By default only the last, which loses nothing but fineness. Immutable; each method returns a
 * changed copy.
 *
 * @since 0.1
 */
public final class NativeBuckets {

  /** The coarsest schema: buckets grow by 65536. */
  public static final int MIN_SCHEMA = -4;

  /** The finest schema: buckets grow by about 1.0027. */
  public static final int MAX_SCHEMA = 8;

  /** Up to this value, either side of zero, observations count as zero: 2<sup>-128</sup>. */
  public static final double DEFAULT_ZERO_THRESHOLD = 0x1p-128;

  /** How many populated buckets a histogram may have. Each costs some bytes, in each stripe. */
  public static final int DEFAULT_MAX_BUCKETS = 160;

  /** The most that can be asked for. */
  public static final int MAX_BUCKETS = 10_000;

  /** Buckets that grow by less than 1.1, so that a quantile is off by 9 % at most. */
  public static final NativeBuckets DEFAULT = growingBy(1.1);

  private final int schema;
  private final double zeroThreshold;
  private final int maxBuckets;
  private final @Nullable Duration resetAfter;
  private final double maxZeroThreshold;

  private NativeBuckets(
      int schema,
      double zeroThreshold,
      int maxBuckets,
      @Nullable Duration resetAfter,
      double maxZeroThreshold) {
    this.schema = schema;
    this.zeroThreshold = zeroThreshold;
    this.maxBuckets = maxBuckets;
    this.resetAfter = resetAfter;
    this.maxZeroThreshold = maxZeroThreshold;
  }

  /**
   * Buckets that grow at most by a factor.
   *
   * @param factor above 1; the coarsest of the 13 schemas that does not exceed it is taken, the finest
   *     if all do. 1.1 makes 8 buckets for each doubling of the value
   * @return the buckets
   * @throws IllegalArgumentException if the factor is not above 1
   */
  public static NativeBuckets growingBy(double factor) {
    if (!(factor > 1)) { // written so that NaN fails too
      throw new IllegalArgumentException("Native buckets cannot grow by "
          + factor
          + ", the factor must be above 1. 1.1 is usual.");
    }
    return new NativeBuckets(
        NativeScale.schemaOf(factor), DEFAULT_ZERO_THRESHOLD, DEFAULT_MAX_BUCKETS, null, 0);
  }

  /**
   * Sets up to which value, either side of zero, observations count as zero.
   *
   * @param threshold finite and not negative; 0 for zero alone; by default {@link
   *     #DEFAULT_ZERO_THRESHOLD}
   * @return the changed buckets
   * @throws IllegalArgumentException if the threshold is out of its range
   */
  public NativeBuckets zeroThreshold(double threshold) {
    checkThreshold("zeroThreshold", threshold);
    return new NativeBuckets(schema, threshold + 0.0, maxBuckets, resetAfter, maxZeroThreshold);
  }

  /**
   * Sets how many populated buckets there may be, the zero bucket not counted. Just after the limit was
   * passed there may be a few more.
   *
   * @param max from 1 to {@link #MAX_BUCKETS}, by default {@link #DEFAULT_MAX_BUCKETS}
   * @return the changed buckets
   * @throws IllegalArgumentException if {@code max} is out of its range
   */
  public NativeBuckets maxBuckets(int max) {
    if (max < 1 || max > MAX_BUCKETS) {
      throw new IllegalArgumentException(
          "maxBuckets is %d but must be from 1 to %d.".formatted(max, MAX_BUCKETS));
    }
    return new NativeBuckets(schema, zeroThreshold, max, resetAfter, maxZeroThreshold);
  }

  /**
   * Lets the whole histogram start over when the limit is passed, classic buckets, count and sum
   * included, with a new created time. Prometheus takes it for a restart. What was counted since the
   * last scrape is not seen by anybody then.
   *
   * @param atLeast how much time must lie between; positive
   * @return the changed buckets
   * @throws IllegalArgumentException if the time is not positive
   */
  public NativeBuckets resetAfter(Duration atLeast) {
    if (atLeast.isNegative() || atLeast.isZero()) {
      throw new IllegalArgumentException("resetAfter is " + atLeast + " but must be positive.");
    }
    return new NativeBuckets(schema, zeroThreshold, maxBuckets, atLeast, maxZeroThreshold);
  }

  /**
   * Lets the zero bucket grow when the limit is passed.
   *
   * <p>What several threads counted at different resolutions is shown with the coarsest of them. The
   * threshold then ends at a bound of that one, which may lie somewhat beyond the largest.
   *
   * @param max the largest threshold it may reach; finite and not negative; by default 0, so that it
   *     stays as it is
   * @return the changed buckets
   * @throws IllegalArgumentException if {@code max} is out of its range
   */
  public NativeBuckets maxZeroThreshold(double max) {
    checkThreshold("maxZeroThreshold", max);
    return new NativeBuckets(schema, zeroThreshold, maxBuckets, resetAfter, max + 0.0);
  }

  /** Leaves -0.0, which the callers turn into the 0.0 that it is equal to. */
  private static void checkThreshold(String parameter, double threshold) {
    if (!(threshold >= 0 && threshold < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          parameter + " is " + threshold + " but must be finite and not negative.");
    }
  }

  /**
   * How fine the buckets are at the beginning.
   *
   * @return from {@link #MIN_SCHEMA} to {@link #MAX_SCHEMA}
   */
  public int schema() {
    return schema;
  }

  /**
   * Up to which value observations count as zero at the beginning.
   *
   * @return not negative
   */
  public double zeroThreshold() {
    return zeroThreshold;
  }

  /**
   * How many populated buckets there may be.
   *
   * @return at least 1
   */
  public int maxBuckets() {
    return maxBuckets;
  }

  /**
   * How much time must lie between two fresh starts.
   *
   * @return the time, or null if the histogram never starts over
   */
  public @Nullable Duration resetAfter() {
    return resetAfter;
  }

  /**
   * How large the zero bucket may become.
   *
   * @return not negative
   */
  public double maxZeroThreshold() {
    return maxZeroThreshold;
  }

  /**
   * The bucket of a value.
   *
   * @param schema from {@link #MIN_SCHEMA} to {@link #MAX_SCHEMA}
   * @param magnitude the absolute value, above 0, may be infinite
   * @return the index; bucket 0 ends at 1
   * @throws IllegalArgumentException if there is no such schema
   */
  public static int indexOf(int schema, double magnitude) {
    NativeScale.check(schema);
    return NativeScale.indexOf(schema, magnitude);
  }

  /**
   * The inclusive upper bound of a bucket.
   *
   * @param schema from {@link #MIN_SCHEMA} to {@link #MAX_SCHEMA}
   * @param index the bucket's index
   * @return the bound; the largest finite double for the last bucket of finite values, +Inf beyond
   * @throws IllegalArgumentException if there is no such schema
   */
  public static double upperBound(int schema, int index) {
    NativeScale.check(schema);
    return NativeScale.upperBound(schema, index);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof NativeBuckets other
        && schema == other.schema
        && zeroThreshold == other.zeroThreshold
        && maxBuckets == other.maxBuckets
        && maxZeroThreshold == other.maxZeroThreshold
        && Objects.equals(resetAfter, other.resetAfter);
  }

  @Override
  public int hashCode() {
    return Objects.hash(schema, zeroThreshold, maxBuckets, maxZeroThreshold, resetAfter);
  }

  /** All settings, for messages. */
  @Override
  public String toString() {
    return "schema %d, zeroThreshold %s, maxBuckets %d, resetAfter %s, maxZeroThreshold %s"
        .formatted(schema, zeroThreshold, maxBuckets, resetAfter, maxZeroThreshold);
  }
}
