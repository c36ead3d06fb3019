package dev.narthex.benchmarks.report;

import java.util.Locale;

/**
 * A number that was measured, and how far off it may be.
 *
 * @param error half the distance between the quartiles; NaN where it was measured once
 */
record Estimate(double value, double error) {

  /** This many times the other one, with an error that comes from both, taken as independent. */
  Estimate over(Estimate other) {
    double ratio = value / other.value;
    return new Estimate(ratio, ratio * Math.hypot(relativeError(), other.relativeError()));
  }

  private double relativeError() {
    return Double.isNaN(error) || value == 0 ? 0 : error / value;
  }

  double lower() {
    return Double.isNaN(error) ? value : value - error;
  }

  double upper() {
    return Double.isNaN(error) ? value : value + error;
  }

  /** Such as {@code 12.3 ± 0.4}; just the value if its error is not known or too small to show. */
  String text() {
    String text = text(value, value);
    String errorText = text(error, value);
    boolean tells = !Double.isNaN(error) && errorText.chars().anyMatch(digit -> digit > '0');
    return tells ? text + " ± " + errorText : text;
  }

  static String text(double value) {
    return text(value, value);
  }

  /** Shows a value with as many decimals as a number of that size is worth. */
  private static String text(double value, double size) {
    boolean isWhole = size == Math.rint(size) && Math.abs(size) >= 10;
    int decimals = isWhole || Math.abs(size) >= 100 ? 0 : Math.abs(size) >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
