package dev.narthex.model;

/**
 * The type of a metric family, as the exposition formats know it.
 *
 * @since 0.1
 */
public enum MetricType {
  /** A total that only goes up. */
  COUNTER("a counter", "_total"),
  /** A value that can go up and down. */
  GAUGE("a gauge"),
  /** A count and a sum of observations, with quantiles that were computed by the program. */
  SUMMARY("a summary"),
  /** Observations counted in buckets, with their count and sum. */
  HISTOGRAM("a histogram"),
  /**
   * Observations counted in buckets of which each may leave again: what is there now, such as the
   * ages of queued jobs. Text 0.0.4 has no such type and shows a histogram.
   */
  GAUGE_HISTOGRAM("a gauge histogram"),
  /**
   * Facts told by labels, with 1 as value: the version of a build. Its name ends in {@code _info}.
   * Text 0.0.4 and protobuf have no such type and show a gauge.
   */
  INFO("an info", "_info"),
  /**
   * Which of some states hold: a sample of 0 or 1 for each, with the state in a label that is named
   * like the family. Text 0.0.4 and protobuf have no such type and show a gauge.
   */
  STATESET("a state set"),
  /**
   * A number of which nobody has said what it is. This is what OpenMetrics calls {@code unknown};
   * the other formats call it {@code untyped}.
   */
  UNTYPED("an untyped metric");

  private final String described;
  private final String sampleSuffix;

  MetricType(String described) {
    this(described, "");
  }

  MetricType(String described, String sampleSuffix) {
    this.described = described;
    this.sampleSuffix = sampleSuffix;
  }

  /** The type in messages, with its article, as in {@code "a gauge histogram"}. */
  String described() {
    return described;
  }

  /** What OpenMetrics leaves out at the end of a family's name, and only its samples have. */
  String sampleSuffix() {
    return sampleSuffix;
  }
}
