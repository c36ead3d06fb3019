package dev.narthex.it;

import dev.narthex.model.Millis;
import java.util.SortedMap;

/**
 * One series in the storage of Prometheus, after scrapes of a target that does not change.
 *
 * @param labels all labels, {@code __name__} among them, without those of the target
 * @param value the value of every sample
 * @param createdMillis the time of a sample of value 0 before all others, or {@link Millis#NONE}
 * @param timestampMillis the time that the target gave for the value; {@link Millis#NONE} for the
 *     time of the scrape
 */
record Sample(
    SortedMap<String, String> labels, double value, long createdMillis, long timestampMillis) {

  String name() {
    return labels.get("__name__");
  }

  /** Equal for equal samples: both zeros are one number here, because text has only one. */
  @Override
  public String toString() {
    return labels
        + " "
        + (value + 0.0)
        + (createdMillis == Millis.NONE ? "" : " created at " + createdMillis)
        + (timestampMillis == Millis.NONE ? "" : " taken at " + timestampMillis);
  }
}
