package dev.narthex.testing.reader;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A histogram or gauge histogram as an exposition shows it. Counts are doubles because foreign
 * programs expose such; whole ones are exact below 2^53.
 *
 * @param labels the labels
 * @param count the number of observations; empty if none was said
 * @param sum the sum of all observations; empty if none was said
 * @param buckets the classic buckets in the order they were met
 * @param nativePart the native buckets, or null if there are none
 * @param createdMillis when it began to count, or {@link dev.narthex.model.Millis#NONE}
 * @param timestampMillis the time given for the samples, or {@link dev.narthex.model.Millis#NONE}
 * @since 0.1
 */
public record ExposedHistogram(
    Map<String, String> labels,
    OptionalDouble count,
    OptionalDouble sum,
    List<Bucket> buckets,
    @Nullable ExposedNativeBuckets nativePart,
    long createdMillis,
    long timestampMillis)
    implements ExposedSeries {

  /** Makes a series. */
  public ExposedHistogram {
    labels = ExposedLabels.copyOf(labels);
    buckets = List.copyOf(buckets);
  }

  /**
   * One classic bucket.
   *
   * @param upperBound the bound, {@code le}
   * @param cumulativeCount how many observations are at or below it
   * @param exemplar an example of an observation in the bucket, or null
   * @since 0.1
   */
  public record Bucket(
      double upperBound, double cumulativeCount, @Nullable ExposedExemplar exemplar) {}
}
