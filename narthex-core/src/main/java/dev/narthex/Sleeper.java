package dev.narthex;

import dev.narthex.model.Labels;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/**
 * What a {@link SeriesTable} remembers of a series that expired, for as long as somebody holds its
 * metric. {@link Rest} holds the rules.
 */
final class Sleeper<M extends Metric> extends WeakReference<M> {

  final int hash;
  final Labels labels;
  private final SeriesTable<M> table;

  Sleeper(SeriesTable<M> table, Series<M> series, ReferenceQueue<M> collected) {
    super(series.metric, collected);
    this.table = table;
    this.hash = series.hash;
    this.labels = series.labels;
  }

  /**
   * Brings the series back.
   *
   * @param metric the metric that sleeps as this; handed on so that it cannot be collected meanwhile
   */
  @SuppressWarnings("unchecked") // a metric sleeps only in the table of its own family
  void wake(Metric metric) {
    table.wake(this, (M) metric);
  }
}
