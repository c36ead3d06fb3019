package dev.narthex.it;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What two collections do not share, one line for each element, short enough to be read. */
final class Difference {

  private static final int MAX_LENGTH = 400;

  private Difference() {}

  /** The lines of the difference, none if both have the same elements as often. */
  static List<String> between(Collection<?> expected, Collection<?> actual) {
    List<String> difference = new ArrayList<>();
    subtract(lines(expected), lines(actual)).forEach(line -> difference.add("missing: " + line));
    subtract(lines(actual), lines(expected)).forEach(line -> difference.add("surplus: " + line));
    return difference.stream().map(Difference::shortened).toList();
  }

  private static List<String> lines(Collection<?> elements) {
    return elements.stream().map(Object::toString).sorted().toList();
  }

  private static List<String> subtract(List<String> from, List<String> lines) {
    List<String> rest = new ArrayList<>(from);
    lines.forEach(rest::remove);
    return rest;
  }

  private static String shortened(String line) {
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
  }
}
