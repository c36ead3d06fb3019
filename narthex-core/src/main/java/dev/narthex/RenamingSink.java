package dev.narthex;

import dev.narthex.model.Derivation;
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

  /** How the samples of the current family are renamed; null for as they are. */
  private @Nullable Derivation<Labels, Labels> ofSamples;

  RenamingSink(Renaming renaming, MetricSink target) {
    this.renaming = renaming;
    this.target = target;
  }

  @Override
  public void family(Descriptor family) {
    target.family(renaming.of(family));
    ofSamples = renaming.ofSamples(family);
  }

  private Labels renamed(Labels labels) {
    Derivation<Labels, Labels> renamed = ofSamples;
    return renamed == null ? labels : renamed.of(labels);
  }

  @Override
  public void counter(
      Labels labels,
      double value,
      long createdMillis,
      @Nullable Exemplar exemplar,
      long timestampMillis) {
    target.counter(renamed(labels), value, createdMillis, exemplar, timestampMillis);
  }

  @Override
  public void value(Labels labels, double value, long timestampMillis) {
    target.value(renamed(labels), value, timestampMillis);
  }

  @Override
  public void histogram(Labels labels, HistogramData data, long timestampMillis) {
    target.histogram(renamed(labels), data, timestampMillis);
  }

  @Override
  public void summary(Labels labels, SummaryData data, long timestampMillis) {
    target.summary(renamed(labels), data, timestampMillis);
  }
}
