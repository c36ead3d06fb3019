package dev.narthex;

import dev.narthex.model.Exemplar;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Examples of the observations in one stripe of a histogram: the last one of each classic bucket, and a
 * few for the native buckets. Not thread-safe: the stripe's lock guards it.
 *
 * <p>A place is <em>armed</em> when an example from the current trace is wanted for it. A scrape arms
 * what it has read, so that a busy histogram takes a new example for each scrape and not for each
 * observation.
 */
final class HistogramExemplars {

  private final @Nullable Exemplar[] byBucket;
  private final boolean[] armed;
  private final NativeExemplars natives = new NativeExemplars();
  private final int maxNatives;
  private int wantedNatives;

  HistogramExemplars(HistogramSettings settings) {
    byBucket = new @Nullable Exemplar[settings.buckets().size()];
    armed = new boolean[byBucket.length];
    maxNatives = settings.nativeBuckets() == null ? 0 : settings.maxNativeExemplars();
    natives.begin(maxNatives, settings.nativeExemplarMillis());
  }

  void arm() {
    Arrays.fill(armed, true);
    wantedNatives = maxNatives;
  }

  /** Wants no example before the next scrape, as none is to be had. */
  void disarm() {
    Arrays.fill(armed, false);
    wantedNatives = 0;
  }

  /** Whether an example of an observation in this bucket is wanted. */
  boolean isWanted(int bucket) {
    return armed[bucket] || wantedNatives > 0;
  }

  /** Takes an example. If memory runs out nothing changes. */
  void put(int bucket, Exemplar exemplar) {
    if (!Double.isNaN(exemplar.value())) {
      natives.add(exemplar);
    }
    wantedNatives = Math.max(0, wantedNatives - 1);
    byBucket[bucket] = exemplar;
    armed[bucket] = false;
  }

  @Nullable
  Exemplar ofBucket(int bucket) {
    return byBucket[bucket];
  }

  NativeExemplars natives() {
    return natives;
  }
}
