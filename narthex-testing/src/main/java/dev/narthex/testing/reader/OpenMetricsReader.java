package dev.narthex.testing.reader;

import dev.narthex.model.MetricType;
import dev.narthex.model.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads OpenMetrics 1.0 text, by its ABNF and its MUSTs. What only the sections on names and labels
 * forbid, a first underscore, is left to linters, as every reader takes it.
 */
final class OpenMetricsReader {

  private final LineCursor line;
  private final ReadBudget budget;
  private final SampleLineReader samples;
  private final List<ExposedFamily> families = new ArrayList<>();

  /** Which family has, or could have, samples of a name: OpenMetrics, section "MetricFamily, Name". */
  private final Map<String, String> owners = new HashMap<>();

  private @Nullable OpenMetricsFamily current;

  OpenMetricsReader(String text, ReadLimits limits) {
    ReadBudget.checkLength(text.length(), limits);
    this.line = new LineCursor(text, limits.maxLineLength());
    this.budget = new ReadBudget(limits, line::error);
    this.samples = new SampleLineReader(line, Dialect.OPENMETRICS, budget);
  }

  List<ExposedFamily> read() {
    while (line.next()) {
      if (line.accept("# EOF")) {
        readEnd();
        return List.copyOf(families);
      }
      if (line.peek() == '#') {
        readMetadata();
      } else if (line.atEnd()) {
        throw line.error("there are no blank lines in OpenMetrics");
      } else {
        readSample();
      }
      if (!line.isTerminated()) {
        throw line.error("the text ends without \"# EOF\", so a part may be missing");
      }
    }
    throw line.error("the text ends without \"# EOF\", so a part may be missing");
  }

  private void readEnd() {
    if (!line.atEnd()) {
      throw line.error("wanted the end of the line after \"# EOF\" but " + line.met());
    }
    finishFamily();
    if (line.next()) {
      throw line.error("wanted nothing after \"# EOF\" but " + line.met());
    }
  }

  /** {@code # TYPE name type}, {@code # UNIT name unit} or {@code # HELP name text}. */
  private void readMetadata() {
    Keyword keyword = keyword();
    int start = line.place();
    String name = line.peek() == '"' ? line.quoted(Dialect.OPENMETRICS, "a name") : line.bareName();
    if (name.isEmpty()) {
      throw line.errorAt(start, "wanted the name of a metric after # " + keyword);
    }
    line.expect(' ', "after the name of the metric");
    OpenMetricsFamily family = announced(name, start);
    if (!family.said.add(keyword)) {
      throw line.errorAt(start, "a second " + keyword + " for " + name);
    }
    switch (keyword) {
      case TYPE -> family.type(type());
      case UNIT -> family.unit = unit(name);
      case HELP -> family.help = line.escapedRest(Dialect.OPENMETRICS);
    }
  }

  /** The kinds of lines that begin with a hash. */
  enum Keyword {
    TYPE,
    UNIT,
    HELP
  }

  private Keyword keyword() {
    for (Keyword keyword : Keyword.values()) {
      if (line.accept("# " + keyword + " ")) {
        return keyword;
      }
    }
    throw line.error("a line with a hash begins with \"# TYPE \", \"# UNIT \" or \"# HELP \", or is"
        + " \"# EOF\"; there are no comments in OpenMetrics");
  }

  private OpenMetricsFamily announced(String name, int start) {
    if (current != null && current.name.equals(name)) {
      if (current.hasSamples()) {
        throw line.errorAt(start, "what is said of " + name + " comes before its samples");
      }
      return current;
    }
    return begin(name);
  }

  private OpenMetricsFamily begin(String name) {
    finishFamily();
    budget.family();
    OpenMetricsFamily family = new OpenMetricsFamily(name);
    current = family;
    return family;
  }

  private MetricType type() {
    int start = line.place();
    String word = line.rest();
    return switch (word) {
      case "counter" -> MetricType.COUNTER;
      case "gauge" -> MetricType.GAUGE;
      case "histogram" -> MetricType.HISTOGRAM;
      case "gaugehistogram" -> MetricType.GAUGE_HISTOGRAM;
      case "stateset" -> MetricType.STATESET;
      case "info" -> MetricType.INFO;
      case "summary" -> MetricType.SUMMARY;
      case "unknown" -> MetricType.UNTYPED;
      default ->
        throw line.errorAt(start, "there is no type " + LineCursor.shown(word) + " in OpenMetrics");
    };
  }

  private @Nullable String unit(String name) {
    int start = line.place();
    String unit = line.rest();
    for (int i = 0; i < unit.length(); i++) {
      if (!Names.isLegacyMetricChar(unit.charAt(i), false)) {
        throw line.errorAt(start + i, "a unit has letters, digits, underscores and colons alone");
      }
    }
    if (unit.isEmpty()) {
      return null;
    }
    if (!name.endsWith("_" + unit)) {
      throw line.errorAt(
          start, name + " has to end in its unit: \"_" + unit + "\" is missing there");
    }
    return unit;
  }

  private void readSample() {
    int start = line.place();
    SampleLine sample = samples.read();
    OpenMetricsFamily family = familyOf(sample, start);
    guarded(start, family, () -> {
      claimNames(family);
      family.add(sample);
    });
  }

  /** The family whose lines are being read, if the sample can be part of it, or a new one. */
  private OpenMetricsFamily familyOf(SampleLine sample, int start) {
    OpenMetricsFamily family = current;
    if (family == null) {
      return begin(sample.name());
    }
    if (family.hasSampleName(sample.name())) {
      return family;
    }
    if (family.name.equals(sample.name())) {
      throw line.errorAt(start, family.wrongSampleName());
    }
    return begin(sample.name());
  }

  private void finishFamily() {
    OpenMetricsFamily family = current;
    if (family != null) {
      guarded(line.place(), family, () -> {
        claimNames(family);
        families.add(family.finish());
      });
      current = null;
    }
  }

  /** Marks the names that samples of a family may have, once its type is known. */
  private void claimNames(OpenMetricsFamily family) {
    if (family.namesAreClaimed) {
      return;
    }
    family.namesAreClaimed = true;
    for (String name : family.claimedNames()) {
      String owner = owners.putIfAbsent(name, family.name);
      if (owner != null) {
        throw new IllegalArgumentException(
            owner.equals(family.name)
                ? "lines of this family stand apart; all lines of a family stand together"
                : "family " + owner + " may have samples named " + name + " too");
      }
    }
  }

  /** Gives an error of a family its name and place. */
  private void guarded(int place, OpenMetricsFamily family, Runnable step) {
    try {
      step.run();
    } catch (IllegalArgumentException e) {
      throw line.errorAt(place, family.name + ": " + e.getMessage());
    }
  }
}
