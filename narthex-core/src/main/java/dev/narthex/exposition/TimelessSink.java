package dev.narthex.exposition;

import dev.narthex.MetricSink;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramData;
import dev.narthex.model.Labels;
import dev.narthex.model.Millis;
import dev.narthex.model.SummaryData;
import org.jspecify.annotations.Nullable;

/** Refuses time stamps, for readers that would refuse everything over one. */
final class TimelessSink implements MetricSink {

  private final MetricSink target;
  private @Nullable Descriptor family;

  TimelessSink(MetricSink target) {
    this.target = target;
  }

  @Override
  public void family(Descriptor next) {
    family = next;
    target.family(next);
  }

  private void check(Labels labels, long timestampMillis) {
    if (timestampMillis != Millis.NONE) {
      throw new IllegalStateException((family == null ? "" : family.name())
          + labels
          + " has a time stamp, and the node exporter refuses a file with any. Write the sample"
          + " without one, and the time as a gauge of its own if it matters.");
    }
  }

  @Override
  public void counter(
      Labels labels,
      double value,
      long createdMillis,
      @Nullable Exemplar exemplar,
      long timestampMillis) {
    check(labels, timestampMillis);
    target.counter(labels, value, createdMillis, exemplar, timestampMillis);
  }

  @Override
  public void value(Labels labels, double value, long timestampMillis) {
    check(labels, timestampMillis);
    target.value(labels, value, timestampMillis);
  }

  @Override
  public void histogram(Labels labels, HistogramData data, long timestampMillis) {
    check(labels, timestampMillis);
    target.histogram(labels, data, timestampMillis);
  }

  @Override
  public void summary(Labels labels, SummaryData data, long timestampMillis) {
    check(labels, timestampMillis);
    target.summary(labels, data, timestampMillis);
  }
}
