package dev.narthex;

import dev.narthex.model.Buckets;
import dev.narthex.model.HistogramData;
import dev.narthex.model.Millis;
import java.util.Arrays;

/** A histogram's total over its stripes, filled anew for each series. For one thread. */
final class HistogramView implements HistogramData {

  private Buckets buckets = Buckets.DEFAULT;
  private long[] bucketCounts = new long[buckets.size()];
  private double sum;
  private long createdMillis = Millis.NONE;

  /** Forgets the last histogram. */
  void begin(Buckets buckets, long createdMillis) {
    this.buckets = buckets;
    this.createdMillis = createdMillis;
    sum = 0;
    if (bucketCounts.length < buckets.size()) {
      bucketCounts = new long[buckets.size()];
    } else {
      Arrays.fill(bucketCounts, 0, buckets.size(), 0);
    }
  }

  /** Adds what one stripe holds. */
  void add(long[] counts, double stripeSum) {
    for (int i = 0; i < buckets.size(); i++) {
      bucketCounts[i] += counts[i];
    }
    sum += stripeSum;
  }

  @Override
  public Buckets buckets() {
    return buckets;
  }

  @Override
  public long bucketCount(int index) {
    return bucketCounts[index];
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
