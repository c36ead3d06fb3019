package dev.narthex.testing.reader;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Copies of labels that keep their order, which {@link Map#copyOf} does not. */
final class ExposedLabels {

  private ExposedLabels() {}

  static Map<String, String> copyOf(Map<String, String> labels) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }
}
