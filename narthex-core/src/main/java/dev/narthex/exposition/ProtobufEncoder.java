package dev.narthex.exposition;

import dev.narthex.model.Buckets;
import dev.narthex.model.Derivation;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramData;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import dev.narthex.model.Names;
import dev.narthex.model.NativeBucketCounts;
import dev.narthex.model.NativeHistogramData;
import dev.narthex.model.Quantiles;
import dev.narthex.model.SummaryData;
import org.jspecify.annotations.Nullable;

/**
 * Delimited protobuf: each family is a message {@code io.prometheus.client.MetricFamily} after its
 * length (Prometheus, client_model, {@code metrics.proto}). A message is written before its length is
 * known; the length is then inserted.
 */
final class ProtobufEncoder implements Encoder {

  private static final EscapedForms<Labels, byte[]> LABEL_FORMS = new EscapedForms<>(
      (labels, escaping) -> ProtobufWriter.bytes(proto -> labels(proto, labels, escaping)));

  private static final EscapedForms<Descriptor, byte[]> HEAD_FORMS = new EscapedForms<>(
      (family, escaping) -> ProtobufWriter.bytes(proto -> head(proto, family, escaping)));

  private static final int MILLIS_PER_SECOND = 1000;
  private static final int NANOS_PER_MILLI = 1_000_000;

  /** Up to so many empty native buckets are cheaper written than skipped. */
  private static final int MAX_FILLED_GAP = 2;

  private final OutputBuffer out;
  private final ProtobufWriter proto;
  private final Derivation<Labels, byte[]> labelForm;
  private final Derivation<Descriptor, byte[]> headForm;
  private @Nullable Descriptor family;
  private long familyStart;

  // How many bytes the length of the last one took. The next is mostly as large, and is not moved.
  private int familyLengthBytes = 1;
  private int metricLengthBytes = 1;
  private int histogramLengthBytes = 1;

  ProtobufEncoder(OutputBuffer out, EscapingScheme escaping) {
    this.out = out;
    this.proto = new ProtobufWriter(out);
    this.labelForm = LABEL_FORMS.under(escaping);
    this.headForm = HEAD_FORMS.under(escaping);
  }

  @Override
  public void family(Descriptor next) {
    if (family != null && family.name().equals(next.name())) {
      return;
    }
    endFamily();
    family = next;
    out.pin();
    familyStart = proto.beginDelimited(familyLengthBytes);
    out.write(headForm.of(next));
  }

  private void endFamily() {
    if (family != null) {
      familyLengthBytes = proto.end(familyStart, familyLengthBytes);
      out.unpin();
      family = null;
    }
  }

  /** {@code Metric{label, counter{value, exemplar, created_timestamp}, timestamp_ms}}. */
  @Override
  public void counter(
      Labels labels,
      double value,
      long createdMillis,
      @Nullable Exemplar exemplar,
      long timestampMillis) {
    long metric = beginMetric(labels);
    long counter = proto.begin(Field.METRIC_COUNTER);
    proto.doubleField(Field.COUNTER_VALUE, value);
    exemplar(Field.COUNTER_EXEMPLAR, exemplar);
    time(Field.COUNTER_CREATED, createdMillis);
    proto.end(counter);
    endMetric(metric, timestampMillis);
  }

  /**
   * {@code Metric{label, gauge{value}, timestamp_ms}}, or {@code untyped} in its place. Infos and
   * state sets are gauges here.
   */
  @Override
  public void value(Labels labels, double value, long timestampMillis) {
    boolean untyped = family != null && family.type() == MetricType.UNTYPED;
    long metric = beginMetric(labels);
    long number = proto.begin(untyped ? Field.METRIC_UNTYPED : Field.METRIC_GAUGE);
    proto.doubleField(Field.VALUE, value);
    proto.end(number);
    endMetric(metric, timestampMillis);
  }

  /**
   * {@code Metric{label, timestamp_ms, histogram{sample_count, sample_sum, bucket…, (native
   * buckets), created_timestamp, exemplars…}}}. The bucket up to +Inf, whose count is the sample
   * count, is listed only where it has an exemplar.
   */
  @Override
  public void histogram(Labels labels, HistogramData data, long timestampMillis) {
    Buckets buckets = data.buckets();
    long metric = beginMetric(labels);
    timestamp(timestampMillis); // has a lower number than the histogram
    long histogram = proto.begin(Field.METRIC_HISTOGRAM, histogramLengthBytes);
    proto.varintField(Field.SAMPLE_COUNT, data.count());
    proto.doubleField(Field.SAMPLE_SUM, data.sum());
    long cumulative = 0;
    int last = buckets.size() - 1;
    for (int i = 0; i <= last; i++) {
      cumulative += data.bucketCount(i);
      Exemplar exemplar = data.exemplar(i);
      if (i < last || exemplar != null) {
        long bucket = proto.begin(Field.HISTOGRAM_BUCKET);
        proto.varintField(Field.BUCKET_COUNT, cumulative);
        proto.doubleField(Field.BUCKET_BOUND, buckets.upperBound(i));
        exemplar(Field.BUCKET_EXEMPLAR, exemplar);
        proto.end(bucket);
      }
    }
    NativeHistogramData natives = data.nativeData();
    if (natives != null) {
      nativeBuckets(natives);
    }
    if (family == null || family.type() != MetricType.GAUGE_HISTOGRAM) { // which never began
      time(Field.HISTOGRAM_CREATED, data.createdMillis());
    }
    if (natives != null) {
      for (int i = 0; i < natives.exemplarCount(); i++) {
        exemplar(Field.HISTOGRAM_EXEMPLAR, natives.exemplar(i));
      }
    }
    histogramLengthBytes = proto.end(histogram, histogramLengthBytes);
    metricLengthBytes = proto.end(metric, metricLengthBytes);
  }

