package dev.narthex;

import dev.narthex.model.NativeBuckets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The buckets and the sum of some of a histogram's observations. */
class HistogramCells extends Stripe {

  /** One for each classic bucket; there may be more elements. */
  final long[] counts;

  final @Nullable NativeCells natives;

  double sum;

  /** Null until there is an exemplar or one is wanted. */
  @Nullable
  HistogramExemplars exemplars;

  /** To which epoch the counts belong; null in a histogram that never starts over. */
  @Nullable
  HistogramEpoch epoch;

  HistogramCells(HistogramSettings settings, @Nullable HistogramEpoch epoch) {
    this(settings, epoch, 0);
  }

  private HistogramCells(HistogramSettings settings, @Nullable HistogramEpoch epoch, int padding) {
    NativeBuckets nativeBuckets = settings.nativeBuckets();
    this.counts = new long[settings.buckets().size() + padding];
    this.natives = nativeBuckets == null ? null : new NativeCells(nativeBuckets, padding);
    this.epoch = epoch;
  }

  /** Counts one observation. If memory runs out nothing changes. */
  final void add(int bucket, double value) {
    if (natives != null) {
      natives.add(value); // first, as only this may need memory
    }
    counts[bucket]++;
    sum += value;
  }

  /** Forgets all counts if they belong to another epoch; exemplars stay. */
  @SuppressWarnings("ReferenceEquality") // an epoch is nothing but itself
  final void moveTo(@Nullable HistogramEpoch next) {
    if (epoch == next) {
      return;
    }
    Arrays.fill(counts, 0);
    sum = 0;
    if (natives != null) {
      natives.clear();
    }
    epoch = next;
  }

  final HistogramExemplars exemplars(HistogramSettings settings) {
    HistogramExemplars all = exemplars;
    if (all == null) {
      all = new HistogramExemplars(settings);
      exemplars = all;
    }
    return all;
  }

  /** A stripe made under contention, which shares no cache line with another. */
  static final class Padded extends HistogramCells {

    @SuppressWarnings("unused")
    long after0, after1, after2, after3, after4, after5, after6, after7;

    Padded(HistogramSettings settings, @Nullable HistogramEpoch epoch) {
      super(settings, epoch, PADDING);
    }
  }
}
