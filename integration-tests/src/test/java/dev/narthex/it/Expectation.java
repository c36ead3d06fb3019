package dev.narthex.it;

import dev.narthex.it.PrometheusApi.Metadata;
import dev.narthex.it.PrometheusApi.StoredExemplar;
import dev.narthex.model.CounterSnapshot;
import dev.narthex.model.Exemplar;
import dev.narthex.model.FamilySnapshot;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import dev.narthex.model.SeriesSnapshot;
import dev.narthex.model.SummarySnapshot;
import dev.narthex.model.ValueSnapshot;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What Prometheus must have stored after one job has scraped some families. It is made from a
 * snapshot by rules that are written down here again, after Prometheus's data model; no encoder has
 * a part in it.
 */
final class Expectation {

  private static final String TOTAL = "_total";
  private static final String INFO = "_info";

  private final ScrapeJob job;
  private final List<Sample> samples = new ArrayList<>();
  private final List<Metadata> metadata = new ArrayList<>();
  private final List<StoredExemplar> exemplars = new ArrayList<>();

  Expectation(ScrapeJob job, List<FamilySnapshot> families) {
    this.job = job;
    for (FamilySnapshot family : families) {
      metadata.add(metadata(family));
      for (SeriesSnapshot series : family.series()) {
        add(family, series);
      }
    }
  }

  List<Sample> samples() {
    return samples;
  }

  List<Metadata> metadata() {
    return metadata;
  }

  List<StoredExemplar> exemplars() {
    return exemplars;
  }

  private void add(FamilySnapshot family, SeriesSnapshot series) {
    String name = job.spelling().metricName(family.name());
    Labels labels = series.labels();
    if (series instanceof CounterSnapshot counter) {
      long created = isStoredAsCounter(family) ? counter.createdMillis() : Millis.NONE;
      Sample sample = sample(series, name, labels, counter.value(), created);
      if (isStoredAsCounter(family)) {
        add(sample, counter.exemplar());
      } else {
        samples.add(sample);
      }
    } else if (series instanceof ValueSnapshot value) {
      samples.add(sample(series, name, labels, value.value(), Millis.NONE));
    } else if (series instanceof HistogramSnapshot histogram) {
      add(name, histogram, family.descriptor().type());
    } else if (series instanceof SummarySnapshot summary) {
      add(name, summary);
    }
  }

  private void add(String name, HistogramSnapshot histogram, MetricType type) {
    boolean gauge = type == MetricType.GAUGE_HISTOGRAM;
    long created = gauge ? Millis.NONE : histogram.createdMillis();
    String prefix = gauge && job.wire() == ScrapeJob.Wire.OPENMETRICS ? "_g" : "_";
    long cumulative = 0;
    for (int i = 0; i < histogram.buckets().size(); i++) {
      cumulative += histogram.bucketCount(i);
      Labels labels =
          histogram.labels().plus(Labels.of("le", number(histogram.buckets().upperBound(i))));
      add(
          sample(histogram, name + "_bucket", labels, (double) cumulative, created),
          histogram.exemplar(i));
    }
    Labels labels = histogram.labels();
    samples.add(sample(histogram, name + prefix + "sum", labels, histogram.sum(), created));
    samples.add(sample(histogram, name + prefix + "count", labels, (double) cumulative, created));
  }

  private void add(String name, SummarySnapshot summary) {
    long created = summary.createdMillis();
    for (int i = 0; i < summary.quantiles().size(); i++) {
      Labels labels =
          summary.labels().plus(Labels.of("quantile", number(summary.quantiles().rank(i))));
      samples.add(sample(summary, name, labels, summary.quantileValue(i), created));
    }
    Labels labels = summary.labels();
    samples.add(sample(summary, name + "_sum", labels, summary.sum(), created));
    samples.add(sample(summary, name + "_count", labels, (double) summary.count(), created));
  }