  /**
   * {@code schema, zero_threshold, zero_count, negative_span…, negative_delta…, positive_span…,
   * positive_delta…}. Where there is nothing else by which a reader could know a native histogram, an
   * empty span is written.
   */
  private void nativeBuckets(NativeHistogramData natives) {
    proto.signedField(Field.SCHEMA, natives.schema());
    proto.doubleField(Field.ZERO_THRESHOLD, natives.zeroThreshold());
    proto.varintField(Field.ZERO_COUNT, natives.zeroCount());
    spans(Field.NEGATIVE_SPAN, natives.negative());
    deltas(Field.NEGATIVE_DELTA, natives.negative());
    spans(Field.POSITIVE_SPAN, natives.positive());
    deltas(Field.POSITIVE_DELTA, natives.positive());
    boolean unrecognisable = natives.zeroThreshold() == 0
        && natives.zeroCount() == 0
        && natives.positive().size() == 0
        && natives.negative().size() == 0;
    if (unrecognisable) {
      span(Field.POSITIVE_SPAN, 0, 0);
    }
  }

  /** Runs of buckets: how many are skipped since the last run, and how many follow. */
  private void spans(int field, NativeBucketCounts buckets) {
    int end = 0; // the index after the last run
    int i = 0;
    while (i < buckets.size()) {
      int start = buckets.index(i);
      int last = start;
      for (i++; i < buckets.size() && buckets.index(i) - last - 1 <= MAX_FILLED_GAP; i++) {
        last = buckets.index(i);
      }
      span(field, start - end, last - start + 1);
      end = last + 1;
    }
  }

  private void span(int field, int offset, int length) {
    long message = proto.begin(field);
    proto.signedField(Field.SPAN_OFFSET, offset);
    proto.varintField(Field.SPAN_LENGTH, length);
    proto.end(message);
  }

  /** The count of each bucket in the runs, empty ones included, less that of the bucket before. */
  private void deltas(int field, NativeBucketCounts buckets) {
    long before = 0;
    for (int i = 0; i < buckets.size(); i++) {
      int gap = i == 0 ? 0 : buckets.index(i) - buckets.index(i - 1) - 1;
      if (gap <= MAX_FILLED_GAP) {
        for (; gap > 0; gap--) {
          proto.signedField(field, -before);
          before = 0;
        }
      }
      proto.signedField(field, buckets.count(i) - before);
      before = buckets.count(i);
    }
  }

  /** {@code Metric{label, summary{sample_count, sample_sum, quantile…, created_timestamp}}}. */
  @Override
  public void summary(Labels labels, SummaryData data, long timestampMillis) {
    Quantiles quantiles = data.quantiles();
    long metric = beginMetric(labels);
    long summary = proto.begin(Field.METRIC_SUMMARY);
    proto.varintField(Field.SAMPLE_COUNT, data.count());
    proto.doubleField(Field.SAMPLE_SUM, data.sum());
    for (int i = 0; i < quantiles.size(); i++) {
      long quantile = proto.begin(Field.SUMMARY_QUANTILE);
      proto.doubleField(Field.QUANTILE_RANK, quantiles.rank(i));
      proto.doubleField(Field.QUANTILE_VALUE, data.quantileValue(i));
      proto.end(quantile);
    }
    time(Field.SUMMARY_CREATED, data.createdMillis());
    proto.end(summary);
    endMetric(metric, timestampMillis);
  }

  private long beginMetric(Labels labels) {
    long metric = proto.begin(Field.FAMILY_METRIC, metricLengthBytes);
    out.write(labelForm.of(labels));
    return metric;
  }

  private void endMetric(long metric, long timestampMillis) {
    timestamp(timestampMillis);
    metricLengthBytes = proto.end(metric, metricLengthBytes);
  }

  private void timestamp(long timestampMillis) {
    if (timestampMillis != Millis.NONE) {
      proto.varintField(Field.METRIC_TIMESTAMP, timestampMillis);
    }
  }

