package dev.narthex.exposition;

import com.google.protobuf.Timestamp;
import dev.narthex.model.CounterSnapshot;
import dev.narthex.model.Descriptor;
import dev.narthex.model.FamilySnapshot;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.Millis;
import dev.narthex.model.SeriesSnapshot;
import dev.narthex.model.SummarySnapshot;
import dev.narthex.model.ValueSnapshot;
import dev.narthex.testproto.Bucket;
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
    MetricFamily.Builder family = MetricFamily.newBuilder()
        .setName(name)
        .setType(MetricType.valueOf(descriptor.type().name()));
    if (!descriptor.help().isEmpty()) {
      family.setHelp(descriptor.help());
    }
    boolean isCounter = descriptor.type() == dev.narthex.model.MetricType.COUNTER;
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

  private void setData(Metric.Builder metric, SeriesSnapshot series, Descriptor descriptor) {
    if (series instanceof CounterSnapshot counter) {
      metric.setCounter(counter(counter));
    } else if (series instanceof HistogramSnapshot histogram) {
      metric.setHistogram(histogram(histogram));
    } else if (series instanceof SummarySnapshot summary) {
      metric.setSummary(summary(summary));
    } else if (series instanceof ValueSnapshot value) {
      if (descriptor.type() == dev.narthex.model.MetricType.GAUGE) {
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

  private Histogram.Builder histogram(HistogramSnapshot snapshot) {
    Histogram.Builder histogram =
        Histogram.newBuilder().setSampleCount(snapshot.count()).setSampleSum(snapshot.sum());
    if (snapshot.createdMillis() != Millis.NONE) {
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
    return histogram;
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