  private void add(Sample sample, @Nullable Exemplar exemplar) {
    samples.add(sample);
    if (exemplar != null && job.hasExemplars()) {
      exemplars.add(new StoredExemplar(
          sample.labels(),
          labels(exemplar.labels()),
          exemplar.value(),
          exemplar.timestampMillis()));
    }
  }

  private Sample sample(
      SeriesSnapshot series, String name, Labels labels, double value, long createdMillis) {
    SortedMap<String, String> stored = labels(labels);
    stored.put("__name__", name);
    long created = job.hasCreatedTimes() ? createdMillis : Millis.NONE;
    return new Sample(stored, value, stored(created), series.timestampMillis());
  }

  /**
   * OpenMetrics has seconds. Prometheus multiplies them by 1000 and cuts off what is behind the
   * point, so that one millisecond gets lost where the product is not exact.
   */
  private long stored(long createdMillis) {
    return createdMillis == Millis.NONE || job.wire() == ScrapeJob.Wire.PROTOBUF
        ? createdMillis
        : (long) (createdMillis / 1000.0 * 1000.0);
  }

  /** To Prometheus a label without value is no label. */
  private SortedMap<String, String> labels(Labels labels) {
    SortedMap<String, String> stored = new TreeMap<>();
    labels.forEach((name, value) -> {
      if (!value.isEmpty()) {
        stored.put(job.spelling().labelName(name), value);
      }
    });
    return stored;
  }

  /** OpenMetrics knows only counters that are named so. */
  private boolean isStoredAsCounter(FamilySnapshot family) {
    return job.wire() != ScrapeJob.Wire.OPENMETRICS || family.name().endsWith(TOTAL);
  }

  private String storedType(FamilySnapshot family) {
    MetricType type = family.descriptor().type();
    return switch (type) {
      case COUNTER -> isStoredAsCounter(family) ? "counter" : "unknown";
      case GAUGE, HISTOGRAM, SUMMARY -> type.name().toLowerCase(Locale.ROOT);
      case GAUGE_HISTOGRAM -> job.wire() == ScrapeJob.Wire.TEXT ? "histogram" : "gaugehistogram";
      case INFO, STATESET ->
        job.wire() == ScrapeJob.Wire.OPENMETRICS ? type.name().toLowerCase(Locale.ROOT) : "gauge";
      case UNTYPED -> "unknown";
    };
  }

  private Metadata metadata(FamilySnapshot family) {
    String name = job.spelling().metricName(family.name());
    String storedType = storedType(family);
    // To Prometheus before 3.9 a unit has to be the end of the name, before the _total of a
    // counter.
    String base = storedType.equals("counter") && name.endsWith(TOTAL)
        ? name.substring(0, name.length() - TOTAL.length())
        : name;
    if (storedType.equals("info")) {
      base = name.substring(0, name.length() - INFO.length());
    }
    String unit = family.descriptor().unit();
    if (job.wire() == ScrapeJob.Wire.TEXT || !base.endsWith("_" + unit)) {
      unit = "";
    }
    if (job.wire() == ScrapeJob.Wire.OPENMETRICS) {
      name = base;
    }
    return new Metadata(asInComments(name), storedType, family.descriptor().help(), unit);
  }

  /** Prometheus 3.5 leaves names as they stand in the comments of both text formats. */
  private String asInComments(String name) {
    return job.wire() == ScrapeJob.Wire.PROTOBUF
        ? name
        : name.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /** The number in a label {@code le} or {@code quantile}, as Prometheus 3 stores it. */
  static String number(double number) {
    if (Double.isInfinite(number)) {
      return number > 0 ? "+Inf" : "-Inf";
    }
    if (number == 0) {
      return "0.0";
    }
    BigDecimal digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    if (exponent >= -4 && exponent < 6) {
      String plain = digits.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String significand = digits.scaleByPowerOfTen(-exponent).toPlainString();
    return "%se%s%02d".formatted(significand, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
