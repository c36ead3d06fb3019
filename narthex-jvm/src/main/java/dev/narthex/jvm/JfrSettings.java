package dev.narthex.jvm;

import java.time.Duration;

/**
 * How much JFR records for {@link JfrMetrics}.
 *
 * @param threshold from which length on blocked threads are recorded
 * @param allocationSamplesPerSecond how many allocations are recorded at most
 * @param maxAge how long JFR keeps what it recorded
 * @param maxBytes how much JFR keeps of it
 */
record JfrSettings(
    Duration threshold, int allocationSamplesPerSecond, Duration maxAge, long maxBytes) {

  static final JfrSettings DEFAULT =
      new JfrSettings(Duration.ofMillis(20), 150, Duration.ofMinutes(1), 16 << 20);
}
