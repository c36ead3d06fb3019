package dev.narthex;

import dev.narthex.model.Millis;
import dev.narthex.model.Quantiles;
import dev.narthex.model.SummaryData;

/** A summary's total over its stripes, filled anew for each series. For one thread. */
final class SummaryView implements SummaryData, StripedMetric.StripeReader<Summary.Part> {

  private final QuantileMerge merge = new QuantileMerge();
  private Quantiles quantiles = Quantiles.NONE;
  private long nowNanos;
  private long count;
  private double sum;
  private long createdMillis = Millis.NONE;

  /** Forgets the last summary. */
  void begin(Quantiles quantiles, long createdMillis, long nowNanos) {
    this.quantiles = quantiles;
    this.createdMillis = createdMillis;
    this.nowNanos = nowNanos;
    count = 0;
    sum = 0;
    merge.clear();
  }

  @Override
  public void add(Summary.Part part) {
    count += part.count;
    sum += part.sum;
    if (part.window != null) {
      part.window.mergeInto(merge, nowNanos);
    }
  }

  @Override
  public Quantiles quantiles() {
    return quantiles;
  }

  @Override
  public double quantileValue(int index) {
    return merge.quantile(quantiles.rank(index));
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
}
