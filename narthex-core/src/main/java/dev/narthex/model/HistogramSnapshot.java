package dev.narthex.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A histogram at the moment of a scrape.
 *
 * @since 0.1
 */
public final class HistogramSnapshot implements SeriesSnapshot, HistogramData {

  private final Labels labels;
  private final Buckets buckets;
  private final long[] bucketCounts;
  private final long count;
  private final double sum;
  private final long createdMillis;
  private final List<@Nullable Exemplar> exemplars;
  private final long timestampMillis;

  private HistogramSnapshot(Labels labels, HistogramData data, long timestampMillis) {
    this.labels = labels;
    this.buckets = data.buckets();
    this.bucketCounts = new long[buckets.size()];
    List<@Nullable Exemplar> copied = new ArrayList<>();
    long total = 0;
    for (int i = 0; i < bucketCounts.length; i++) {
      bucketCounts[i] = data.bucketCount(i);
      total += bucketCounts[i];
      copied.add(data.exemplar(i));
    }
    this.count = total;
    this.sum = data.sum();
    this.createdMillis = data.createdMillis();
    this.exemplars = Collections.unmodifiableList(copied);
    this.timestampMillis = timestampMillis;
  }

  /**
   * Copies a histogram.
   *
   * @param labels the series' labels
   * @param data the histogram
   * @param timestampMillis the time given by the source, or {@link Millis#NONE}
   * @return a copy that stays as it is
   */
  public static HistogramSnapshot of(Labels labels, HistogramData data, long timestampMillis) {
    return new HistogramSnapshot(labels, data, timestampMillis);
  }

  /**
   * Makes a histogram from figures of another system.
   *
   * @param buckets the bounds
   * @param bucketCounts the observations in each bucket alone, one entry for each bucket, the one up
   *     to {@code +Inf} included
   * @param sum the sum of all observed values
   * @return the histogram, without labels and times
   * @throws IllegalArgumentException if there is not one count for each bucket, or one is negative
   */
  public static HistogramSnapshot of(Buckets buckets, long[] bucketCounts, double sum) {
    if (bucketCounts.length != buckets.size()) {
      throw new IllegalArgumentException(
          "There are %d buckets (%s) but %d counts. Pass one for each, the one up to +Inf included."
              .formatted(buckets.size(), buckets, bucketCounts.length));
    }
    for (long inBucket : bucketCounts) {
      if (inBucket < 0) {
        throw new IllegalArgumentException(
            "Bucket counts cannot be negative but are " + Arrays.toString(bucketCounts) + ".");
      }
    }
    HistogramData data = new HistogramData() {
      @Override
      public Buckets buckets() {
        return buckets;
      }

      @Override
      public long bucketCount(int index) {
        return bucketCounts[index];
      }

      @Override
      public double sum() {
        return sum;
      }
    };
    return new HistogramSnapshot(Labels.EMPTY, data, Millis.NONE);
  }

  @Override
  public Labels labels() {
    return labels;
  }

  @Override
  public Buckets buckets() {
    return buckets;
  }

  @Override
  public long bucketCount(int index) {
    return bucketCounts[index];
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public double sum() {
    return sum;
  }

  @Override
  public long createdMillis() {
    return createdMillis;
  }

  @Override
  public @Nullable Exemplar exemplar(int index) {
    return exemplars.get(index);
  }

  @Override
  public long timestampMillis() {
    return timestampMillis;
  }

  /** All parts, for error messages and tests. */
  @Override
  public String toString() {
    return "HistogramSnapshot"
        + labels
        + "[buckets="
        + buckets
        + ", bucketCounts="
        + Arrays.toString(bucketCounts)
        + ", sum="
        + sum
        + "]";
  }
}
