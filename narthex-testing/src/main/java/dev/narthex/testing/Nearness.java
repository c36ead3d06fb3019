package dev.narthex.testing;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds the names that somebody may have meant. */
final class Nearness {

  /** How many names a message lists. */
  private static final int MAX_LISTED = 10;

  private Nearness() {}

  /** The end of a message that a name is not there: what is, the most alike first, a line each. */
  static String listed(String name, Collection<String> names) {
    String list = String.join("\n  ", nearest(name, names, MAX_LISTED));
    int more = names.size() - MAX_LISTED;
    return " The names most like it:\n  " + list + (more > 0 ? "\n  and " + more + " more" : "");
  }

  /** The names most like a given one, the most alike first. */
  static List<String> nearest(String name, Collection<String> names, int max) {
    return names.stream()
        .sorted(Comparator.comparingInt((String other) -> changes(name, other))
            .thenComparing(Comparator.naturalOrder()))
        .limit(max)
        .toList();
  }

  /** How many characters must be put in, taken out or changed (Levenshtein's distance). */
  private static int changes(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
