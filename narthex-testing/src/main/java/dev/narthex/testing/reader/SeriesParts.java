package dev.narthex.testing.reader;

import dev.narthex.model.Millis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Gathers what the lines or fields of one histogram or summary say. */
final class SeriesParts {

  final Map<String, String> labels;
  final long timestampMillis;
  final List<ExposedHistogram.Bucket> buckets = new ArrayList<>();
  final List<ExposedSummary.Quantile> quantiles = new ArrayList<>();
  OptionalDouble count = OptionalDouble.empty();
  OptionalDouble sum = OptionalDouble.empty();
  long createdMillis = Millis.NONE;

  @Nullable
  ExposedNativeBuckets nativePart;

  SeriesParts(Map<String, String> labels, long timestampMillis) {
    this.labels = labels;
    this.timestampMillis = timestampMillis;
  }

  ExposedHistogram histogram() {
    return new ExposedHistogram(
        labels, count, sum, buckets, nativePart, createdMillis, timestampMillis);
  }

  ExposedSummary summary() {
    return new ExposedSummary(labels, count, sum, quantiles, createdMillis, timestampMillis);
  }
}
