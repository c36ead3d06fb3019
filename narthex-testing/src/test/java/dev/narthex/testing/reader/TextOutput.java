package dev.narthex.testing.reader;

import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import dev.narthex.model.Names;
import dev.narthex.testing.reader.ExposedHistogram.Bucket;
import dev.narthex.testing.reader.ExposedSummary.Quantile;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes in one of the text formats what was read from it, so that it can be read once more. */
final class TextOutput {

  private final boolean openMetrics;
  private final StringBuilder out = new StringBuilder();

  private TextOutput(boolean openMetrics) {
    this.openMetrics = openMetrics;
  }

  static String text(List<ExposedFamily> families) {
    TextOutput output = new TextOutput(false);
    families.forEach(output::family);
    return output.out.toString();
  }

  static String openMetrics(List<ExposedFamily> families) {
    TextOutput output = new TextOutput(true);
    families.forEach(output::family);
    return output.out.append("# EOF\n").toString();
  }

  private void family(ExposedFamily family) {
    String name = openMetrics ? Names.inOpenMetrics(family.type(), family.name()) : family.name();
    comment("TYPE", name, type(family.type()));
    if (family.unit() != null) {
      comment("UNIT", name, family.unit());
    }
    if (family.help() != null) {
      comment("HELP", name, escaped(family.help(), openMetrics));
    }
    boolean gauge = openMetrics && family.type() == MetricType.GAUGE_HISTOGRAM;
    for (ExposedSeries series : family.series()) {
      if (series instanceof ExposedNumber number) {
        sample(family.name(), number, number.labels(), number.value(), number.exemplar());
        created(name, number, number.createdMillis());
      } else if (series instanceof ExposedSummary summary) {
        for (Quantile quantile : summary.quantiles()) {
          Map<String, String> labels = plus(summary, "quantile", quantile.quantile());
          sample(name, summary, labels, quantile.value(), null);
        }
        summary.sum().ifPresent(sum -> sample(name + "_sum", summary, sum));
        summary.count().ifPresent(count -> sample(name + "_count", summary, count));
        created(name, summary, summary.createdMillis());
      } else if (series instanceof ExposedHistogram histogram) {
        for (Bucket bucket : histogram.buckets()) {
          Map<String, String> labels = plus(histogram, "le", bucket.upperBound());
          sample(name + "_bucket", histogram, labels, bucket.cumulativeCount(), bucket.exemplar());
        }
        String g = gauge ? "g" : "";
        histogram.sum().ifPresent(sum -> sample(name + "_" + g + "sum", histogram, sum));
        histogram.count().ifPresent(count -> sample(name + "_" + g + "count", histogram, count));
        created(name, histogram, histogram.createdMillis());
      }
    }
  }

  private void comment(String keyword, String name, String text) {
    String shown = Names.isLegacyMetricName(name) ? name : quoted(name);
    out.append("# ")
        .append(keyword)
        .append(' ')
        .append(shown)
        .append(' ')
        .append(text)
        .append('\n');
  }

  private String type(MetricType type) {
    return switch (type) {
      case COUNTER -> "counter";
      case GAUGE -> "gauge";
      case SUMMARY -> "summary";
      case HISTOGRAM -> "histogram";
      case GAUGE_HISTOGRAM -> "gaugehistogram";
      case INFO -> "info";
      case STATESET -> "stateset";
      case UNTYPED -> openMetrics ? "unknown" : "untyped";
    };
  }

  private static Map<String, String> plus(ExposedSeries series, String label, double value) {
    Map<String, String> labels = new LinkedHashMap<>(series.labels());
    labels.put(label, number(value));
    return labels;
  }

  private void sample(String name, ExposedSeries series, double value) {
    sample(name, series, series.labels(), value, null);
  }

  private void sample(
      String name,
      ExposedSeries series,
      Map<String, String> labels,
      double value,
      @Nullable ExposedExemplar exemplar) {
    begin(name, labels);
    out.append(' ').append(number(value));
    time(series.timestampMillis());
    if (exemplar != null) {
      out.append(" # {");
      labels(exemplar.labels(), "");
      out.append("} ").append(number(exemplar.value()));
      time(exemplar.timestampMillis());
    }
    out.append('\n');
  }

  private void created(String family, ExposedSeries series, long millis) {
    if (openMetrics && millis != Millis.NONE) {
      begin(family + "_created", series.labels());
      time(millis);
      out.append('\n');
    }
  }

  private void begin(String name, Map<String, String> labels) {
    boolean bare = Names.isLegacyMetricName(name);
    out.append(bare ? name + "{" : "{" + quoted(name));
    labels(labels, bare ? "" : ",");
    out.append('}');
  }

  private void labels(Map<String, String> labels, String separator) {
    String between = separator;
    for (Map.Entry<String, String> label : labels.entrySet()) {
      String name = label.getKey();
      out.append(between).append(Names.isLegacyLabelName(name) ? name : quoted(name));
      out.append('=').append(quoted(label.getValue()));
      between = ",";
    }
  }

  private void time(long millis) {
    if (millis != Millis.NONE) {
      out.append(' ');
      out.append(openMetrics ? BigDecimal.valueOf(millis, 3).toPlainString() : "" + millis);
    }
  }

  private static String quoted(String text) {
    return '"' + escaped(text, true) + '"';
  }

  private static String escaped(String text, boolean quotes) {
    String escaped = text.replace("\\", "\\\\").replace("\n", "\\n");
    return quotes ? escaped.replace("\"", "\\\"") : escaped;
  }

  private static String number(double value) {
    return Double.isInfinite(value) ? (value > 0 ? "+Inf" : "-Inf") : Double.toString(value);
  }
}
