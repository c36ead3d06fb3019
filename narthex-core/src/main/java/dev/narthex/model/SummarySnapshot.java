package dev.narthex.model;

import java.util.Arrays;

/**
 * A summary at the moment of a scrape.
 *
 * @since 0.1
 */
public final class SummarySnapshot implements SeriesSnapshot, SummaryData {

  private final Labels labels;
  private final Quantiles quantiles;
  private final double[] quantileValues;
  private final long count;
  private final double sum;
  private final long createdMillis;
  private final long timestampMillis;

  private SummarySnapshot(
      Labels labels, SummaryData data, long createdMillis, long timestampMillis) {
    this.labels = labels;
    this.quantiles = data.quantiles();
    this.quantileValues = new double[quantiles.size()];
    Arrays.setAll(quantileValues, data::quantileValue);
    this.count = data.count();
    this.sum = data.sum();
    this.createdMillis = createdMillis;
    this.timestampMillis = timestampMillis;
  }

  /**
   * Copies a summary.
   *
   * @param labels the series' labels
   * @param data the summary
   * @param timestampMillis the time given by the source, or {@link Millis#NONE}
   * @return a copy that stays as it is
   */
  public static SummarySnapshot of(Labels labels, SummaryData data, long timestampMillis) {
    return new SummarySnapshot(labels, data, data.createdMillis(), timestampMillis);
  }

  /**
   * Makes a summary from figures of another system.
   *
   * @param quantiles the ranks
   * @param quantileValues the value at each rank, in the order of {@code quantiles}
   * @param count how many observations there were
   * @param sum the sum of all observed values
   * @return the summary, without labels and times
   * @throws IllegalArgumentException if there is not one value for each rank, or the count is
   *     negative
   */
  public static SummarySnapshot of(
      Quantiles quantiles, double[] quantileValues, long count, double sum) {
    if (quantileValues.length != quantiles.size()) {
      throw new IllegalArgumentException(
          "There are %d quantiles (%s) but %d values. Pass one for each."
              .formatted(quantiles.size(), quantiles, quantileValues.length));
    }
    if (count < 0) {
      throw new IllegalArgumentException("The count cannot be negative but is " + count + ".");
    }
    SummaryData data = new SummaryData() {
      @Override
      public Quantiles quantiles() {
        return quantiles;
      }

      @Override
      public double quantileValue(int index) {
        return quantileValues[index];
      }

      @Override
      public long count() {
        return count;
      }

      @Override
      public double sum() {
        return sum;
      }
    };
    return new SummarySnapshot(Labels.EMPTY, data, Millis.NONE, Millis.NONE);
  }

  /**
   * This summary with the time when counting began.
   *
   * @param createdMillis milliseconds since the epoch, or {@link Millis#NONE}
   * @return a changed copy
   */
  public SummarySnapshot withCreatedMillis(long createdMillis) {
    return new SummarySnapshot(labels, this, createdMillis, timestampMillis);
  }

  @Override
  public Labels labels() {
    return labels;
  }

  @Override
  public Quantiles quantiles() {
    return quantiles;
  }

  @Override
  public double quantileValue(int index) {
    return quantileValues[index];
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public double sum() {
    return sum;
  }

  @Override
  public long createdMillis() {
    return createdMillis;
  }

  @Override
  public long timestampMillis() {
    return timestampMillis;
  }

  /** All parts, for error messages and tests. */
  @Override
  public String toString() {
    return "SummarySnapshot"
        + labels
        + "[quantiles="
        + quantiles
        + ", quantileValues="
        + Arrays.toString(quantileValues)
        + ", count="
        + count
        + ", sum="
        + sum
        + "]";
  }
}
