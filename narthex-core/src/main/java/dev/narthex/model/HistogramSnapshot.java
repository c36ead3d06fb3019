package dev.narthex.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * A histogram at the moment of a scrape. Immutable.
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
  private final @Nullable NativeHistogramSnapshot nativeData;
  private final long timestampMillis;

  /** Takes the arrays and the list as its own. */
  private HistogramSnapshot(
      Labels labels,
      Buckets buckets,
      long[] bucketCounts,
      double sum,
      long createdMillis,
      List<@Nullable Exemplar> exemplars,
      @Nullable NativeHistogramSnapshot nativeData,
      long timestampMillis) {
    this.labels = labels;
    this.buckets = buckets;
    this.bucketCounts = bucketCounts;
    this.count = Arrays.stream(bucketCounts).sum();
    this.sum = sum;
    this.createdMillis = createdMillis;
    this.exemplars = exemplars;
    this.nativeData = nativeData;
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
    Buckets buckets = data.buckets();
    long[] bucketCounts = new long[buckets.size()];
    List<@Nullable Exemplar> exemplars = new ArrayList<>();
    for (int i = 0; i < bucketCounts.length; i++) {
      bucketCounts[i] = data.bucketCount(i);
      exemplars.add(data.exemplar(i));
    }
    NativeHistogramData natives = data.nativeData();
    return new HistogramSnapshot(
        labels,
        buckets,
        bucketCounts,
        data.sum(),
        data.createdMillis(),
        exemplars,
        natives == null ? null : NativeHistogramSnapshot.of(natives),
        timestampMillis);
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
    return new HistogramSnapshot(
        Labels.EMPTY,
        buckets,
        bucketCounts.clone(),
        sum,
        Millis.NONE,
        Collections.nCopies(bucketCounts.length, null),
        null,
        Millis.NONE);
  }

  /**
   * Makes a histogram from figures of a system that keeps running totals, as the text formats show
   * them.
   *
   * @param totalByBound how many values were not above each bound
   * @param count how many values there were
   * @param sum the sum of all observed values
   * @return the histogram, without labels and times
   * @throws IllegalArgumentException if a total is below the one before, or above {@code count}; if the
   *     bounds are not as {@link Buckets#of} wants them
   */
  public static HistogramSnapshot ofTotals(Map<Double, Long> totalByBound, long count, double sum) {
    SortedMap<Double, Long> totals = new TreeMap<>(totalByBound);
    totals.putIfAbsent(Double.POSITIVE_INFINITY, count);
    Buckets buckets =
        Buckets.of(totals.keySet().stream().mapToDouble(Double::doubleValue).toArray());
    long[] bucketCounts = new long[buckets.size()];
    long before = 0;
    int i = 0;
    for (long total : totals.values()) {
      bucketCounts[i++] = total - before;
      before = total;
    }
    if (before != count || Arrays.stream(bucketCounts).anyMatch(one -> one < 0)) {
      throw new IllegalArgumentException("Totals of buckets cannot fall, nor exceed the count, but"
          + " they are "
          + totals
          + " of "
          + count
          + ". Pass running totals, or counts of single buckets to of(…).");
    }
    return of(buckets, bucketCounts, sum);
  }

  /**
   * Makes a histogram that has only native buckets from figures of another system.
   *
   * @param nativeData the native buckets
   * @param count how many values there were
   * @param sum the sum of all observed values; NaN if one of them was
   * @return the histogram, without labels and times
   * @throws IllegalArgumentException if the buckets do not add up to the count; with a sum that is NaN
   *     they may add up to less, because NaN is in no bucket
   */
  public static HistogramSnapshot of(NativeHistogramSnapshot nativeData, long count, double sum) {
    return of(Buckets.NONE, new long[] {count}, sum).withNative(nativeData);
  }

  /**
   * This histogram with native buckets besides its classic ones.
   *
   * @param nativeData the same observations in native buckets
   * @return a changed copy
   * @throws IllegalArgumentException if the native buckets do not add up to the count; with a sum that
   *     is NaN they may add up to less, because NaN is in none
   */
  public HistogramSnapshot withNative(NativeHistogramSnapshot nativeData) {
    long observed = nativeData.observed();
    if (observed > count || (observed < count && !Double.isNaN(sum))) {
      throw new IllegalArgumentException("The native buckets add up to "
          + observed
          + " but the count is "
          + count
          + ": "
          + nativeData
          + ". Only with a sum of NaN they may add up to less.");
    }
    return with(createdMillis, exemplars, nativeData);
  }

  /**
   * This histogram with the time when counting began.
   *
   * @param createdMillis milliseconds since the epoch, or {@link Millis#NONE}
   * @return a changed copy
   */
  public HistogramSnapshot withCreatedMillis(long createdMillis) {
    return with(createdMillis, exemplars, nativeData);
  }

  /**
   * This histogram with examples of its observations. Each goes to the classic bucket of its value,
   * where the last one stays, and, if there are native buckets, to those too.
   *
   * @param more at least one
   * @return a changed copy
   * @throws IllegalArgumentException if there is none
   */
  public HistogramSnapshot withExemplars(Exemplar... more) {
    if (more.length == 0) {
      throw new IllegalArgumentException("withExemplars() got no exemplar. Pass at least one.");
    }
    List<@Nullable Exemplar> changed = new ArrayList<>(exemplars);
    for (Exemplar exemplar : more) {
      changed.set(buckets.indexOf(exemplar.value()), exemplar);
    }
    return with(
        createdMillis,
        changed,
        nativeData == null ? null : nativeData.plusExemplars(List.of(more)));
  }

  private HistogramSnapshot with(
      long createdMillis,
      List<@Nullable Exemplar> exemplars,
      @Nullable NativeHistogramSnapshot nativeData) {
    return new HistogramSnapshot(
        labels, buckets, bucketCounts, sum, createdMillis, exemplars, nativeData, timestampMillis);
  }

  /**
   * Counts values: the ages of all jobs that wait now, the sizes of all open files.
   *
   * @param buckets the bounds
   * @param values the values, in any order; NaN counts in the last bucket and turns the sum into NaN
   * @return their histogram, without labels and times
   */
  public static HistogramSnapshot counting(Buckets buckets, double... values) {
    return counting(buckets, DoubleStream.of(values));
  }

  /**
   * Counts values, as in {@link #counting(Buckets, double...)}.
   *
   * @param buckets the bounds
   * @param values the values; the stream is used up
   * @return their histogram, without labels and times
   */
  public static HistogramSnapshot counting(Buckets buckets, DoubleStream values) {
    long[] counts = new long[buckets.size()];
    double[] sum = {0};
    values.sequential().forEach(value -> {
      counts[buckets.indexOf(value)]++;
      sum[0] += value;
    });
    return of(buckets, counts, sum[0]);
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
  public @Nullable NativeHistogramSnapshot nativeData() {
    return nativeData;
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
        + (nativeData == null ? "" : ", native=" + nativeData)
        + ", sum="
        + sum
        + "]";
  }
}
