package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramData;
import dev.narthex.model.Labels;
import dev.narthex.model.Millis;
import dev.narthex.model.SummaryData;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was gathered, as text that a test can show whole:
 *
 * <pre>
 * jobs_total counter "Jobs finished."
 *   {queue="a"} 3.0
 *   {queue="b"} 1.0 @1000
 * request_seconds histogram ""
 *   {} 0.1:2 Infinity:1 sum 5.2
 * size_bytes summary ""
 *   {} 0.5:20.0 count 3 sum 60.0
 * ! PoolCollector (pool_size): collect() threw java.lang.IllegalStateException: closed
 * </pre>
 *
 * <p>A line with an exclamation mark is a failure. Buckets are not cumulative.
 */
final class Transcript implements MetricSink {

  private final StringBuilder text = new StringBuilder();
  private @Nullable String current;

  static String of(Gatherer gatherer) {
    Transcript transcript = new Transcript();
    try {
      gatherer.gather(transcript);
    } catch (GatherException e) {
      for (GatherException.Failure failure : e.failures()) {
        String line =
            failure.toString().replaceAll("\\$\\$Lambda\\S*", "").replace("dev.narthex.", "");
        transcript.text.append("! ").append(line).append('\n');
      }
    }
    return transcript.text.toString();
  }

  /** What one collector of this package writes, without a registry. */
  static String of(DefinedCollector collector) {
    Transcript transcript = new Transcript();
    collector.collect(transcript);
    return transcript.text.toString();
  }

  /** What was written into this transcript so far. */
  String text() {
    return text.toString();
  }

  @Override
  public void family(Descriptor family) {
    if (!family.name().equals(current)) {
      current = family.name();
      text.append(family.name())
          .append(' ')
          .append(family.type().name().toLowerCase(Locale.ROOT))
          .append(" \"")
          .append(family.help())
          .append("\"\n");
    }
  }

  @Override
  public void counter(
      Labels labels,
      double value,
      long createdMillis,
      @Nullable Exemplar exemplar,
      long timestampMillis) {
    line(labels, value + (exemplar == null ? "" : " # " + exemplar), timestampMillis);
  }

  @Override
  public void value(Labels labels, double value, long timestampMillis) {
    line(labels, Double.toString(value), timestampMillis);
  }

  @Override
  public void histogram(Labels labels, HistogramData data, long timestampMillis) {
    StringBuilder parts = new StringBuilder();
    for (int i = 0; i < data.buckets().size(); i++) {
      parts.append(data.buckets().upperBound(i)).append(':').append(data.bucketCount(i));
      Exemplar exemplar = data.exemplar(i);
      parts.append(exemplar == null ? " " : "#" + exemplar + " ");
    }
    line(labels, parts + "sum " + data.sum(), timestampMillis);
  }

  @Override
  public void summary(Labels labels, SummaryData data, long timestampMillis) {
    StringBuilder parts = new StringBuilder();
    for (int i = 0; i < data.quantiles().size(); i++) {
      parts
          .append(data.quantiles().rank(i))
          .append(':')
          .append(data.quantileValue(i))
          .append(' ');
    }
    line(labels, parts + "count " + data.count() + " sum " + data.sum(), timestampMillis);
  }

  private void line(Labels labels, String value, long timestampMillis) {
    String time = timestampMillis == Millis.NONE ? "" : " @" + timestampMillis;
    text.append("  ").append(labels).append(' ').append(value).append(time).append('\n');
  }
}
