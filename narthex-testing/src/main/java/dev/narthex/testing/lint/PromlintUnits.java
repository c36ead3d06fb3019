package dev.narthex.testing.lint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The units that promlint knows. */
final class PromlintUnits {

  /** What promlint takes for an abbreviated unit. */
  static final List<String> ABBREVIATIONS =
      List.of("s", "ms", "us", "ns", "sec", "b", "kb", "mb", "gb", "tb", "pb", "m", "h", "d");

  /** With {@code mibi}: promlint does not know {@code mebi}; the check unit-word does. */
  private static final List<String> PREFIXES = List.of(
      "pico", "nano", "micro", "milli", "centi", "deci", "deca", "hecto", "kilo", "kibi", "mega",
      "mibi", "giga", "gibi", "tera", "tebi", "peta", "pebi");

  private static final Map<String, String> BASE_BY_UNIT = baseByUnit();

  private PromlintUnits() {}

  /**
   * A unit in a name.
   *
   * @param found the part of the name that tells it, prefix included
   * @param base the base unit of what it measures
   */
  record Unit(String found, String base) {

    boolean isBase() {
      return found.equals(base);
    }
  }

  /** The first part of a name that is a unit, with or without a prefix; later ones do not count. */
  static Optional<Unit> firstIn(String name) {
    for (String part : name.split("_", -1)) {
      String base = baseOf(part);
      if (base != null) {
        return Optional.of(new Unit(part, base));
      }
    }
    return Optional.empty();
  }

  private static @Nullable String baseOf(String part) {
    String base = BASE_BY_UNIT.get(part);
    if (base != null) {
      return base;
    }
    for (String prefix : PREFIXES) {
      if (part.startsWith(prefix)) {
        String prefixed = BASE_BY_UNIT.get(part.substring(prefix.length()));
        if (prefixed != null) {
          return prefixed;
        }
      }
    }
    return null;
  }

  private static Map<String, String> baseByUnit() {
    Map<String, String> bases = new HashMap<>();
    for (String base : List.of(
        "amperes", "bytes", "celsius", "grams", "joules", "kelvin", "meters", "metres", "seconds",
        "volts")) {
      bases.put(base, base);
    }
    put(bases, "seconds", "minutes", "hours", "days", "weeks");
    put(bases, "kelvin", "kelvins");
    put(bases, "celsius", "fahrenheit", "rankine");
    put(bases, "meters", "inches", "yards", "miles");
    put(bases, "bytes", "bits");
    put(bases, "joules", "calories");
    put(bases, "grams", "pounds", "ounces");
    return Map.copyOf(bases);
  }

  private static void put(Map<String, String> bases, String base, String... units) {
    for (String unit : units) {
      bases.put(unit, base);
    }
  }
}
