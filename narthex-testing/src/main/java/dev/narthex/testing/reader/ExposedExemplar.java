package dev.narthex.testing.reader;

import java.util.Map;

/**
 * An exemplar as an exposition shows it.
 *
 * @param labels the labels, such as a trace id
 * @param value the observed value
 * @param timestampMillis when it was observed, or {@link dev.narthex.model.Millis#NONE}
 * @since 0.1
 */
public record ExposedExemplar(Map<String, String> labels, double value, long timestampMillis) {

  /** Makes an exemplar. */
  public ExposedExemplar {
    labels = ExposedLabels.copyOf(labels);
  }
}
