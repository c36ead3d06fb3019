package dev.narthex.benchmarks.report;

import java.util.Map;

/**
 * All who did the same thing in the same way.
 *
 * @param group the part of the report it belongs to, such as {@code hot}
 * @param measurements what each contestant needed, by its name
 */
record Row(
    String group,
    String operation,
    String variant,
    int threads,
    Map<String, Measurement> measurements) {

  /** The word in a variant that says that the threads were virtual ones. */
  static final String VIRTUAL = "virtual";

  boolean has(String contestant) {
    return measurements.containsKey(contestant);
  }

  Estimate estimate(String contestant) {
    Measurement measurement = measurements.get(contestant);
    return new Estimate(measurement.score(), measurement.error());
  }

  /** How many times Narthex's time the contestant needs. Above 1, Narthex is the faster one. */
  Estimate ratio(String contestant) {
    return estimate(contestant).over(estimate(Contestants.NARTHEX));
  }

  boolean isVirtual() {
    return variant.equals(VIRTUAL) || variant.endsWith(" " + VIRTUAL);
  }

  /** What was done, without what the heading of the table says already. */
  String title() {
    String rest =
        isVirtual() ? variant.substring(0, variant.length() - VIRTUAL.length()).strip() : variant;
    return rest.isEmpty() ? operation : operation + " " + rest;
  }

  String section() {
    String title = switch (group) {
      case "hot" -> "Hot path";
      case "tail" -> "Tail of the hot path";
      case "scrape" -> "Scrape path";
      case "memory" -> "Memory";
      case "startup" -> "Start-up";
      default -> group;
    };
    if (threads == 0) {
      return title;
    }
    return title + ", " + threads + (isVirtual() ? " virtual" : "")
        + (threads == 1 ? " thread" : " threads");
  }

  /** The unit without what is the same for all. */
  String unit() {
    return measurements.values().iterator().next().unit().replaceFirst("/op$", "");
  }
}
