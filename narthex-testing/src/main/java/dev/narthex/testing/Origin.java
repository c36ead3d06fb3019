package dev.narthex.testing;

import java.util.Locale;

/**
 * Where an exposition came from, and so what it can say. Two are compared only in what both can say:
 * text 0.0.4 cannot tell an info from a gauge, so where one of them is such a text, both are gauges.
 */
enum Origin {
  /** The program itself, which knows everything. */
  PROGRAM(true, true, true, true, true),

  /** Text 0.0.4; native buckets only where a composite value was written. */
  TEXT(false, false, true, false, false),

  /** OpenMetrics 1.0, with native buckets as in {@link #TEXT}. */
  OPENMETRICS(true, true, false, true, false),

  /** Protobuf, which has native buckets but fewer types. */
  PROTOBUF(true, false, true, true, true);

  /** Whether a gauge histogram is another type than a histogram. */
  final boolean gaugeHistograms;

  /** Whether infos and state sets are other types than gauges. */
  final boolean infosAndStateSets;

  /** Whether a counter may be named without {@code _total}. */
  final boolean countersOfAnyName;

  /** Whether there are units and exemplars. */
  final boolean unitsAndExemplars;

  /** Whether each native histogram is shown as such. */
  final boolean nativeBuckets;

  Origin(
      boolean gaugeHistograms,
      boolean infosAndStateSets,
      boolean countersOfAnyName,
      boolean unitsAndExemplars,
      boolean nativeBuckets) {
    this.gaugeHistograms = gaugeHistograms;
    this.infosAndStateSets = infosAndStateSets;
    this.countersOfAnyName = countersOfAnyName;
    this.unitsAndExemplars = unitsAndExemplars;
    this.nativeBuckets = nativeBuckets;
  }

  /** The origin of a body with this content type. What names no format is text, as to Prometheus. */
  static Origin of(String contentType) {
    String type = contentType.strip().toLowerCase(Locale.ROOT);
    if (type.startsWith("application/openmetrics-text")) {
      return OPENMETRICS;
    }
    return type.startsWith("application/vnd.google.protobuf") ? PROTOBUF : TEXT;
  }
}
