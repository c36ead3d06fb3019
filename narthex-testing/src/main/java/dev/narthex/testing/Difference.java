package dev.narthex.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * In which lines two expositions differ:
 *
 * <pre>
 * 1 line missing, 1 line different
 * --- exposed
 * +++ expected
 *  # TYPE jobs_total counter
 * -jobs_total{queue="a"} 3
 * +jobs_total{queue="a"} 4
 * +jobs_total{queue="b"} 1
 * </pre>
 *
 * <p>Read it as a patch: it changes what is exposed into what was expected. A line with {@code -} is
 * exposed and was not expected; one with {@code +} was expected and is missing; where the same line
 * says something else, the two stand one above the other. Families come by name and series by their
 * labels, as in a scrape, whatever the order of the two texts was. Long stretches of equal lines, and
 * what is past {@link #MAX_LINES}, are only counted.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class Difference {

  /** How many lines of a difference are shown. */
  public static final int MAX_LINES = 500;

  /** How many equal lines are shown before and after what differs. */
  private static final int CONTEXT = 3;

  private final int missing;
  private final int surplus;
  private final int different;
  private final List<Entry> entries;

  /** A line with what it is: {@code ' '} for equal, or {@code '-'}, {@code '+'}. */
  private record Entry(char sign, String text) {}

  private Difference(int missing, int surplus, int different, List<Entry> entries) {
    this.missing = missing;
    this.surplus = surplus;
    this.different = different;
    this.entries = entries;
  }

  /** Both lists are by place, so going through them side by side finds which lines belong together. */
  static Difference between(Exposition exposed, Exposition expected) {
    Detail detail = Detail.common(exposed, expected);
    List<Line> got = LineWriter.lines(exposed.families(), detail);
    List<Line> wanted = LineWriter.lines(expected.families(), detail);
    List<Entry> entries = new ArrayList<>();
    int missing = 0;
    int surplus = 0;
    int different = 0;
    int i = 0;
    int j = 0;
    while (i < got.size() || j < wanted.size()) {
      int order = order(got, i, wanted, j);
      if (order < 0) {
        entries.add(new Entry('-', got.get(i++).text()));
        surplus++;
      } else if (order > 0) {
        entries.add(new Entry('+', wanted.get(j++).text()));
        missing++;
      } else if (got.get(i).text().equals(wanted.get(j).text())) {
        entries.add(new Entry(' ', got.get(i++).text()));
        j++;
      } else {
        entries.add(new Entry('-', got.get(i++).text()));
        entries.add(new Entry('+', wanted.get(j++).text()));
        different++;
      }
    }
    return new Difference(missing, surplus, different, entries);
  }

  private static int order(List<Line> got, int i, List<Line> wanted, int j) {
    if (i == got.size()) {
      return 1;
    }
    return j == wanted.size() ? -1 : Line.BY_PLACE.compare(got.get(i), wanted.get(j));
  }

  /**
   * Whether there is none.
   *
   * @return whether the expositions are equal in what was compared
   */
  public boolean isEmpty() {
    return missing + surplus + different == 0;
  }

  /**
   * How many lines were expected and are not exposed.
   *
   * @return 0 or more
   */
  public int missing() {
    return missing;
  }

  /**
   * How many lines are exposed and were not expected.
   *
   * @return 0 or more
   */
  public int surplus() {
    return surplus;
  }

  /**
   * How many lines say something else than was expected.
   *
   * @return 0 or more
   */
  public int different() {
    return different;
  }

  /**
   * The difference as text.
   *
   * @param coloured whether to colour the lines for a terminal, by ANSI escapes
   * @return several lines, each with its end; empty if there is no difference
   */
  public String text(boolean coloured) {
    if (isEmpty()) {
      return "";
    }
    return counts() + '\n' + unified("exposed", "expected", coloured);
  }

  /**
   * The difference as text, without the line that counts.
   *
   * @param exposed what to call the side whose lines begin with {@code -}
   * @param expected what to call the side whose lines begin with {@code +}
   * @param coloured whether to colour the lines for a terminal, by ANSI escapes
   * @return several lines, each with its end; empty if there is no difference
   */
  public String unified(String exposed, String expected, boolean coloured) {
    if (isEmpty()) {
      return "";
    }
    Paint paint = coloured ? Paint.ANSI : Paint.NONE;
    StringBuilder text = new StringBuilder();
    paint.line(text, '-', "--- " + exposed);
    paint.line(text, '+', "+++ " + expected);
    int shown = 0;
    int leftOut = 0;
    for (int i = 0; i < entries.size(); i++) {
      if (!isNearADifference(i)) {
        leftOut++;
        continue;
      }
      if (shown++ == MAX_LINES) {
        paint.line(text, '…', "… and " + (entries.size() - i) + " more lines");
        return text.toString();
      }
      leftOut(leftOut, text, paint);
      leftOut = 0;
      paint.line(
          text, entries.get(i).sign(), entries.get(i).sign() + entries.get(i).text());
    }
    leftOut(leftOut, text, paint);
    return text.toString();
  }

  private boolean isNearADifference(int i) {
    int end = Math.min(i + CONTEXT + 1, entries.size());
    return entries.subList(Math.max(0, i - CONTEXT), end).stream().anyMatch(e -> e.sign() != ' ');
  }

  private static void leftOut(int lines, StringBuilder text, Paint paint) {
    if (lines > 0) {
      paint.line(text, '…', "… " + lines + (lines == 1 ? " equal line …" : " equal lines …"));
    }
  }

  private String counts() {
    List<String> counts = new ArrayList<>();
    if (missing > 0) {
      counts.add(missing + (missing == 1 ? " line missing" : " lines missing"));
    }
    if (surplus > 0) {
      counts.add(surplus + (surplus == 1 ? " line surplus" : " lines surplus"));
    }
    if (different > 0) {
      counts.add(different + (different == 1 ? " line different" : " lines different"));
    }
    return String.join(", ", counts);
  }

  /** The difference as text, with colours only if this program writes to a terminal. */
  @Override
  public String toString() {
    return text(Paint.isWanted());
  }
}
