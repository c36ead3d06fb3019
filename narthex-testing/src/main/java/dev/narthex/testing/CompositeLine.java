package dev.narthex.testing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line whose value is composite, cut into its parts.
 *
 * @param sample name and labels
 * @param fields what is between the braces of the value
 * @param rest what follows the value, with the blank before it: a timestamp, or nothing
 */
record CompositeLine(String sample, String fields, String rest) {

  /** Exemplars and start times do not take part in comparisons. */
  private static final Pattern LEFT_ASIDE = Pattern.compile("\\s+(?:#.*|st@\\S+)");

  private static final Pattern BEGIN = Pattern.compile("\\{\\s*g?(?:count|sum)\\s*:");

  /** Takes a sample line apart; null if its value is a number. */
  static @Nullable CompositeLine of(String line) {
    Matcher begin = BEGIN.matcher(line);
    int from = 0;
    while (begin.find(from)) {
      int end = line.indexOf('}', begin.end());
      if (!isQuoted(line, begin.start()) && end >= 0) {
        return new CompositeLine(
            line.substring(0, begin.start()).strip(),
            line.substring(begin.start() + 1, end),
            LEFT_ASIDE.matcher(line.substring(end + 1).stripTrailing()).replaceAll(""));
      }
      from = begin.end();
    }
    return null;
  }

  /** Whether a place is inside a label value or a quoted name. */
  private static boolean isQuoted(String line, int place) {
    boolean quoted = false;
    for (int i = 0; i < place; i++) {
      if (line.charAt(i) == '\\' && quoted) {
        i++;
      } else if (line.charAt(i) == '"') {
        quoted = !quoted;
      }
    }
    return quoted;
  }
}
