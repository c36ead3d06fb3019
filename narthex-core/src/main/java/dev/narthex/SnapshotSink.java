package dev.narthex;

import dev.narthex.model.CounterSnapshot;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.FamilySnapshot;
import dev.narthex.model.HistogramData;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.SeriesSnapshot;
import dev.narthex.model.SummaryData;
import dev.narthex.model.SummarySnapshot;
import dev.narthex.model.ValueSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what is written as immutable snapshots. */
final class SnapshotSink implements MetricSink {

  private final List<FamilySnapshot> families = new ArrayList<>();
  private final List<SeriesSnapshot> series = new ArrayList<>();
  private @Nullable Descriptor current;

  /** Ends the last family and returns all. */
  List<FamilySnapshot> families() {
    endFamily();
    return List.copyOf(families);
  }

  @Override
  public void family(Descriptor family) {
    if (current == null || !current.name().equals(family.name())) {
      endFamily();
      current = family;
    }
  }

  private void endFamily() {
    if (current != null && !series.isEmpty()) {
      families.add(new FamilySnapshot(current, series));
    }
    series.clear();
    current = null;
  }

  @Override
  public void counter(
      Labels labels,
      double value,
      long createdMillis,
      @Nullable Exemplar exemplar,
      long timestampMillis) {
    series.add(new CounterSnapshot(labels, value, createdMillis, exemplar, timestampMillis));
  }

  @Override
  public void value(Labels labels, double value, long timestampMillis) {
    series.add(new ValueSnapshot(labels, value, timestampMillis));
  }

  @Override
  public void histogram(Labels labels, HistogramData data, long timestampMillis) {
    series.add(HistogramSnapshot.of(labels, data, timestampMillis));
  }

  @Override
  public void summary(Labels labels, SummaryData data, long timestampMillis) {
    series.add(SummarySnapshot.of(labels, data, timestampMillis));
  }
}
