package dev.narthex.testing.reader;

import dev.narthex.model.MetricType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A metric family as an exposition shows it.
 *
 * @param name the name as {@link dev.narthex.model.Descriptor#name} has it: that of a counter's or
 *     info's samples, {@code _total} and {@code _info} included, in every format
 * @param type the type; {@link MetricType#UNTYPED} if none was said
 * @param help the help text, or null if none was said. Text 0.0.4 takes an empty one for none
 * @param unit the unit, or null if none was said
 * @param series the series in the order they were met; one may be there twice
 * @since 0.1
 */
public record ExposedFamily(
    String name,
    MetricType type,
    @Nullable String help,
    @Nullable String unit,
    List<ExposedSeries> series) {

  /** Makes a family. */
  public ExposedFamily {
    series = List.copyOf(series);
  }
}
