package dev.narthex.benchmarks.memory;

import java.util.Locale;

/** The types of metrics whose children are measured. */
enum ChildType {
  COUNTER,
  GAUGE,

  /** A histogram with the 12 bounds of {@link #bounds}. */
  CLASSIC,

  /** A histogram of native buckets only, each some 9 % wider than the one before. */
  NATIVE,

  /** A summary with the quantiles 0.5, 0.95 and 0.99. */
  SUMMARY;

  static double[] bounds() {
    return new double[] {0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
  }

  /** How it is called in the results. */
  String variant() {
    return "type=" + name().toLowerCase(Locale.ROOT);
  }
}
