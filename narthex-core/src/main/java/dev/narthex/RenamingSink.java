package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramData;
import dev.narthex.model.Labels;
import dev.narthex.model.SummaryData;
import org.jspecify.annotations.Nullable;

/** Hands everything on under other names. */
final class RenamingSink implements MetricSink {

  private final Renaming renaming;
  private final MetricSink target;

  RenamingSink(Renaming renaming, MetricSink target) {
    this.renaming = renaming;
    this.target = target;
  }

  @Override
  public void family(Descriptor family) {
    target.family(renaming.of(family));
  }

  @Override
  public void counter(
      Labels labels,
      double value,
      long createdMillis,
      @Nullable Exemplar exemplar,
      long timestampMillis) {
    target.counter(renaming.of(labels), value, createdMillis, exemplar, timestampMillis);
  }

  @Override
  public void value(Labels labels, double value, long timestampMillis) {
    target.value(renaming.of(labels), value, timestampMillis);
  }

  @Override
  public void histogram(Labels labels, HistogramData data, long timestampMillis) {
    target.histogram(renaming.of(labels), data, timestampMillis);
  }

  @Override
  public void summary(Labels labels, SummaryData data, long timestampMillis) {
    target.summary(renaming.of(labels), data, timestampMillis);
  }
}
