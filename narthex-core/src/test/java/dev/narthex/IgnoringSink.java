package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramData;
import dev.narthex.model.Labels;
import dev.narthex.model.SummaryData;
import org.jspecify.annotations.Nullable;

/** A sink that does nothing with what it gets. */
class IgnoringSink implements MetricSink {

  @Override
  public void family(Descriptor family) {}

  @Override
  public void counter(
      Labels labels,
      double value,
      long createdMillis,
      @Nullable Exemplar exemplar,
      long timestampMillis) {}

  @Override
  public void value(Labels labels, double value, long timestampMillis) {}

  @Override
  public void histogram(Labels labels, HistogramData data, long timestampMillis) {}

  @Override
  public void summary(Labels labels, SummaryData data, long timestampMillis) {}
}
