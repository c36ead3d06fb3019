package dev.narthex.testing.reader;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A summary as an exposition shows it.
 *
 * @param labels the labels
 * @param count the number of observations; empty if none was said
 * @param sum the sum of all observations; empty if none was said
 * @param quantiles the quantiles in the order they were met
 * @param createdMillis when it began to count, or {@link dev.narthex.model.Millis#NONE}
 * @param timestampMillis the time given for the samples, or {@link dev.narthex.model.Millis#NONE}
 * @since 0.1
 */
public record ExposedSummary(
    Map<String, String> labels,
    OptionalDouble count,
    OptionalDouble sum,
    List<Quantile> quantiles,
    long createdMillis,
    long timestampMillis)
    implements ExposedSeries {

  /** Makes a series. */
  public ExposedSummary {
    labels = ExposedLabels.copyOf(labels);
    quantiles = List.copyOf(quantiles);
  }

  /**
   * One quantile.
   *
   * @param quantile from 0 to 1
   * @param value the value that so large a share of the observations does not exceed; NaN if there
   *     were none
   * @since 0.1
   */
  public record Quantile(double quantile, double value) {}
}
