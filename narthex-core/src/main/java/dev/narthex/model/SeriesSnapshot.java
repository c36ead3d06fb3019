package dev.narthex.model;

/**
 * One series of a family at the moment of a scrape.
 *
 * @since 0.1
 */
public sealed interface SeriesSnapshot
    permits CounterSnapshot, ValueSnapshot, HistogramSnapshot, SummarySnapshot {

  /**
   * The labels that tell the series from others of its family.
   *
   * @return the labels
   */
  Labels labels();

  /**
   * The time the source has given for the sample.
   *
   * @return milliseconds since the epoch; {@link Millis#NONE} for "the time of the scrape", which is
   *     usual
   */
  long timestampMillis();
}
