package dev.narthex.model;

import org.jspecify.annotations.Nullable;

/**
 * What one histogram says of itself in a scrape. All parts belong to one and the same set of
 * observations.
 *
 * <p>Either an immutable {@link HistogramSnapshot}, or a view that is valid only during the call it
 * was handed to. Who wants to keep one takes {@link HistogramSnapshot#of}.
 *
 * @since 0.1
 */
public interface HistogramData {

  /**
   * The classic buckets' bounds.
   *
   * @return the bounds; {@link Buckets#NONE} if there are only native buckets
   */
  Buckets buckets();

  /**
   * How many observations fell into one bucket. The formats show running totals; here each bucket
   * counts alone, so that a torn histogram cannot be said.
   *
   * @param index from 0 to {@code buckets().size() - 1}
   * @return 0 or more
   */
  long bucketCount(int index);

  /**
   * How many observations there were.
   *
   * @return the sum over all buckets
   */
  default long count() {
    long count = 0;
    for (int i = 0; i < buckets().size(); i++) {
      count += bucketCount(i);
    }
    return count;
  }

  /**
   * The same observations in native buckets, where the histogram has them. NaN is in none of them, so
   * that they may add up to less than {@link #count}.
   *
   * @return the native buckets, or null
   */
  default @Nullable NativeHistogramData nativeData() {
    return null;
  }

  /**
   * The sum of all observed values.
   *
   * @return the sum; NaN once a NaN was observed
   */
  double sum();

  /**
   * When counting began.
   *
   * @return milliseconds since the epoch, or {@link Millis#NONE}
   */
  default long createdMillis() {
    return Millis.NONE;
  }

  /**
   * An example of an observation in one bucket.
   *
   * @param index from 0 to {@code buckets().size() - 1}
   * @return the exemplar, or null
   */
  default @Nullable Exemplar exemplar(int index) {
    return null;
  }
}
