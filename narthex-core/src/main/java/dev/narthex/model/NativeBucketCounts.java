package dev.narthex.model;

/**
 * The populated buckets of one side of a native histogram, in ascending order of their index.
 *
 * @since 0.1
 */
public interface NativeBucketCounts {

  /**
   * The number of populated buckets.
   *
   * @return 0 or more
   */
  int size();

  /**
   * The index of a bucket; {@link NativeBuckets#upperBound} tells its bound, as an absolute value.
   *
   * @param i from 0 to {@link #size} − 1
   * @return the index, larger than that of the bucket before
   */
  int index(int i);

  /**
   * How many observations fell into a bucket.
   *
   * @param i from 0 to {@link #size} − 1
   * @return above 0
   */
  long count(int i);
}
