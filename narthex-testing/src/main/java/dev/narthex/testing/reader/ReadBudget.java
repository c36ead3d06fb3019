package dev.narthex.testing.reader;

/** What is left of the {@link ReadLimits} while one exposition is read. */
final class ReadBudget {

  /** Makes an error at the place that is being read. */
  @FunctionalInterface
  interface Place {
    ReadException error(String fault);
  }

  private final ReadLimits limits;
  private final Place place;
  private int families;
  private int samples;

  ReadBudget(ReadLimits limits, Place place) {
    this.limits = limits;
    this.place = place;
  }

  static void checkLength(long length, ReadLimits limits) {
    if (length > limits.maxBytes()) {
      throw ReadException.ofWhole(
          "The exposition is longer than " + limits.maxBytes() + hint("bytes", "withMaxBytes"));
    }
  }

  void family() {
    if (++families > limits.maxFamilies()) {
      throw over(limits.maxFamilies(), "families", "withMaxFamilies");
    }
  }

  void sample() {
    if (++samples > limits.maxSamples()) {
      throw over(limits.maxSamples(), "samples", "withMaxSamples");
    }
  }

  /** One more label where there are some already. */
  void label(int already) {
    if (already >= limits.maxLabels()) {
      throw over(limits.maxLabels(), "labels of one series", "withMaxLabels");
    }
  }

  private ReadException over(int limit, String what, String call) {
    return place.error("there are more than " + limit + hint(what, call));
  }

  private static String hint(String what, String call) {
    return " " + what + ". If so many are meant, allow them with ReadLimits." + call + "(…).";
  }
}
