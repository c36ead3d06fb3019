package dev.narthex.model;

/**
 * What one summary says of itself in a scrape.
 *
 * <p>Either an immutable {@link SummarySnapshot}, or a view that is valid only during the call it
 * was handed to. Who wants to keep one takes {@link SummarySnapshot#of}.
 *
 * @since 0.1
 */
public interface SummaryData {

  /**
   * Which quantiles are shown.
   *
   * @return the ranks, may be empty
   */
  Quantiles quantiles();

  /**
   * The value at one of the ranks.
   *
   * @param index from 0 to {@code quantiles().size() - 1}
   * @return the value; NaN when nothing was observed lately
   */
  double quantileValue(int index);

  /**
   * How many observations there were since the beginning.
   *
   * @return 0 or more
   */
  long count();

  /**
   * The sum of all observed values since the beginning.
   *
   * @return the sum; NaN once a NaN was observed
   */
  double sum();

  /**
   * When counting began.
   *
   * @return milliseconds since the epoch, or {@link Millis#NONE}
   */
  default long createdMillis() {
    return Millis.NONE;
  }
}
