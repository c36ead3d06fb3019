package dev.narthex.exposition;

import static dev.narthex.model.MetricType.COUNTER;
import static dev.narthex.model.MetricType.GAUGE_HISTOGRAM;

import com.google.protobuf.Timestamp;
import dev.narthex.model.CounterSnapshot;
import dev.narthex.model.Descriptor;
import dev.narthex.model.FamilySnapshot;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.Millis;
import dev.narthex.model.NativeBucketCounts;
import dev.narthex.model.NativeHistogramSnapshot;
import dev.narthex.model.SeriesSnapshot;
import dev.narthex.model.SummarySnapshot;
import dev.narthex.model.ValueSnapshot;
import dev.narthex.testproto.Bucket;
import dev.narthex.testproto.BucketSpan;
import dev.narthex.testproto.Counter;
import dev.narthex.testproto.Exemplar;
import dev.narthex.testproto.Gauge;
import dev.narthex.testproto.Histogram;
import dev.narthex.testproto.LabelPair;
import dev.narthex.testproto.Metric;
import dev.narthex.testproto.MetricFamily;
import dev.narthex.testproto.MetricType;
import dev.narthex.testproto.Quantile;
import dev.narthex.testproto.Summary;
import dev.narthex.testproto.Untyped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Snapshots as messages of the classes that protoc generated: a second opinion on our bytes. */
final class ExpectedMessages {

  private final EscapingScheme escaping;

  private ExpectedMessages(EscapingScheme escaping) {
    this.escaping = escaping;
  }

  static List<MetricFamily> of(List<FamilySnapshot> families, EscapingScheme escaping) {
    ExpectedMessages messages = new ExpectedMessages(escaping);
    return families.stream().map(messages::family).toList();
  }

  private MetricFamily family(FamilySnapshot snapshot) {
    Descriptor descriptor = snapshot.descriptor();
    String name = escaping.metricName(descriptor.name());
    MetricFamily.Builder family = MetricFamily.newBuilder().setName(name).setType(type(descriptor));
    if (!descriptor.help().isEmpty()) {
      family.setHelp(descriptor.help());
    }
    boolean isCounter = descriptor.type() == COUNTER;
    String base = isCounter ? name.replaceFirst("_total\\z", "") : name;
    if (!descriptor.unit().isEmpty() && base.endsWith("_" + descriptor.unit())) {
      family.setUnit(descriptor.unit());
    }
    for (SeriesSnapshot series : snapshot.series()) {
      Metric.Builder metric = Metric.newBuilder().addAllLabel(labels(series.labels()));
      if (series.timestampMillis() != Millis.NONE) {
        metric.setTimestampMs(series.timestampMillis());
      }
      setData(metric, series, descriptor);
      family.addMetric(metric);
    }
    return family.build();
  }

  private static MetricType type(Descriptor descriptor) {
    return switch (descriptor.type()) {
      case INFO, STATESET -> MetricType.GAUGE;
      default -> MetricType.valueOf(descriptor.type().name());
    };
  }

  private void setData(Metric.Builder metric, SeriesSnapshot series, Descriptor descriptor) {
    if (series instanceof CounterSnapshot counter) {
      metric.setCounter(counter(counter));
    } else if (series instanceof HistogramSnapshot histogram) {
      metric.setHistogram(histogram(histogram, descriptor));
    } else if (series instanceof SummarySnapshot summary) {
      metric.setSummary(summary(summary));
    } else if (series instanceof ValueSnapshot value) {
      if (type(descriptor) == MetricType.GAUGE) {
        metric.setGauge(Gauge.newBuilder().setValue(value.value()));
      } else {
        metric.setUntyped(Untyped.newBuilder().setValue(value.value()));
      }
    } else {
      throw new AssertionError(series);
    }
  }

  private Counter.Builder counter(CounterSnapshot snapshot) {
    Counter.Builder counter = Counter.newBuilder().setValue(snapshot.value());
    if (snapshot.exemplar() != null) {
      counter.setExemplar(exemplar(snapshot.exemplar()));
    }
    if (snapshot.createdMillis() != Millis.NONE) {
      counter.setCreatedTimestamp(time(snapshot.createdMillis()));
    }
    return counter;
  }

