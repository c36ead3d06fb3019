package dev.narthex.model;

/**
 * An example of what a sample counted: one observed value, with labels that lead to more about it,
 * such as a trace id.
 *
 * @param labels where to find more; at most {@link #MAX_LABEL_CODE_POINTS} code points over all
 *     names and values
 * @param value the observed value
 * @param timestampMillis when it was observed, in milliseconds since the epoch, or {@link
 *     Millis#NONE}
 * @since 0.1
 */
public record Exemplar(Labels labels, double value, long timestampMillis) {

  /** The limit of OpenMetrics 1.0, section "Exemplars", and of Prometheus. */
  public static final int MAX_LABEL_CODE_POINTS = 128;

  /**
   * Makes an exemplar.
   *
   * @throws IllegalArgumentException if the labels are too long together
   */
  public Exemplar {
    int length = 0;
    for (int i = 0; i < labels.size(); i++) {
      length += codePoints(labels.name(i)) + codePoints(labels.value(i));
    }
    if (length > MAX_LABEL_CODE_POINTS) {
      throw new IllegalArgumentException(
          "The labels of an exemplar may have %d characters together but %s has %d. Keep only an id."
              .formatted(MAX_LABEL_CODE_POINTS, labels, length));
    }
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }
}
