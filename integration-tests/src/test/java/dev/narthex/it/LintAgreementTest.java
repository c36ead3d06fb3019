package dev.narthex.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.it.Promtool.Verdict;
import dev.narthex.testing.lint.Lint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The promise of {@link Lint#promlint}: it finds what {@code promtool check metrics} finds, line by
 * line, in whatever promtool can read.
 */
class LintAgreementTest {

  private static final List<String> UNITS = List.of(
      "amperes",
      "bytes",
      "celsius",
      "grams",
      "joules",
      "kelvin",
      "kelvins",
      "meters",
      "metres",
      "seconds",
      "volts",
      "minutes",
      "hours",
      "days",
      "weeks",
      "fahrenheit",
      "rankine",
      "inches",
      "yards",
      "miles",
      "bits",
      "calories",
      "pounds",
      "ounces",
      "hertz",
      "ratio",
      "Seconds");

  private static final List<String> PREFIXES = List.of(
      "", "pico", "nano", "micro", "milli", "centi", "deci", "deca", "hecto", "kilo", "kibi",
      "mega", "mibi", "mebi", "giga", "gibi", "tera", "tebi", "peta", "pebi", "exa");

  private static final List<String> PARTS = List.of(
      "s",
      "ms",
      "us",
      "ns",
      "sec",
      "b",
      "kb",
      "mb",
      "gb",
      "tb",
      "pb",
      "m",
      "h",
      "d",
      "S",
      "min",
      "counter",
      "gauge",
      "summary",
      "histogram",
      "gauge_histogram",
      "untyped",
      "Gauge",
      "total",
      "bucket",
      "count",
      "sum",
      "info",
      "created",
      "fooBar",
      "FOOBar",
      "foo:bar",
      "milliseconds",
      "seconds_milliseconds",
      "milliseconds_seconds",
      "bytes_total",
      "_",
      "__");

  @TempDir
  private Path folder;

  @Test
  void findsTheSameInEachBodyOfTheCorpus() throws Exception {
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> actual = new TreeMap<>();

    for (Corpus.Entry entry : Corpus.entries()) {
      boolean bothRead = entry.body().startsWith("good/") && entry.promtool().equals("accepts");
      if (bothRead) {
        Verdict verdict = new Promtool(folder).checkMetrics(Files.readAllBytes(entry.file()));
        expected.put(entry.body(), verdict.output());
        actual.put(entry.body(), lint(Files.readString(entry.file())));
      }
    }

    assertThat(actual).hasSizeGreaterThan(50).isEqualTo(expected);
  }

  @Test
  void findsTheSameInEverythingThatARegistryCanExpose() throws Exception {
    assertAgrees(new String(PromtoolTest.text(Everything.registry()), UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"counter", "gauge", "untyped", "summary", "histogram"})
  void findsTheSameInNamesOfEachKind(String type) throws Exception {
    StringBuilder text = new StringBuilder();
    for (String part : PARTS) {
      for (String form : List.of("x_%s", "%s_x", "x_%s_x", "x%s", "_%s")) {
        addFamily(text, type, form.formatted(part));
      }
    }
    assertAgrees(text.toString());
  }

  @Test
  void findsTheSameInUnitsOfEachKind() throws Exception {
    StringBuilder text = new StringBuilder();
    for (String prefix : PREFIXES) {
      for (String unit : UNITS) {
        addFamily(text, "counter", "x_" + prefix + unit + "_total");
      }
    }
    assertAgrees(text.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"counter", "gauge", "untyped", "summary", "histogram"})
  void findsTheSameInLabelsOfEachKind(String type) throws Exception {
    String sample = "x_total" + suffix(type);
    assertAgrees("""
        # HELP x_total It is.
        # TYPE x_total %1$s
        %2$s{fooBar="1",barFoo="1",foo_bar="1"} 1
        %2$s{foo="1",quantile="0.5"} 1
        %2$s{foo="1",le="1"} 1
        %2$s{foo="2"} 1
        """.formatted(type, sample));
  }

  @Test
  void findsTheSameInSeriesThatAreThereTwice() throws Exception {
    assertAgrees("""
        # HELP x
        # TYPE x gauge
        x{a="1",b="1"} 1
        x{b="1",a="1"} 1
        x{a="1",b="1"} 2 1000
        x{a="1",b="1"} 3
        x{a="1",b=""} 1
        x{a="1"} 1
        y 1
        y 2
        """);
  }

  private static void addFamily(StringBuilder text, String type, String name) {
    String known = "# HELP " + name + " ";
    if (text.indexOf(known) < 0) {
      text.append(known).append("It is.\n# TYPE ").append(name).append(' ').append(type);
      text.append('\n').append(name).append(suffix(type)).append(" 1\n");
    }
  }

  private static String suffix(String type) {
    return type.equals("summary") || type.equals("histogram") ? "_count" : "";
  }

  private void assertAgrees(String text) throws Exception {
    Verdict verdict = new Promtool(folder).checkMetrics(text.getBytes(UTF_8));

    assertThat(verdict.isUnreadable()).as(verdict.output()).isFalse();
    assertThat(lint(text)).isEqualTo(verdict.output());
  }

  /** What is found, as promtool prints it. */
  private static String lint(String text) {
    return Lint.promlint().check(text).problems().stream()
        .map(problem -> problem.metric() + " " + problem.text() + "\n")
        .collect(Collectors.joining());
  }
}
