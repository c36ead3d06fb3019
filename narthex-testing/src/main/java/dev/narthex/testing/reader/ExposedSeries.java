package dev.narthex.testing.reader;

import java.util.Map;

/**
 * One series of a family as an exposition shows it.
 *
 * @since 0.1
 */
public sealed interface ExposedSeries permits ExposedNumber, ExposedHistogram, ExposedSummary {

  /**
   * The labels, without {@code le} of a histogram's and {@code quantile} of a summary's own lines.
   *
   * @return values by name, in the order they were met; equal to another map in any order
   */
  Map<String, String> labels();

  /**
   * The time given for the sample.
   *
   * @return milliseconds since the epoch, or {@link dev.narthex.model.Millis#NONE} if none was given
   */
  long timestampMillis();
}
