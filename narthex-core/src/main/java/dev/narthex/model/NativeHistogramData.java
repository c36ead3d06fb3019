package dev.narthex.model;

/**
 * The native buckets of one histogram in a scrape: what {@link HistogramData} says in classic buckets,
 * finer. Valid as long as the {@link HistogramData} it is part of.
 *
 * @since 0.1
 */
public interface NativeHistogramData {

  /**
   * How fine the buckets are: each one's bound is the one before times
   * 2<sup>2<sup>-schema</sup></sup>.
   *
   * @return from {@link NativeBuckets#MIN_SCHEMA} to {@link NativeBuckets#MAX_SCHEMA}
   */
  int schema();

  /**
   * Up to which value, either side of zero, observations count as zero.
   *
   * @return not negative
   */
  double zeroThreshold();

  /**
   * How many observations counted as zero.
   *
   * @return 0 or more
   */
  long zeroCount();

  /**
   * The buckets of values above the threshold.
   *
   * @return the populated ones
   */
  NativeBucketCounts positive();

  /**
   * The buckets of values below the negative threshold.
   *
   * @return the populated ones, by their absolute value
   */
  NativeBucketCounts negative();

  /**
   * The number of exemplars.
   *
   * @return 0 or more
   */
  default int exemplarCount() {
    return 0;
  }

  /**
   * An example of an observation.
   *
   * @param i from 0 to {@link #exemplarCount} − 1
   * @return the exemplar; they come in order of their values
   */
  default Exemplar exemplar(int i) {
    throw new IndexOutOfBoundsException(i);
  }
}
