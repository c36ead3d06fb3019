package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramData;
import dev.narthex.model.Labels;
import dev.narthex.model.Millis;
import dev.narthex.model.SummaryData;
import org.jspecify.annotations.Nullable;

/**
 * Where the samples of a scrape go, one after the other. A {@link Collector} writes into it; each
 * wire format, the snapshot and the views that rename are sinks.
 *
 * <p>First {@link #family} says which family the samples that follow belong to, then one method call
 * hands over one series: {@link #counter} in a family of counters, {@link #value} in one of gauges
 * or untyped metrics, {@link #histogram} and {@link #summary} in theirs. A gauge histogram is handed
 * over as a histogram. An info and each state of a state set are values. A registry refuses any other
 * order with an {@link IllegalStateException} to the collector; a sink may rely on it.
 *
 * <p>Nothing that is handed over needs to be a new object, and nothing may be kept: a {@link
 * HistogramData} or {@link SummaryData} is valid only during the call.
 *
 * <p>A sink is used by one thread at a time. What a {@link Gatherer} writes comes in order: families
 * by name, each once, series by labels. A single collector may write as it likes; the registry
 * brings it into order.
 *
 * @since 0.1
 */
public interface MetricSink {

  /**
   * Begins a family, or goes on with the current one when the name is the same as in the call
   * before.
   *
   * @param family the family's name, type, help and unit
   */
  void family(Descriptor family);

  /**
   * Hands over one counter.
   *
   * @param labels all labels of the series
   * @param value the total, not negative
   * @param createdMillis when counting began, or {@link Millis#NONE}
   * @param exemplar an example of what was counted, or null
   * @param timestampMillis when the value was taken, or {@link Millis#NONE} for the time of the
   *     scrape, which is what Prometheus expects
   */
  void counter(
      Labels labels,
      double value,
      long createdMillis,
      @Nullable Exemplar exemplar,
      long timestampMillis);

  /**
   * Hands over one gauge or untyped value, an info, or one state of a state set.
   *
   * @param labels all labels of the series; for an info those that tell the facts too, for a state
   *     also one that is named like the family and says which state it is
   * @param value any number; for an info 1, for a state 1 if it holds and 0 if not
   * @param timestampMillis when the value was taken, or {@link Millis#NONE}
   */
  void value(Labels labels, double value, long timestampMillis);

  /**
   * Hands over one histogram or gauge histogram.
   *
   * @param labels all labels of the series, without {@code le}
   * @param data the histogram; read it now, it may change after the call. The created time of a
   *     gauge histogram is left out
   * @param timestampMillis when it was taken, or {@link Millis#NONE}
   */
  void histogram(Labels labels, HistogramData data, long timestampMillis);

  /**
   * Hands over one summary.
   *
   * @param labels all labels of the series, without {@code quantile}
   * @param data the summary; read it now, it may change after the call
   * @param timestampMillis when it was taken, or {@link Millis#NONE}
   */
  void summary(Labels labels, SummaryData data, long timestampMillis);

  /**
   * Hands over one counter of which only labels and value are known.
   *
   * @param labels all labels of the series
   * @param value the total, not negative
   */
  default void counter(Labels labels, double value) {
    counter(labels, value, Millis.NONE, null, Millis.NONE);
  }

  /**
   * Hands over one gauge or untyped value, an info, or one state of a state set, taken now.
   *
   * @param labels all labels of the series, as in {@link #value(Labels, double, long)}
   * @param value any number; for an info 1, for a state 0 or 1
   */
  default void value(Labels labels, double value) {
    value(labels, value, Millis.NONE);
  }

  /**
   * Hands over one histogram or gauge histogram taken now.
   *
   * @param labels all labels of the series, without {@code le}
   * @param data the histogram
   */
  default void histogram(Labels labels, HistogramData data) {
    histogram(labels, data, Millis.NONE);
  }

  /**
   * Hands over one summary taken now.
   *
   * @param labels all labels of the series, without {@code quantile}
   * @param data the summary
   */
  default void summary(Labels labels, SummaryData data) {
    summary(labels, data, Millis.NONE);
  }
}
