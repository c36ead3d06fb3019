package dev.narthex.testing.lint;

import dev.narthex.testing.reader.ExposedFamily;
import dev.narthex.testing.reader.ExposedSeries;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The values of a family's labels. */
final class LabelValues {

  private LabelValues() {}

  /** Each value once, in the order they were met, by the labels in order of their names. */
  static Map<String, Set<String>> byLabel(ExposedFamily family) {
    Map<String, Set<String>> values = new TreeMap<>();
    for (ExposedSeries series : family.series()) {
      series
          .labels()
          .forEach((label, value) ->
              values.computeIfAbsent(label, l -> new LinkedHashSet<>()).add(value));
    }
    return values;
  }
}
