package dev.narthex.exposition;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.narthex.model.Derivation;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramData;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import dev.narthex.model.Names;
import dev.narthex.model.SummaryData;
import org.jspecify.annotations.Nullable;

/** OpenMetrics 1.0.0, section "Text Format". */
final class OpenMetricsEncoder implements Encoder {

  private static final byte[] BEFORE_EXEMPLAR = " # ".getBytes(US_ASCII);
  private static final byte[] EOF = "# EOF\n".getBytes(US_ASCII);
  private static final double MILLIS_PER_SECOND = 1000;
  private static final EscapedForms<Descriptor, Form> FORMS = new EscapedForms<>(
      (family, escaping) -> new Form(escaping.metricName(family.name()), family));

  private final OutputBuffer out;
  private final LineWriter line;
  private final Derivation<Descriptor, Form> form;
  private final boolean createdSamples;
  private @Nullable Descriptor family;
  private Form current = Form.NONE;

  OpenMetricsEncoder(OutputBuffer out, EscapingScheme escaping, boolean createdSamples) {
    this.out = out;
    this.line = new LineWriter(out, escaping);
    this.form = FORMS.under(escaping);
    this.createdSamples = createdSamples;
  }

  /**
   * The family is named without the {@code _total} or {@code _info} of its samples. One that counts
   * but is not named so is called unknown, as OpenMetrics has no such counter.
   *
   * <pre>
   * # HELP jobs Jobs finished.
   * # TYPE jobs counter
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

  /**
   * <pre>
   * jobs_total{queue="a"} 42.0 # {trace_id="4bf9"} 1.0 1.6e+09
   * jobs_created{queue="a"} 1.6e+09
   * </pre>
   */
  @Override
  public void counter(
      Labels labels,
      double value,
      long createdMillis,
      @Nullable Exemplar exemplar,
      long timestampMillis) {
    line.begin(current.sample, labels);
    line.openMetricsNumber(value);
    timestamp(timestampMillis);
    if (current.countsInOpenMetrics) {
      exemplar(exemplar);
    }
    line.end();
    if (current.countsInOpenMetrics) {
      created(labels, createdMillis);
    }
  }

  /**
   * <pre>
   * queue_length{queue="a"} 3.0
   * build_info{version="1.2"} 1.0
   * mode{mode="calm"} 1.0
   * </pre>
   */
  @Override
  public void value(Labels labels, double value, long timestampMillis) {
    line.begin(current.sample, labels);
    number(value, timestampMillis);
  }

  /**
   * <pre>
   * rpc_seconds_bucket{method="get",le="1.0"} 3 # {trace_id="4bf9"} 0.7 1.6e+09
   * rpc_seconds_bucket{method="get",le="+Inf"} 4
   * rpc_seconds_sum{method="get"} 0.62
   * rpc_seconds_count{method="get"} 4
   * rpc_seconds_created{method="get"} 1.6e+09
   * </pre>
   *
   * <p>A gauge histogram has {@code _gsum} and {@code _gcount} instead, and never began.
   */
  @Override
  public void histogram(Labels labels, HistogramData data, long timestampMillis) {
    byte[][] le = TextForms.LE_OPENMETRICS.of(data.buckets());
    line.prepare(current.bucket, labels);
    long cumulative = 0;
    for (int i = 0; i < le.length; i++) {
      cumulative += data.bucketCount(i);
      line.beginPrepared(le[i]);
      line.count(cumulative);
      timestamp(timestampMillis);
      exemplar(data.exemplar(i));
      line.end();
    }
    sumAndCount(labels, data.sum(), cumulative, timestampMillis);
    created(labels, data.createdMillis());
  }

  /**
   * <pre>
   * size_bytes{quantile="0.5"} 17.0
   * size_bytes_sum 1024.0
   * size_bytes_count 12
   * size_bytes_created 1.6e+09
   * </pre>
   */
  @Override
  public void summary(Labels labels, SummaryData data, long timestampMillis) {
    byte[][] quantile = TextForms.QUANTILE_OPENMETRICS.of(data.quantiles());
    line.prepare(current.sample, labels);
    for (int i = 0; i < quantile.length; i++) {
      line.beginPrepared(quantile[i]);
      number(data.quantileValue(i), timestampMillis);
    }
    sumAndCount(labels, data.sum(), data.count(), timestampMillis);
    created(labels, data.createdMillis());
  }