  private void exemplar(int field, @Nullable Exemplar exemplar) {
    if (exemplar != null) {
      long message = proto.begin(field);
      out.write(labelForm.of(exemplar.labels()));
      proto.doubleField(Field.EXEMPLAR_VALUE, exemplar.value());
      time(Field.EXEMPLAR_TIMESTAMP, exemplar.timestampMillis());
      proto.end(message);
    }
  }

  /** {@code Timestamp{seconds, nanos}}; nanos are never negative, and what is 0 is left out. */
  private void time(int field, long millis) {
    if (millis != Millis.NONE) {
      long seconds = Math.floorDiv(millis, (long) MILLIS_PER_SECOND);
      int nanos = Math.floorMod(millis, MILLIS_PER_SECOND) * NANOS_PER_MILLI;
      long message = proto.begin(field);
      if (seconds != 0) {
        proto.varintField(Field.SECONDS, seconds);
      }
      if (nanos != 0) {
        proto.varintField(Field.NANOS, nanos);
      }
      proto.end(message);
    }
  }

  @Override
  public void finish() {
    endFamily();
    out.flush();
  }

  /** The label pairs of a metric or an exemplar: both have them in field 1. */
  private static void labels(ProtobufWriter proto, Labels labels, EscapingScheme escaping) {
    String[] names = escaping.labelNames(labels);
    for (int i = 0; i < names.length; i++) {
      long pair = proto.begin(Field.LABEL);
      proto.textField(Field.LABEL_NAME, names[i]);
      proto.textField(Field.LABEL_VALUE, labels.value(i));
      proto.end(pair);
    }
  }

  /** All fields of a family but its metrics. Readers take fields in any order. */
  private static void head(ProtobufWriter proto, Descriptor family, EscapingScheme escaping) {
    String name = escaping.metricName(family.name());
    proto.textField(Field.FAMILY_NAME, name);
    if (!family.help().isEmpty()) {
      proto.textField(Field.FAMILY_HELP, Names.wellFormed(family.help()));
    }
    proto.varintField(Field.FAMILY_TYPE, Field.number(family.type()));
    // Prometheus before 3.9 refuses the whole exposition where a unit is not the end of the name.
    String unit = AnnouncedFamily.of(name, family).unit();
    if (!unit.isEmpty()) {
      proto.textField(Field.FAMILY_UNIT, unit);
    }
  }

  /** Field numbers of {@code metrics.proto}, named message first. */
  private static final class Field {
    static final int FAMILY_NAME = 1;
    static final int FAMILY_HELP = 2;
    static final int FAMILY_TYPE = 3;
    static final int FAMILY_METRIC = 4;
    static final int FAMILY_UNIT = 5;
    static final int LABEL = 1;
    static final int LABEL_NAME = 1;
    static final int LABEL_VALUE = 2;
    static final int METRIC_GAUGE = 2;
    static final int METRIC_COUNTER = 3;
    static final int METRIC_SUMMARY = 4;
    static final int METRIC_UNTYPED = 5;
    static final int METRIC_TIMESTAMP = 6;
    static final int METRIC_HISTOGRAM = 7;
    static final int VALUE = 1;
    static final int COUNTER_VALUE = 1;
    static final int COUNTER_EXEMPLAR = 2;
    static final int COUNTER_CREATED = 3;
    static final int SAMPLE_COUNT = 1;
    static final int SAMPLE_SUM = 2;
    static final int SUMMARY_QUANTILE = 3;
    static final int SUMMARY_CREATED = 4;
    static final int QUANTILE_RANK = 1;
    static final int QUANTILE_VALUE = 2;
    static final int HISTOGRAM_BUCKET = 3;
    static final int SCHEMA = 5;
    static final int ZERO_THRESHOLD = 6;
    static final int ZERO_COUNT = 7;
    static final int NEGATIVE_SPAN = 9;
    static final int NEGATIVE_DELTA = 10;
    static final int POSITIVE_SPAN = 12;
    static final int POSITIVE_DELTA = 13;
    static final int HISTOGRAM_CREATED = 15;
    static final int HISTOGRAM_EXEMPLAR = 16;
    static final int SPAN_OFFSET = 1;
    static final int SPAN_LENGTH = 2;
    static final int BUCKET_COUNT = 1;
    static final int BUCKET_BOUND = 2;
    static final int BUCKET_EXEMPLAR = 3;
    static final int EXEMPLAR_VALUE = 2;
    static final int EXEMPLAR_TIMESTAMP = 3;
    static final int SECONDS = 1;
    static final int NANOS = 2;

    private Field() {}

    static int number(MetricType type) {
      return switch (type) {
        case COUNTER -> 0;
        case GAUGE, INFO, STATESET -> 1;
        case SUMMARY -> 2;
        case UNTYPED -> 3;
        case HISTOGRAM -> 4;
        case GAUGE_HISTOGRAM -> 5;
      };
    }
  }
}
