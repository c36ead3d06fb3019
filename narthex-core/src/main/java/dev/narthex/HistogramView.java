package dev.narthex;

import dev.narthex.model.Buckets;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramData;
import dev.narthex.model.Millis;
import dev.narthex.model.NativeBuckets;
import dev.narthex.model.NativeHistogramData;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A histogram's total over its stripes, filled anew for each series. For one thread. */
final class HistogramView implements HistogramData, StripedMetric.StripeReader<HistogramCells> {

  private HistogramSettings settings =
      HistogramSettings.of(Buckets.NONE, null, 0, Duration.ZERO, null);
  private long[] bucketCounts = new long[Buckets.DEFAULT.size()];
  private @Nullable Exemplar[] exemplars = new @Nullable Exemplar[Buckets.DEFAULT.size()];
  private boolean someExemplars;
  private double sum;
  private long createdMillis = Millis.NONE;
  private @Nullable HistogramEpoch epoch;
  private boolean arm;

  /** Null if the histogram has classic buckets only. */
  private @Nullable NativeView natives;

  /** Made for the first native histogram, then used for all. */
  private @Nullable NativeView nativeView;

  /**
   * Forgets the last histogram.
   *
   * @param arm whether new exemplars are wanted after those that are read, as in a scrape
   */
  void begin(
      HistogramSettings settings, long createdMillis, @Nullable HistogramEpoch epoch, boolean arm) {
    this.arm = arm;
    this.settings = settings;
    this.createdMillis = createdMillis;
    this.epoch = epoch;
    int size = settings.buckets().size();
    sum = 0;
    if (bucketCounts.length < size) {
      bucketCounts = new long[size];
      exemplars = new @Nullable Exemplar[size];
    } else {
      Arrays.fill(bucketCounts, 0, size, 0);
      if (someExemplars) {
        Arrays.fill(exemplars, null);
      }
    }
    someExemplars = false;
    NativeBuckets nativeBuckets = settings.nativeBuckets();
    natives = null;
    if (nativeBuckets != null) {
      natives = nativeView == null ? new NativeView() : nativeView;
      nativeView = natives;
      natives.begin(settings, nativeBuckets);
    }
  }

  /** Adds what one stripe holds; its counts only if they belong to the epoch that is read. */
  @Override
  @SuppressWarnings("ReferenceEquality") // an epoch is nothing but itself
  public void add(HistogramCells cells) {
    if (cells.epoch == epoch) {
      for (int i = 0; i < settings.buckets().size(); i++) {
        bucketCounts[i] += cells.counts[i];
      }
      sum += cells.sum;
      if (cells.natives != null && natives != null) {
        natives.add(cells.natives);
      }
    }
    if (cells.exemplars != null) {
      addExemplars(cells.exemplars);
    }
    if (arm) {
      cells.exemplars(settings).arm();
    }
  }

  private void addExemplars(HistogramExemplars ofStripe) {
    for (int i = 0; i < settings.buckets().size(); i++) {
      Exemplar exemplar = ofStripe.ofBucket(i);
      Exemplar known = exemplars[i];
      if (exemplar != null
          && (known == null || known.timestampMillis() <= exemplar.timestampMillis())) {
        exemplars[i] = exemplar;
        someExemplars = true;
      }
    }
    if (natives != null) {
      natives.add(ofStripe.natives());
    }
  }

  /** Makes the native buckets at least as coarse as they were when they were shown before. */
  void coarsenTo(NativeShape shown) {
    if (natives != null && shown.isOf(epoch)) {
      natives.coarsenTo(shown);
    }
  }

  /**
   * Brings the native buckets under their limit.
   *
   * @return whether the stripes had more together
   */
  boolean reduce() {
    return natives != null && natives.reduce();
  }

  @Override
  public Buckets buckets() {
    return settings.buckets();
  }

  @Override
  public long bucketCount(int index) {
    return bucketCounts[index];
  }

  @Override
  public @Nullable NativeHistogramData nativeData() {
    return natives;
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
  public @Nullable Exemplar exemplar(int index) {
    return exemplars[index];
  }
}
