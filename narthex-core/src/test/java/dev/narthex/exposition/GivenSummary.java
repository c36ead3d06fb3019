package dev.narthex.exposition;

import dev.narthex.model.Quantiles;
import dev.narthex.model.SummaryData;
import java.util.List;

/** A summary with every part as a test wants it. */
record GivenSummary(
    Quantiles quantiles, List<Double> values, long count, double sum, long createdMillis)
    implements SummaryData {

  @Override
  public double quantileValue(int index) {
    return values.get(index);
  }
}
