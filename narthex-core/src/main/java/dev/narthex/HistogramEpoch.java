package dev.narthex;

/**
 * The time between two fresh starts of a native histogram. Its stripes know to which one their counts
 * belong.
 */
final class HistogramEpoch {

  final long startNanos;
  final long createdMillis;

  /** Whether the next epoch begins as soon as this one is old enough. Only ever becomes true. */
  volatile boolean endsWhenOldEnough;

  HistogramEpoch(long startNanos, long createdMillis) {
    this.startNanos = startNanos;
    this.createdMillis = createdMillis;
  }
}
