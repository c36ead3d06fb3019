package dev.narthex.testing;

import java.util.Comparator;
import java.util.Iterator;
import java.util.SortedMap;

/**
 * One line of an exposition with its place in it. Lines of two expositions that have the same place
 * say the same thing, if in other words.
 *
 * @param family the family it belongs to
 * @param labels the labels of its series, the most important for its place first; none for a line of
 *     the head
 * @param part which line of the head or of the series it is
 * @param bound tells the buckets and quantiles of a series apart; 0 for other lines
 * @param text the line itself
 */
record Line(String family, SortedMap<String, String> labels, Part part, double bound, String text) {

  /** The lines of a family in their order: first all of its head, then series by series. */
  enum Part {
    HELP,
    TYPE,
    UNIT,
    SAMPLE,
    BUCKET,
    SUM,
    COUNT
  }

  /** Families by name, series as a registry orders them: fewer labels first, then by their values. */
  static final Comparator<Line> BY_PLACE = Comparator.comparing(Line::family)
      .thenComparing(line -> line.part.compareTo(Part.SAMPLE) >= 0)
      .thenComparing(Line::labels, Line::compareLabels)
      .thenComparing(Line::part)
      .thenComparingDouble(Line::bound);

  private static int compareLabels(SortedMap<String, String> one, SortedMap<String, String> other) {
    int order = Integer.compare(one.size(), other.size());
    if (order != 0 || one.equals(other)) {
      return order;
    }
    order = compareEach(one.values(), other.values());
    return order != 0 ? order : compareEach(one.keySet(), other.keySet());
  }

  private static int compareEach(Iterable<String> some, Iterable<String> others) {
    Iterator<String> other = others.iterator();
    for (String one : some) {
      int order = one.compareTo(other.next());
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
