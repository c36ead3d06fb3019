package dev.narthex.testing;

import dev.narthex.model.Millis;
import dev.narthex.testing.reader.ExposedFamily;
import dev.narthex.testing.reader.ExposedHistogram;
import dev.narthex.testing.reader.ExposedSeries;
import dev.narthex.testing.reader.ExpositionReader;
import dev.narthex.testing.reader.ReadException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads what a person wrote down as expected. The strict reader does the work; this only prepares the
 * text for it: indentation is taken away, and where a composite value stands, a bucket of all
 * observations stands in for it until the series has been read.
 */
final class ExpectedText {

  private static final String EOF = "# EOF";

  private final boolean openMetrics;
  private final List<Composite> composites = new ArrayList<>();

  /** A composite value and the series it belongs to. */
  private record Composite(
      int line, String family, Map<String, String> labels, CompositeValue value) {}

  private ExpectedText(boolean openMetrics) {
    this.openMetrics = openMetrics;
  }

  static Exposition read(String text) {
    // Not String.lines(): a carriage return may be part of a label value.
    List<String> lines = Stream.of(text.split("\n")).map(String::stripLeading).toList();
    boolean openMetrics = lines.stream().anyMatch(line -> line.stripTrailing().equals(EOF));
    return new ExpectedText(openMetrics).read(lines);
  }

  private Exposition read(List<String> lines) {
    StringBuilder prepared = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() || !openMetrics) { // OpenMetrics has no empty lines
        prepared.append(line(i + 1, line)).append('\n');
      }
    }
    List<ExposedFamily> families = parse(prepared.toString());
    for (Composite composite : composites) {
      families = withComposite(families, composite);
    }
    return new Exposition(families, openMetrics ? Origin.OPENMETRICS : Origin.TEXT);
  }

  private List<ExposedFamily> parse(String text) {
    try {
      return openMetrics ? ExpositionReader.openMetrics(text) : ExpositionReader.text(text);
    } catch (ReadException e) {
      throw new IllegalArgumentException("The expected text cannot be read. " + e.getMessage(), e);
    }
  }

  private String line(int number, String line) {
    if (line.startsWith("#")) {
      return line;
    }
    CompositeLine composite = CompositeLine.of(line);
    if (composite == null) {
      return line;
    }
    try {
      CompositeValue value = CompositeReader.read(composite.fields());
      ExposedFamily alone = ExpositionReader.text(composite.sample() + " 0\n").get(0);
      Map<String, String> labels = alone.series().get(0).labels();
      composites.add(new Composite(number, alone.name(), labels, value));
      NumberSpelling numbers = new NumberSpelling(Detail.TEXT.notation());
      String all = numbers.count(value.count().orElse(0));
      return Quoting.sample(alone.name() + "_bucket", withInfinity(labels)) + " " + all
          + composite.rest();
    } catch (IllegalArgumentException | ReadException e) {
      throw wrong(number, String.valueOf(e.getMessage()), e);
    }
  }

  private static Map<String, String> withInfinity(Map<String, String> labels) {
    Map<String, String> all = new LinkedHashMap<>(labels);
    all.put("le", "+Inf");
    return all;
  }

  private static IllegalArgumentException wrong(int line, String reason, Throwable cause) {
    return new IllegalArgumentException(
        "The expected text cannot be read. Line " + line + ": " + reason + ".", cause);
  }

  /** Gives the series of a composite value what that value says. */
  private static List<ExposedFamily> withComposite(
      List<ExposedFamily> families, Composite composite) {
    List<ExposedFamily> replaced = new ArrayList<>();
    boolean found = false;
    for (ExposedFamily family : families) {
      List<ExposedSeries> all = new ArrayList<>();
      for (ExposedSeries series : family.series()) {
        if (family.name().equals(composite.family())
            && series instanceof ExposedHistogram histogram
            && series.labels().equals(composite.labels())) {
          found = true;
          all.add(withValue(histogram, composite.value()));
        } else {
          all.add(series);
        }
      }
      replaced.add(
          new ExposedFamily(family.name(), family.type(), family.help(), family.unit(), all));
    }
    if (!found) {
      String name = Quoting.inComment(composite.family());
      throw wrong(
          composite.line(),
          "A composite value belongs to a histogram, but no line \"# TYPE " + name
              + " histogram\" comes before it",
          new IllegalStateException("no histogram " + name));
    }
    return replaced;
  }

  private static ExposedHistogram withValue(ExposedHistogram histogram, CompositeValue value) {
    return new ExposedHistogram(
        histogram.labels(),
        value.count(),
        value.sum(),
        value.buckets().isEmpty() ? histogram.buckets() : value.buckets(),
        value.nativePart(),
        Millis.NONE,
        histogram.timestampMillis());
  }
}
