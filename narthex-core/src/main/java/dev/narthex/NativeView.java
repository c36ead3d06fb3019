package dev.narthex;

import dev.narthex.model.Exemplar;
import dev.narthex.model.NativeBucketCounts;
import dev.narthex.model.NativeBuckets;
import dev.narthex.model.NativeHistogramData;

/**
 * The native buckets of a histogram over its stripes, filled anew for each series. For one thread.
 *
 * <p>Stripes may have come to different resolutions and zero buckets; the total has the coarsest
 * resolution and the widest zero bucket of them. Where all together have more buckets than one
 * histogram may have, it goes on as a stripe does: widening the zero bucket, halving the resolution.
 */
final class NativeView implements NativeHistogramData {

  private NativeBuckets settings = NativeBuckets.DEFAULT;
  private int stripes;
  private int schema;
  private double zeroThreshold;
  private long zeroCount;
  private BucketList positive = new BucketList();
  private BucketList negative = new BucketList();

  private final BucketList stripePositive = new BucketList();
  private final BucketList stripeNegative = new BucketList();
  private BucketList spare = new BucketList();
  private final NativeExemplars exemplars = new NativeExemplars();

  /** Forgets the last histogram. */
  void begin(HistogramSettings histogram, NativeBuckets buckets) {
    settings = buckets;
    schema = buckets.schema();
    zeroThreshold = buckets.zeroThreshold();
    stripes = 0;
    zeroCount = 0;
    positive.clear();
    negative.clear();
    exemplars.begin(histogram.maxNativeExemplars(), histogram.nativeExemplarMillis());
  }

  /** Adds what one stripe holds. */
  void add(NativeCells cells) {
    while (schema > cells.schema()) {
      halve();
    }
    zeroCount += cells.zeroCount();
    if (stripes++ == 0) { // most histograms have one only
      cells.appendTo(positive, negative, schema);
      zeroThreshold = cells.zeroThreshold();
      return;
    }
    stripePositive.clear();
    stripeNegative.clear();
    cells.appendTo(stripePositive, stripeNegative, schema);
    positive = merged(positive, stripePositive);
    negative = merged(negative, stripeNegative);
    if (zeroThreshold != cells.zeroThreshold()) {
      zeroThreshold = Math.max(zeroThreshold, cells.zeroThreshold());
      takeOverlapIntoZeroBucket();
    }
  }

  private BucketList merged(BucketList total, BucketList stripe) {
    BucketList merged = spare;
    merged.merge(total, stripe);
    spare = total;
    return merged;
  }

  /** A bucket of a stripe with a narrower zero bucket may reach below the threshold now. */
  private void takeOverlapIntoZeroBucket() {
    while (true) {
      int smallest = smallest();
      if (smallest == Integer.MAX_VALUE
          || NativeBuckets.upperBound(schema, smallest - 1) >= zeroThreshold) {
        return;
      }
      takeIntoZeroBucket(smallest);
    }
  }

  /** Makes the total at least as coarse as it was when it was shown before. */
  void coarsenTo(NativeShape shown) {
    while (schema > shown.schema()) {
      halve();
    }
    if (zeroThreshold < shown.zeroThreshold()) {
      zeroThreshold = shown.zeroThreshold();
      takeOverlapIntoZeroBucket();
    } else if (stripes > 1 && zeroThreshold > shown.zeroThreshold()) {
      // It may be a bound of one stripe only, and cut a bucket that was shown.
      int index = NativeBuckets.indexOf(schema, zeroThreshold);
      zeroThreshold = NativeBuckets.upperBound(schema, index);
      takeOverlapIntoZeroBucket();
    }
  }

  /**
   * Brings the total under the limit.
   *
   * @return whether it was over it, which no stripe alone can know
   */
  boolean reduce() {
    if (stripes < 2 || populated() <= settings.maxBuckets()) {
      return false;
    }
    while (populated() > settings.maxBuckets()) {
      int smallest = smallest();
      if (zeroThreshold < settings.maxZeroThreshold()
          && NativeBuckets.upperBound(schema, smallest) <= settings.maxZeroThreshold()) {
        takeIntoZeroBucket(smallest);
      } else if (schema > NativeBuckets.MIN_SCHEMA) {
        halve();
      } else {
        break;
      }
    }
    return true;
  }

  private int populated() {
    return positive.size() + negative.size();
  }

  private int smallest() {
    return Math.min(positive.smallest(), negative.smallest());
  }

  private void takeIntoZeroBucket(int index) {
    zeroThreshold = Math.max(zeroThreshold, NativeBuckets.upperBound(schema, index));
    zeroCount += positive.takeSmallest(index) + negative.takeSmallest(index);
  }

  private void halve() {
    positive.halve();
    negative.halve();
    schema--;
  }

  /** Adds the exemplars of one stripe. */
  void add(NativeExemplars ofStripe) {
    exemplars.addAll(ofStripe);
  }

  @Override
  public int schema() {
    return schema;
  }

  @Override
  public double zeroThreshold() {
    return zeroThreshold;
  }

  @Override
  public long zeroCount() {
    return zeroCount;
  }

  @Override
  public NativeBucketCounts positive() {
    return positive;
  }

  @Override
  public NativeBucketCounts negative() {
    return negative;
  }

  @Override
  public int exemplarCount() {
    return exemplars.size();
  }

  @Override
  public Exemplar exemplar(int i) {
    return exemplars.get(i);
  }
}
