package dev.narthex.testing.reader;

import dev.narthex.model.MetricType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads text 0.0.4 (Prometheus, "Exposition formats", "Text-based format"; what it leaves open is
 * decided as in Prometheus's {@code expfmt}). Lines of a family may stand anywhere.
 */
final class TextFormatReader {

  private final LineCursor line;
  private final ReadBudget budget;
  private final SampleLineReader samples;
  private final Map<String, TextFamily> families = new LinkedHashMap<>();

  TextFormatReader(String text, ReadLimits limits) {
    ReadBudget.checkLength(text.length(), limits);
    this.line = new LineCursor(text, limits.maxLineLength());
    this.budget = new ReadBudget(limits, line::error);
    this.samples = new SampleLineReader(line, Dialect.TEXT, budget);
  }

  List<ExposedFamily> read() {
    while (line.next()) {
      line.skipBlanks();
      if (line.peek() == '#') {
        readComment();
      } else if (!line.atEnd()) {
        readSample();
      } else {
        continue; // Even the last line may be blank without an end.
      }
      if (!line.isTerminated()) {
        throw line.error("the last line does not end in a line feed");
      }
    }
    List<ExposedFamily> read = new ArrayList<>();
    for (TextFamily family : families.values()) {
      if (!family.isEmpty()) {
        read.add(family.exposed());
      }
    }
    return List.copyOf(read);
  }

  /** {@code # HELP name text} or {@code # TYPE name type}. All else is for people. */
  private void readComment() {
    line.accept('#');
    line.skipBlanks();
    String keyword = line.word();
    boolean isHelp = keyword.equals("HELP");
    if (!isHelp && !keyword.equals("TYPE")) {
      line.rest();
      return;
    }
    line.skipBlanks();
    if (line.atEnd()) {
      return;
    }
    int start = line.place();
    String name = line.peek() == '"' ? line.quoted(Dialect.TEXT, "a name") : line.bareName();
    if (name.isEmpty() || !(line.atEnd() || LineCursor.isBlank(line.peek()))) {
      throw line.error("wanted the name of a metric after # " + keyword + " but " + line.met());
    }
    line.skipBlanks();
    if (line.atEnd()) {
      return;
    }
    TextFamily family = familyOf(name);
    if (isHelp) {
      if (family.help != null) {
        throw line.errorAt(start, "a second HELP for " + name);
      }
      family.help = line.escapedRest(Dialect.TEXT);
    } else {
      if (family.type != null) {
        throw line.errorAt(start, "a second TYPE for " + name + ", or one after its samples");
      }
      family.type = type();
    }
  }

  private MetricType type() {
    int start = line.place();
    String word = line.rest();
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "counter" -> MetricType.COUNTER;
      case "gauge" -> MetricType.GAUGE;
      case "summary" -> MetricType.SUMMARY;
      case "untyped" -> MetricType.UNTYPED;
      case "histogram" -> MetricType.HISTOGRAM;
      case "gauge_histogram", "gaugehistogram" -> MetricType.GAUGE_HISTOGRAM;
      default ->
        throw line.errorAt(start, "there is no type " + LineCursor.shown(word) + " in text 0.0.4");
    };
  }

  private void readSample() {
    int start = line.place();
    SampleLine sample = samples.read();
    TextFamily family = familyOf(sample.name());
    if (family.type == null) {
      family.type = MetricType.UNTYPED;
    }
    try {
      family.add(sample);
    } catch (IllegalArgumentException e) {
      throw line.errorAt(start, String.valueOf(e.getMessage()));
    }
  }

  /** The family that a line with this name belongs to, made at need. */
  private TextFamily familyOf(String name) {
    TextFamily family = families.get(name);
    if (family == null) {
      family = distributionWith(name);
    }
    if (family == null) {
      budget.family();
      family = new TextFamily(name);
      families.put(name, family);
    }
    return family;
  }

  /** The summary or histogram, already declared, that has samples of this name. */
  private @Nullable TextFamily distributionWith(String name) {
    for (String suffix : TextFamily.SUFFIXES) {
      if (name.endsWith(suffix)) {
        TextFamily family = families.get(name.substring(0, name.length() - suffix.length()));
        if (family != null && family.hasSuffix(suffix)) {
          return family;
        }
      }
    }
    return null;
  }
}
