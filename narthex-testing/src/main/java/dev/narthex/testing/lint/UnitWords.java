package dev.narthex.testing.lint;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Words for units that promlint does not know, and that hardly mean anything else. */
final class UnitWords {

  private static final Map<String, String> BASE_BY_WORD = baseByWord();

  private UnitWords() {}

  /** The first part of a name that is such a word. */
  static Optional<PromlintUnits.Unit> firstIn(String name) {
    for (String part : name.toLowerCase(Locale.ROOT).split("_", -1)) {
      String base = BASE_BY_WORD.get(part);
      if (base != null) {
        return Optional.of(new PromlintUnits.Unit(part, base));
      }
    }
    return Optional.empty();
  }

  private static Map<String, String> baseByWord() {
    Map<String, String> bases = new HashMap<>();
    put(
        bases, "seconds", "millis", "micros", "nanos", "msec", "msecs", "usec", "usecs", "nsec",
        "nsecs", "secs", "mins", "hrs");
    put(
        bases,
        "bytes",
        "mebibytes",
        "exabytes",
        "exbibytes",
        "kbytes",
        "mbytes",
        "gbytes",
        "kib",
        "mib",
        "gib",
        "tib",
        "pib");
    put(bases, "ratio", "percent", "percents", "percentage", "pct", "permille");
    return Map.copyOf(bases);
  }

  private static void put(Map<String, String> bases, String base, String... words) {
    List.of(words).forEach(word -> bases.put(word, base));
  }
}
