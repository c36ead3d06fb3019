package dev.narthex;

import dev.narthex.model.Buckets;
import dev.narthex.model.NativeBuckets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What all series of a histogram have in common.
 *
 * @param nativeBuckets null for a histogram that has only classic buckets
 * @param resetNanos how old an epoch must be before the next one; 0 if there is only one
 * @param traceContext where exemplars come from; null for what is installed
 */
record HistogramSettings(
    Buckets buckets,
    @Nullable NativeBuckets nativeBuckets,
    long resetNanos,
    int maxNativeExemplars,
    long nativeExemplarMillis,
    @Nullable TraceContext traceContext) {

  static HistogramSettings of(
      Buckets buckets,
      @Nullable NativeBuckets nativeBuckets,
      int maxNativeExemplars,
      Duration nativeExemplarAge,
      @Nullable TraceContext traceContext) {
    Duration resetAfter = nativeBuckets == null ? null : nativeBuckets.resetAfter();
    return new HistogramSettings(
        buckets,
        nativeBuckets,
        resetAfter == null ? 0 : BoundedTime.nanos(resetAfter),
        maxNativeExemplars,
        BoundedTime.millis(nativeExemplarAge),
        traceContext);
  }

  /** The bounds, then whatever is not as it is by default. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(buckets.toString());
    if (nativeBuckets != null) {
      text.append(", native buckets (").append(nativeBuckets).append(')');
    }
    if (maxNativeExemplars != Histogram.DEFAULT_MAX_NATIVE_EXEMPLARS
        || nativeExemplarMillis != Histogram.DEFAULT_NATIVE_EXEMPLAR_AGE.toMillis()) {
      text.append(", nativeExemplars(")
          .append(maxNativeExemplars)
          .append(", ")
          .append(Duration.ofMillis(nativeExemplarMillis))
          .append(')');
    }
    if (traceContext != null) {
      text.append(", traceContext ").append(traceContext.getClass().getName());
    }
    return text.toString();
  }
}
