package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramData;
import dev.narthex.model.Labels;
import dev.narthex.model.SummaryData;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Hands on the families whose names pass, and nothing of the others. */
final class FilteringSink implements MetricSink {

  private final MetricSink target;
  private final Predicate<? super String> names;

  /** True at first, so that the target refuses a sample that comes before any family. */
  private boolean passes = true;

  FilteringSink(MetricSink target, Predicate<? super String> names) {
    this.target = target;
    this.names = names;
  }

  @Override
  public void family(Descriptor family) {
    passes = names.test(family.name());
    if (passes) {
      target.family(family);
    }
  }

  @Override
  public void counter(
      Labels labels,
      double value,
      long createdMillis,
      @Nullable Exemplar exemplar,
      long timestampMillis) {
    if (passes) {
      target.counter(labels, value, createdMillis, exemplar, timestampMillis);
    }
  }

  @Override
  public void value(Labels labels, double value, long timestampMillis) {
    if (passes) {
      target.value(labels, value, timestampMillis);
    }
  }

  @Override
  public void histogram(Labels labels, HistogramData data, long timestampMillis) {
    if (passes) {
      target.histogram(labels, data, timestampMillis);
    }
  }

  @Override
  public void summary(Labels labels, SummaryData data, long timestampMillis) {
    if (passes) {
      target.summary(labels, data, timestampMillis);
    }
  }
}
