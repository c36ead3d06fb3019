package dev.narthex.testing.reader;

import java.util.Map;
import java.util.TreeMap;

/**
 * One text for each set of labels, whatever their order. A text, not the map itself, so that labels
 * chosen to have the same hash code cannot make a search long.
 */
final class SeriesKey {

  private SeriesKey() {}

  static String of(Map<String, String> labels) {
    if (labels.isEmpty()) {
      return "";
    }
    StringBuilder key = new StringBuilder();
    Map<String, String> sorted = labels.size() == 1 ? labels : new TreeMap<>(labels);
    for (Map.Entry<String, String> label : sorted.entrySet()) {
      append(key, label.getKey());
      append(key, label.getValue());
    }
    return key.toString();
  }

  /** The length goes first, so that no two lists of texts become one. */
  private static void append(StringBuilder key, String text) {
    key.append(text.length()).append(':').append(text);
  }
}