  private Histogram.Builder histogram(HistogramSnapshot snapshot, Descriptor descriptor) {
    Histogram.Builder histogram =
        Histogram.newBuilder().setSampleCount(snapshot.count()).setSampleSum(snapshot.sum());
    boolean begins = descriptor.type() != GAUGE_HISTOGRAM;
    if (begins && snapshot.createdMillis() != Millis.NONE) {
      histogram.setCreatedTimestamp(time(snapshot.createdMillis()));
    }
    long cumulative = 0;
    for (int i = 0; i < snapshot.buckets().size(); i++) {
      cumulative += snapshot.bucketCount(i);
      double bound = snapshot.buckets().upperBound(i);
      Bucket.Builder bucket =
          Bucket.newBuilder().setCumulativeCount(cumulative).setUpperBound(bound);
      if (snapshot.exemplar(i) != null) {
        bucket.setExemplar(exemplar(snapshot.exemplar(i)));
      }
      if (Double.isFinite(bound) || bucket.hasExemplar()) {
        histogram.addBucket(bucket);
      }
    }
    if (snapshot.nativeData() != null) {
      setNative(histogram, snapshot.nativeData());
    }
    return histogram;
  }

  private void setNative(Histogram.Builder histogram, NativeHistogramSnapshot snapshot) {
    histogram
        .setSchema(snapshot.schema())
        .setZeroThreshold(snapshot.zeroThreshold())
        .setZeroCount(snapshot.zeroCount());
    setSide(
        snapshot.positive(), histogram::addPositiveSpan, (Long d) -> histogram.addPositiveDelta(d));
    setSide(
        snapshot.negative(), histogram::addNegativeSpan, (Long d) -> histogram.addNegativeDelta(d));
    if (histogram.getZeroThreshold() == 0
        && histogram.getZeroCount() == 0
        && histogram.getPositiveDeltaCount() + histogram.getNegativeDeltaCount() == 0) {
      histogram.addPositiveSpan(BucketSpan.newBuilder().setOffset(0).setLength(0));
    }
    for (int i = 0; i < snapshot.exemplarCount(); i++) {
      histogram.addExemplars(exemplar(snapshot.exemplar(i)));
    }
  }

  /** Fills gaps of one and two with zeros first, then cuts the result at the gaps that are left. */
  private static void setSide(
      NativeBucketCounts side, Consumer<BucketSpan> spans, Consumer<Long> deltas) {
    TreeMap<Integer, Long> filled = new TreeMap<>();
    for (int i = 0; i < side.size(); i++) {
      int index = side.index(i);
      if (i > 0 && index - filled.lastKey() <= 3) {
        for (int empty = filled.lastKey() + 1; empty < index; empty++) {
          filled.put(empty, 0L);
        }
      }
      filled.put(index, side.count(i));
    }
    long before = 0;
    int end = 0;
    BucketSpan.Builder span = null;
    for (Map.Entry<Integer, Long> bucket : filled.entrySet()) {
      if (span == null || bucket.getKey() != end) {
        if (span != null) {
          spans.accept(span.build());
        }
        span = BucketSpan.newBuilder().setOffset(bucket.getKey() - end);
      }
      span.setLength(span.getLength() + 1);
      end = bucket.getKey() + 1;
      deltas.accept(bucket.getValue() - before);
      before = bucket.getValue();
    }
    if (span != null) {
      spans.accept(span.build());
    }
  }

  private Summary.Builder summary(SummarySnapshot snapshot) {
    Summary.Builder summary =
        Summary.newBuilder().setSampleCount(snapshot.count()).setSampleSum(snapshot.sum());
    if (snapshot.createdMillis() != Millis.NONE) {
      summary.setCreatedTimestamp(time(snapshot.createdMillis()));
    }
    for (int i = 0; i < snapshot.quantiles().size(); i++) {
      summary.addQuantile(Quantile.newBuilder()
          .setQuantile(snapshot.quantiles().rank(i))
          .setValue(snapshot.quantileValue(i)));
    }
    return summary;
  }

  private Exemplar.Builder exemplar(dev.narthex.model.Exemplar given) {
    Exemplar.Builder exemplar =
        Exemplar.newBuilder().addAllLabel(labels(given.labels())).setValue(given.value());
    if (given.timestampMillis() != Millis.NONE) {
      exemplar.setTimestamp(time(given.timestampMillis()));
    }
    return exemplar;
  }

  private List<LabelPair> labels(Labels labels) {
    List<LabelPair> pairs = new ArrayList<>();
    labels.forEach((name, value) -> pairs.add(
        LabelPair.newBuilder().setName(escaping.labelName(name)).setValue(value).build()));
    return pairs;
  }

  private static Timestamp time(long millis) {
    return Timestamp.newBuilder()
        .setSeconds(Math.floorDiv(millis, 1000L))
        .setNanos((int) Math.floorMod(millis, 1000L) * 1_000_000)
        .build();
  }
}
