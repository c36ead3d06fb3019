package dev.narthex.model;

/**
 * The type of a metric family, as the exposition formats know it.
 *
 * @since 0.1
 */
public enum MetricType {
  /** A total that only goes up. */
  COUNTER,
  /** A value that can go up and down. */
  GAUGE,
  /** A count and a sum of observations, with quantiles that were computed by the program. */
  SUMMARY,
  /** Observations counted in buckets, with their count and sum. */
  HISTOGRAM,
  /** A number of which nobody has said what it is; OpenMetrics calls it "unknown". */
  UNTYPED
}
