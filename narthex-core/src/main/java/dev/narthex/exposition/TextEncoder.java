package dev.narthex.exposition;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.narthex.model.Buckets;
import dev.narthex.model.Derivation;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramData;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import dev.narthex.model.Names;
import dev.narthex.model.Quantiles;
import dev.narthex.model.SummaryData;
import org.jspecify.annotations.Nullable;

/**
 * Text 0.0.4 (Prometheus, "Exposition formats", section "Text-based format"). It has no units,
 * exemplars and created times.
 */
final class TextEncoder implements Encoder {

  private static final EscapedForms<Descriptor, Form> FORMS =
      new EscapedForms<>((family, escaping) -> new Form(
          escaping.metricName(family.name()), family.type(), Names.wellFormed(family.help())));

  private final OutputBuffer out;
  private final LineWriter line;
  private final Derivation<Descriptor, Form> form;
  private @Nullable Descriptor family;
  private Form current = Form.NONE;

  TextEncoder(OutputBuffer out, EscapingScheme escaping) {
    this.out = out;
    this.line = new LineWriter(out, escaping);
    this.form = FORMS.under(escaping);
  }

  /**
   * <pre>
   * # HELP jobs_total Jobs finished.
   * # TYPE jobs_total counter
   * </pre>
   */
  @Override
  public void family(Descriptor next) {
    if (family != null && family.name().equals(next.name())) {
      return;
    }
    family = next;
    current = form.of(next);
    out.write(current.head);
  }

  @Override
  public void counter(
      Labels labels,
      double value,
      long createdMillis,
      @Nullable Exemplar exemplar,
      long timestampMillis) {
    value(labels, value, timestampMillis);
  }

  /**
   * <pre>
   * jobs_total{queue="a"} 42
   * </pre>
   */
  @Override
  public void value(Labels labels, double value, long timestampMillis) {
    line.begin(current.name, labels);
    line.number(value);
    end(timestampMillis);
  }

  /**
   * <pre>
   * rpc_seconds_bucket{method="get",le="0.1"} 3
   * rpc_seconds_bucket{method="get",le="+Inf"} 4
   * rpc_seconds_sum{method="get"} 0.62
   * rpc_seconds_count{method="get"} 4
   * </pre>
   */
  @Override
  public void histogram(Labels labels, HistogramData data, long timestampMillis) {
    Buckets buckets = data.buckets();
    byte[][] le = TextForms.LE.of(buckets);
    line.prepare(current.bucket, labels);
    long cumulative = 0;
    for (int i = 0; i < le.length; i++) {
      cumulative += data.bucketCount(i);
      line.beginPrepared(le[i]);
      line.count(cumulative);
      end(timestampMillis);
    }
    sumAndCount(labels, data.sum(), cumulative, timestampMillis);
  }

  /**
   * <pre>
   * size_bytes{quantile="0.5"} 17
   * size_bytes_sum 1024
   * size_bytes_count 12
   * </pre>
   */
  @Override
  public void summary(Labels labels, SummaryData data, long timestampMillis) {
    Quantiles quantiles = data.quantiles();
    byte[][] quantile = TextForms.QUANTILE.of(quantiles);
    line.prepare(current.name, labels);
    for (int i = 0; i < quantile.length; i++) {
      line.beginPrepared(quantile[i]);
      line.number(data.quantileValue(i));
      end(timestampMillis);
    }
    sumAndCount(labels, data.sum(), data.count(), timestampMillis);
  }

  private void sumAndCount(Labels labels, double sum, long count, long timestampMillis) {
    line.begin(current.sum, labels);
    line.number(sum);
    end(timestampMillis);
    line.begin(current.count, labels);
    line.count(count);
    end(timestampMillis);
  }

  private void end(long timestampMillis) {
    if (timestampMillis != Millis.NONE) {
      line.space();
      line.millis(timestampMillis);
    }
    line.end();
  }

  @Override
  public void finish() {
    out.flush();
  }

  /** What all lines of a family begin with. */
  private static final class Form {

    static final Form NONE = new Form("", MetricType.UNTYPED, "");

    final byte[] head;
    final LineName name;
    final LineName bucket;
    final LineName sum;
    final LineName count;

    Form(String escapedName, MetricType type, String help) {
      StringBuilder text = new StringBuilder();
      String inComment = LineName.inComment(escapedName);
      if (!help.isEmpty()) {
        text.append("# HELP ").append(inComment).append(' ');
        TextForms.appendEscaped(text, help, false);
        text.append('\n');
      }
      text.append("# TYPE ").append(inComment).append(' ');
      text.append(announced(type)).append('\n');
      head = text.toString().getBytes(UTF_8);
      name = LineName.of(escapedName);
      bucket = LineName.of(escapedName + "_bucket");
      sum = LineName.of(escapedName + "_sum");
      count = LineName.of(escapedName + "_count");
    }

    /** The types of the format; what it does not know is shown as the nearest of them. */
    private static String announced(MetricType type) {
      return switch (type) {
        case COUNTER -> "counter";
        case GAUGE, INFO, STATESET -> "gauge";
        case SUMMARY -> "summary";
        case HISTOGRAM, GAUGE_HISTOGRAM -> "histogram";
        case UNTYPED -> "untyped";
      };
    }
  }
}
