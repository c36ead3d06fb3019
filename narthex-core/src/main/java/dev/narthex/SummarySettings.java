package dev.narthex;

import java.time.Duration;

/** What defines a {@link Summary} beyond its descriptor. */
record SummarySettings(Objectives objectives, Duration maxAge, int ageBuckets) {

  static final Duration DEFAULT_MAX_AGE = Duration.ofMinutes(10);
  static final int DEFAULT_AGE_BUCKETS = 5;

  /** More would cost memory in each series and say nothing more. */
  static final int MAX_AGE_BUCKETS = 1000;

  /** The age to which a duration in nanoseconds can be counted without care: some 146 years. */
  private static final Duration LONGEST_MAX_AGE = Duration.ofNanos(Long.MAX_VALUE / 2);

  SummarySettings {
    if (ageBuckets < 1 || ageBuckets > MAX_AGE_BUCKETS) {
      throw new IllegalArgumentException("ageBuckets is %d but must be from 1 to %d; %d is usual."
          .formatted(ageBuckets, MAX_AGE_BUCKETS, DEFAULT_AGE_BUCKETS));
    }
    if (maxAge.compareTo(Duration.ofNanos(ageBuckets)) < 0
        || maxAge.compareTo(LONGEST_MAX_AGE) > 0) {
      throw new IllegalArgumentException("maxAge is "
          + maxAge
          + " but must be positive and below 146 years; "
          + DEFAULT_MAX_AGE
          + " is usual.");
    }
  }

  long bucketNanos() {
    return maxAge.toNanos() / ageBuckets;
  }
}
