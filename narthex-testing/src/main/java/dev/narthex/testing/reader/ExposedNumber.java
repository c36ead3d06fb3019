package dev.narthex.testing.reader;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A series that is one number: a counter, gauge, info, one state of a state set, or an untyped one.
 *
 * @param labels the labels
 * @param value the value
 * @param createdMillis when a counter began to count, or {@link dev.narthex.model.Millis#NONE}
 * @param exemplar an example of what was counted, or null
 * @param timestampMillis the time given for the sample, or {@link dev.narthex.model.Millis#NONE}
 * @since 0.1
 */
public record ExposedNumber(
    Map<String, String> labels,
    double value,
    long createdMillis,
    @Nullable ExposedExemplar exemplar,
    long timestampMillis)
    implements ExposedSeries {

  /** Makes a series. */
  public ExposedNumber {
    labels = ExposedLabels.copyOf(labels);
  }
}
