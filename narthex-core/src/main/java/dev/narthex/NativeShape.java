package dev.narthex;

import dev.narthex.model.NativeHistogramData;
import org.jspecify.annotations.Nullable;

/**
 * How coarse a native histogram was when it was shown. Within an epoch it never gets finer again:
 * Prometheus would take that for a restart, and all that was ever counted for new.
 */
record NativeShape(@Nullable HistogramEpoch epoch, int schema, double zeroThreshold) {

  /** The coarser of both in each respect; this very one if it is. */
  NativeShape with(NativeShape other) {
    if (schema <= other.schema && zeroThreshold >= other.zeroThreshold) {
      return this;
    }
    return new NativeShape(
        epoch, Math.min(schema, other.schema), Math.max(zeroThreshold, other.zeroThreshold));
  }

  /** Whether native buckets are just so coarse. */
  boolean isShapeOf(NativeHistogramData natives) {
    return schema == natives.schema() && zeroThreshold == natives.zeroThreshold();
  }

  /** Whether it was shown in an epoch, so that it says something of what is read there. */
  @SuppressWarnings("ReferenceEquality") // an epoch is nothing but itself
  boolean isOf(@Nullable HistogramEpoch read) {
    return epoch == read;
  }
}
