package dev.narthex.testing.reader;

import dev.narthex.model.Exemplar;
import dev.narthex.model.Millis;
import dev.narthex.model.Names;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of the form {@code name{label="value",…} value [time] [# {label="value"} value
 * [time]]}. A name outside the legacy alphabet stands in quotes, that of the metric among its
 * labels: {@code {"name",label="value"}}.
 */
final class SampleLineReader {

  private static final double MILLIS_PER_SECOND = 1000;

  /** Times up to here, either way, are exact milliseconds in a double. */
  private static final double MAX_SECONDS = 0x1p53 / MILLIS_PER_SECOND;

  private final LineCursor line;
  private final Dialect dialect;
  private final ReadBudget budget;

  SampleLineReader(LineCursor line, Dialect dialect, ReadBudget budget) {
    this.line = line;
    this.dialect = dialect;
    this.budget = budget;
  }

  SampleLine read() {
    budget.sample();
    Map<String, String> labels = new LinkedHashMap<>();
    String name = nameAndLabels(labels);
    gap("before the value");
    double value = line.number("the value");
    double seconds = Double.NaN;
    long millis = Millis.NONE;
    ExposedExemplar exemplar = null;
    if (dialect == Dialect.TEXT) {
      if (!line.atEnd()) {
        line.skipBlanks();
        millis = wholeMillis();
        seconds = millis / MILLIS_PER_SECOND;
      }
    } else {
      if (!line.atEnd() && !line.accept(" # ")) {
        line.expect(' ', "before the time");
        seconds = seconds();
        millis = millis(seconds);
        exemplar = line.accept(" # ") ? exemplar() : null;
      } else if (!line.atEnd()) {
        exemplar = exemplar();
      }
    }
    if (!line.atEnd()) {
      throw line.error("wanted the end of the line but " + line.met());
    }
    return new SampleLine(name, labels, value, seconds, millis, exemplar);
  }

  private String nameAndLabels(Map<String, String> labels) {
    int start = line.place();
    String name = line.bareName();
    if (!name.isEmpty() && "{ \t\n".indexOf(line.peek()) < 0) {
      throw line.error("a name with another character stands in quotes, in the braces; after "
          + name
          + " we "
          + line.met());
    }
    blanks();
    if (!name.isEmpty()) {
      if (line.accept('{')) {
        String second = labels(labels, false);
        assert second == null;
      }
      return name;
    }
    if (!line.accept('{')) {
      throw line.error("wanted the name of a metric but " + line.met());
    }
    String quoted = labels(labels, true);
    if (quoted == null) {
      throw line.errorAt(
          start, "there is no name of a metric, neither before the braces nor in them");
    }
    return quoted;
  }

  /**
   * Reads labels up to the closing brace.
   *
   * @return the name of the metric, if it stands among them
   */
  private @Nullable String labels(Map<String, String> labels, boolean nameMayBeHere) {
    String metric = null;
    blanks();
    if (line.accept('}')) {
      return null;
    }
    while (true) {
      int start = line.place();
      boolean isQuoted = line.peek() == '"';
      String name = name();
      blanks();
      if (isQuoted && nameMayBeHere && line.peek() != '=') {
        if (metric != null) {
          throw line.errorAt(start, "a second name of the metric; one stands among the labels");
        }
        metric = name;
      } else {
        label(labels, name, start);
      }
      blanks();
      if (line.accept('}')) {
        return metric;
      }
      line.expect(',', "or '}' after " + (labels.isEmpty() ? "the name" : "a label"));
      blanks();
      if (dialect.isLoose() && line.accept('}')) {
        return metric;
      }
    }
  }

  /** The name of a label or, in quotes, of a metric. */
  private String name() {
    int start = line.place();
    if (line.peek() == '"') {
      String name = line.quoted(dialect, "a name");
      if (name.isEmpty()) {
        throw line.errorAt(start, "a name cannot be empty");
      }
      return name;
    }
    String name = line.bareName();
    if (name.isEmpty()) {
      throw line.error("wanted the name of a label but " + line.met());
    }
    if (!Names.isLegacyLabelName(name)) {
      throw line.errorAt(start, "a colon in the name of a label, " + name + ", wants quotes");
    }
    return name;
  }

  private void label(Map<String, String> labels, String name, int start) {
    budget.label(labels.size());
    line.expect('=', "after the name of a label");
    blanks();
    String value = line.quoted(dialect, "the value of a label");
    checkLabel(name, start);
    if (labels.put(name, value) != null) {
      throw line.errorAt(start, "label " + LineCursor.shown(name) + " is there twice");
    }
  }

  private void checkLabel(String name, int start) {
    if (name.equals("__name__")) {
      throw line.errorAt(start, "label \"__name__\" is reserved for the name of the metric");
    }
  }

  /** OpenMetrics: {@code labels SP number [SP timestamp]} after {@code SP # SP}. */
  private ExposedExemplar exemplar() {
    line.expect('{', "before the labels of an exemplar");
    Map<String, String> labels = new LinkedHashMap<>();
    int start = line.place();
    String metric = labels(labels, false);
    assert metric == null;
    int codePoints = codePoints(labels);
    if (codePoints > Exemplar.MAX_LABEL_CODE_POINTS) {
      throw line.errorAt(
          start,
          "the labels of an exemplar have "
              + codePoints
              + " code points, and may have "
              + Exemplar.MAX_LABEL_CODE_POINTS);
    }
    gap("before the value of an exemplar");
    double value = line.number("the value of an exemplar");
    long millis = Millis.NONE;
    if (line.accept(' ')) {
      millis = millis(seconds());
    }
    return new ExposedExemplar(labels, value, millis);
  }

  private static int codePoints(Map<String, String> labels) {
    int sum = 0;
    for (Map.Entry<String, String> label : labels.entrySet()) {
      sum += label.getKey().codePointCount(0, label.getKey().length());
      sum += label.getValue().codePointCount(0, label.getValue().length());
    }
    return sum;
  }

  private long wholeMillis() {
    int start = line.place();
    String word = line.word();
    try {
      long millis = Long.parseLong(word);
      if (millis != Millis.NONE) {
        return millis;
      }
    } catch (NumberFormatException e) {
      // Told below, with the place.
    }
    throw line.errorAt(
        start, "wanted whole milliseconds as time but met " + LineCursor.shown(word));
  }

  private double seconds() {
    int start = line.place();
    String word = line.word();
    double seconds = Numbers.isDecimal(word) ? Numbers.parse(word) : Double.NaN;
    if (!(Math.abs(seconds) <= MAX_SECONDS)) {
      throw line.errorAt(start, "wanted seconds as time but met " + LineCursor.shown(word));
    }
    return seconds;
  }

  /** Seconds since the epoch in milliseconds. */
  static long millis(double seconds) {
    return Math.round(seconds * MILLIS_PER_SECOND);
  }

  static boolean isTime(double seconds) {
    return Math.abs(seconds) <= MAX_SECONDS;
  }

  private void gap(String where) {
    if (dialect.isLoose()) {
      line.skipBlanks();
    } else {
      line.expect(' ', where);
    }
  }

  private void blanks() {
    if (dialect.isLoose()) {
      line.skipBlanks();
    }
  }
}
