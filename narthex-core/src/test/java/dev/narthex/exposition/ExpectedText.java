package dev.narthex.exposition;

import dev.narthex.exposition.TextSample.Example;
import dev.narthex.model.CounterSnapshot;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.FamilySnapshot;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import dev.narthex.model.SeriesSnapshot;
import dev.narthex.model.SummarySnapshot;
import dev.narthex.model.ValueSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a {@link TextReader} must find in the exposition of some snapshots. */
final class ExpectedText {

  final Map<String, Map<String, String>> comments = new LinkedHashMap<>();
  final List<TextSample> samples = new ArrayList<>();

  private final boolean openMetrics;
  private final EscapingScheme escaping;

  /** The family being added: its escaped name, in OpenMetrics without {@code _total, _info}. */
  private String family = "";

  private ExpectedText(boolean openMetrics, EscapingScheme escaping) {
    this.openMetrics = openMetrics;
    this.escaping = escaping;
  }

  /** Everything that the format can say, created times included. */
  static ExpectedText of(
      List<FamilySnapshot> families, boolean openMetrics, EscapingScheme escaping) {
    ExpectedText text = new ExpectedText(openMetrics, escaping);
    families.forEach(text::add);
    return text;
  }

  private void add(FamilySnapshot snapshot) {
    Descriptor descriptor = snapshot.descriptor();
    String name = escaping.metricName(descriptor.name());
    String type = type(descriptor.type());
    boolean total = descriptor.type() == MetricType.COUNTER && name.matches("(?s).+_total");
    family = openMetrics && total ? name.substring(0, name.length() - 6) : name;
    if (openMetrics && descriptor.type() == MetricType.INFO) {
      family = name.substring(0, name.length() - 5);
    }
    if (openMetrics && type.equals("counter") && !total) {
      type = "unknown";
    }
    Map<String, String> said = new LinkedHashMap<>();
    if (!descriptor.help().isEmpty()) {
      said.put("HELP", descriptor.help());
    }
    said.put("TYPE", type);
    String unit = descriptor.unit();
    if (openMetrics && !unit.isEmpty() && family.endsWith("_" + unit)) {
      said.put("UNIT", unit);
    }
    comments.put(family, said);
    for (SeriesSnapshot series : snapshot.series()) {
      if (series instanceof CounterSnapshot counter) {
        sample(name, counter, counter.value(), total ? counter.exemplar() : null);
        if (total) {
          created(counter, counter.createdMillis());
        }
      } else if (series instanceof ValueSnapshot value) {
        sample(name, value, value.value(), null);
      } else if (series instanceof HistogramSnapshot histogram) {
        boolean now = openMetrics && descriptor.type() == MetricType.GAUGE_HISTOGRAM;
        addHistogram(histogram, now);
      } else if (series instanceof SummarySnapshot summary) {
        addSummary(summary);
      }
    }
  }

  private String type(MetricType type) {
    return switch (type) {
      case COUNTER, GAUGE, SUMMARY, HISTOGRAM -> type.name().toLowerCase(Locale.ROOT);
      case INFO, STATESET -> openMetrics ? type.name().toLowerCase(Locale.ROOT) : "gauge";
      case GAUGE_HISTOGRAM -> openMetrics ? "gaugehistogram" : "histogram";
      case UNTYPED -> openMetrics ? "unknown" : "untyped";
    };
  }

  private void addHistogram(HistogramSnapshot histogram, boolean now) {
    long cumulative = 0;
    for (int i = 0; i < histogram.buckets().size(); i++) {
      cumulative += histogram.bucketCount(i);
      Map<String, String> labels = labels(histogram.labels());
      labels.put("le", "" + histogram.buckets().upperBound(i));
      sample(family + "_bucket", labels, histogram, (double) cumulative, histogram.exemplar(i));
    }
    sample(family + (now ? "_gsum" : "_sum"), histogram, histogram.sum(), null);
    sample(family + (now ? "_gcount" : "_count"), histogram, (double) histogram.count(), null);
    created(histogram, now ? Millis.NONE : histogram.createdMillis());
  }

  private void addSummary(SummarySnapshot summary) {
    for (int i = 0; i < summary.quantiles().size(); i++) {
      Map<String, String> labels = labels(summary.labels());
      labels.put("quantile", "" + summary.quantiles().rank(i));
      sample(family, labels, summary, summary.quantileValue(i), null);
    }
    sample(family + "_sum", summary, summary.sum(), null);
    sample(family + "_count", summary, (double) summary.count(), null);
    created(summary, summary.createdMillis());
  }

  private void sample(String name, SeriesSnapshot series, double value, Exemplar exemplar) {
    sample(name, labels(series.labels()), series, value, exemplar);
  }

  private void sample(
      String name,
      Map<String, String> labels,
      SeriesSnapshot series,
      double value,
      Exemplar exemplar) {
    Example example = exemplar == null || exemplar.labels().isEmpty() || !openMetrics
        ? null
        : new Example(
            labels(exemplar.labels()), exemplar.value() + 0.0, seconds(exemplar.timestampMillis()));
    double seconds = seconds(series.timestampMillis());
    samples.add(new TextSample(name, labels, value + 0.0, seconds, example));
  }

  private void created(SeriesSnapshot series, long createdMillis) {
    if (openMetrics && createdMillis != Millis.NONE) {
      samples.add(new TextSample(
          family + "_created", labels(series.labels()), seconds(createdMillis), Double.NaN, null));
    }
  }

  private Map<String, String> labels(Labels labels) {
    Map<String, String> escaped = new TreeMap<>();
    labels.forEach((name, value) -> escaped.put(escaping.labelName(name), value));
    return escaped;
  }

  private static double seconds(long millis) {
    return millis == Millis.NONE ? Double.NaN : millis / 1000.0;
  }
}
