package dev.narthex.testing;

import dev.narthex.MetricSink;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramData;
import dev.narthex.model.Labels;
import dev.narthex.model.Millis;
import dev.narthex.model.NativeBucketCounts;
import dev.narthex.model.NativeHistogramData;
import dev.narthex.model.SummaryData;
import dev.narthex.testing.reader.ExposedExemplar;
import dev.narthex.testing.reader.ExposedFamily;
import dev.narthex.testing.reader.ExposedHistogram;
import dev.narthex.testing.reader.ExposedNativeBuckets;
import dev.narthex.testing.reader.ExposedNumber;
import dev.narthex.testing.reader.ExposedSeries;
import dev.narthex.testing.reader.ExposedSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps what is written as the values that readers of expositions make too. */
final class FamiliesSink implements MetricSink {

  private final List<ExposedFamily> families = new ArrayList<>();
  private final List<ExposedSeries> series = new ArrayList<>();
  private @Nullable Descriptor current;

  /** Ends the last family and returns all that have a series. */
  List<ExposedFamily> families() {
    endFamily();
    return List.copyOf(families);
  }

  @Override
  public void family(Descriptor family) {
    if (current == null || !current.name().equals(family.name())) {
      endFamily();
      current = family;
    }
  }

  private void endFamily() {
    if (current != null && !series.isEmpty()) {
      families.add(new ExposedFamily(
          current.name(),
          current.type(),
          nullIfEmpty(current.help()),
          nullIfEmpty(current.unit()),
          series));
    }
    series.clear();
    current = null;
  }

  /** An empty help or unit is not exposed, so none is said. */
  private static @Nullable String nullIfEmpty(String text) {
    return text.isEmpty() ? null : text;
  }

  @Override
  public void counter(
      Labels labels,
      double value,
      long createdMillis,
      @Nullable Exemplar exemplar,
      long timestampMillis) {
    series.add(
        new ExposedNumber(map(labels), value, createdMillis, exposed(exemplar), timestampMillis));
  }

  @Override
  public void value(Labels labels, double value, long timestampMillis) {
    series.add(new ExposedNumber(map(labels), value, Millis.NONE, null, timestampMillis));
  }

  @Override
  public void histogram(Labels labels, HistogramData data, long timestampMillis) {
    List<ExposedHistogram.Bucket> buckets = new ArrayList<>();
    long cumulative = 0;
    for (int i = 0; i < data.buckets().size(); i++) {
      cumulative += data.bucketCount(i);
      buckets.add(new ExposedHistogram.Bucket(
          data.buckets().upperBound(i), cumulative, exposed(data.exemplar(i))));
    }
    series.add(new ExposedHistogram(
        map(labels),
        OptionalDouble.of((double) cumulative),
        OptionalDouble.of(data.sum()),
        buckets,
        exposed(data.nativeData()),
        data.createdMillis(),
        timestampMillis));
  }

  @Override
  public void summary(Labels labels, SummaryData data, long timestampMillis) {
    List<ExposedSummary.Quantile> quantiles = new ArrayList<>();
    for (int i = 0; i < data.quantiles().size(); i++) {
      quantiles.add(new ExposedSummary.Quantile(data.quantiles().rank(i), data.quantileValue(i)));
    }
    series.add(new ExposedSummary(
        map(labels),
        OptionalDouble.of((double) data.count()),
        OptionalDouble.of(data.sum()),
        quantiles,
        data.createdMillis(),
        timestampMillis));
  }

  private static @Nullable ExposedNativeBuckets exposed(@Nullable NativeHistogramData data) {
    if (data == null) {
      return null;
    }
    List<ExposedExemplar> exemplars = new ArrayList<>();
    for (int i = 0; i < data.exemplarCount(); i++) {
      exemplars.add(exposedExemplar(data.exemplar(i)));
    }
    return new ExposedNativeBuckets(
        data.schema(),
        data.zeroThreshold(),
        data.zeroCount(),
        counts(data.positive()),
        counts(data.negative()),
        exemplars);
  }

  private static SortedMap<Integer, Double> counts(NativeBucketCounts buckets) {
    SortedMap<Integer, Double> counts = new TreeMap<>();
    for (int i = 0; i < buckets.size(); i++) {
      counts.put(buckets.index(i), (double) buckets.count(i));
    }
    return counts;
  }

  private static @Nullable ExposedExemplar exposed(@Nullable Exemplar exemplar) {
    return exemplar == null ? null : exposedExemplar(exemplar);
  }

  private static ExposedExemplar exposedExemplar(Exemplar exemplar) {
    return new ExposedExemplar(
        map(exemplar.labels()), exemplar.value(), exemplar.timestampMillis());
  }

  private static Map<String, String> map(Labels labels) {
    Map<String, String> map = new LinkedHashMap<>();
    labels.forEach(map::put);
    return map;
  }
}