  private void sumAndCount(Labels labels, double sum, long count, long timestampMillis) {
    line.begin(current.sum, labels);
    number(sum, timestampMillis);
    line.begin(current.count, labels);
    line.count(count);
    timestamp(timestampMillis);
    line.end();
  }

  private void number(double value, long timestampMillis) {
    line.openMetricsNumber(value);
    timestamp(timestampMillis);
    line.end();
  }

  private void timestamp(long timestampMillis) {
    if (timestampMillis != Millis.NONE) {
      line.space();
      line.openMetricsNumber(timestampMillis / MILLIS_PER_SECOND);
    }
  }

  private void exemplar(@Nullable Exemplar exemplar) {
    if (exemplar != null && !exemplar.labels().isEmpty()) {
      line.bytes(BEFORE_EXEMPLAR);
      line.labels(exemplar.labels());
      line.space();
      line.openMetricsNumber(exemplar.value());
      timestamp(exemplar.timestampMillis());
    }
  }

  private void created(Labels labels, long createdMillis) {
    if (createdSamples && current.begins && createdMillis != Millis.NONE) {
      line.begin(current.created, labels);
      line.openMetricsNumber(createdMillis / MILLIS_PER_SECOND);
      line.end();
    }
  }

  @Override
  public void finish() {
    out.write(EOF);
    out.flush();
  }

  /** What all lines of a family begin with. */
  private static final class Form {

    static final Form NONE = new Form("", Descriptor.of(MetricType.UNTYPED, "none", ""));

    final byte[] head;
    final LineName sample;
    final LineName bucket;
    final LineName sum;
    final LineName count;
    final LineName created;

    /** Whether the format has created times for this type, so that {@link #created} is used. */
    final boolean begins;

    /** Whether this is a counter by OpenMetrics' rules: its sample name ends in {@code _total}. */
    final boolean countsInOpenMetrics;

    Form(String escapedName, Descriptor family) {
      AnnouncedFamily announced = AnnouncedFamily.of(escapedName, family);
      String name = announced.name();
      countsInOpenMetrics = family.type() == MetricType.COUNTER && !name.equals(escapedName);
      head = head(announced, family).getBytes(UTF_8);
      sample = LineName.of(escapedName);
      bucket = LineName.of(name + "_bucket");
      boolean gauge = family.type() == MetricType.GAUGE_HISTOGRAM;
      begins = !gauge;
      sum = LineName.of(name + (gauge ? "_gsum" : "_sum"));
      count = LineName.of(name + (gauge ? "_gcount" : "_count"));
      created = LineName.of(name + "_created");
    }

    private String head(AnnouncedFamily announced, Descriptor family) {
      StringBuilder text = new StringBuilder();
      String inComment = LineName.inComment(announced.name());
      if (!family.help().isEmpty()) {
        text.append("# HELP ").append(inComment).append(' ');
        TextForms.appendEscaped(text, Names.wellFormed(family.help()), true);
        text.append('\n');
      }
      text.append("# TYPE ").append(inComment).append(' ').append(type(family)).append('\n');
      if (!announced.unit().isEmpty()) {
        text.append("# UNIT ").append(inComment).append(' ');
        TextForms.appendEscaped(text, announced.unit(), true);
        text.append('\n');
      }
      return text.toString();
    }

    private String type(Descriptor family) {
      return switch (family.type()) {
        case COUNTER -> countsInOpenMetrics ? "counter" : "unknown";
        case GAUGE -> "gauge";
        case SUMMARY -> "summary";
        case HISTOGRAM -> "histogram";
        case GAUGE_HISTOGRAM -> "gaugehistogram";
        case INFO -> "info";
        case STATESET -> "stateset";
        case UNTYPED -> "unknown";
      };
    }
  }
}
