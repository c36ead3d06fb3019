package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramData;
import dev.narthex.model.Labels;
import dev.narthex.model.SummaryData;
import org.jspecify.annotations.Nullable;

/** The largest number that scrapes have seen. */
final class LargestSeen implements MetricSink {

  private double value;

  double value() {
    return value;
  }

  private void saw(double seen) {
    value = Math.max(value, seen);
  }

  @Override
  public void family(Descriptor family) {}

  @Override
  public void counter(
      Labels labels,
      double seen,
      long createdMillis,
      @Nullable Exemplar exemplar,
      long timestampMillis) {
    saw(seen);
  }

  @Override
  public void value(Labels labels, double seen, long timestampMillis) {
    saw(seen);
  }

  @Override
  public void histogram(Labels labels, HistogramData data, long timestampMillis) {
    saw(data.sum());
  }

  @Override
  public void summary(Labels labels, SummaryData data, long timestampMillis) {
    saw(data.sum());
  }
}
