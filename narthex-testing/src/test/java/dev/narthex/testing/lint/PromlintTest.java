package dev.narthex.testing.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Gauge;
import dev.narthex.GaugeHistogram;
import dev.narthex.Histogram;
import dev.narthex.Info;
import dev.narthex.Registry;
import dev.narthex.StateSet;
import dev.narthex.Summary;
import dev.narthex.Untyped;
import dev.narthex.model.Buckets;
import dev.narthex.model.HistogramSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Lint#promlint} promises: what promlint finds, word for word and as often. */
class PromlintTest {

  private static List<String> found(String text) {
    return Lint.promlint().check(text).problems().stream()
        .map(problem -> problem.metric() + " " + problem.text())
        .toList();
  }

  /** What is found in a family of one series and with a help text. */
  private static List<String> found(String type, String name, String labels) {
    return found("""
        # HELP %1$s Something.
        # TYPE %1$s %2$s
        %1$s%3$s 1
        """.formatted(name, type, labels));
  }

  @Test
  void findsMissingAndEmptyHelpInText() {
    assertThat(found("""
        # TYPE unsaid gauge
        unsaid 1
        # HELP empty
        # TYPE empty gauge
        empty 1
        # HELP said Something.
        # TYPE said gauge
        said 1
        """)).containsExactly("empty no help text", "unsaid no help text");
  }

  @Test
  void findsNoMissingHelpInARegistryWhichAlwaysHasOne() {
    Registry registry = new Registry();
    Gauge.builder("unsaid").register(registry);

    assertThat(Lint.promlint().check(registry).problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "x_milliseconds, seconds, milliseconds",
    "x_milliseconds_total, seconds, milliseconds",
    "x_bits, bytes, bits",
    "x_kibibytes, bytes, kibibytes",
    "x_mibibytes, bytes, mibibytes",
    "x_kelvins, kelvin, kelvins",
    "x_fahrenheit, celsius, fahrenheit",
    "x_rankine, celsius, rankine",
    "x_inches, meters, inches",
    "x_yards, meters, yards",
    "x_miles, meters, miles",
    "x_kilocalories, joules, kilocalories",
    "x_megapounds, grams, megapounds",
    "x_ounces, grams, ounces",
    "x_minutes, seconds, minutes",
    "x_hours, seconds, hours",
    "x_days, seconds, days",
    "x_weeks, seconds, weeks",
    "x_picovolts, volts, picovolts",
    "x_tebiamperes, amperes, tebiamperes",
    "milliseconds, seconds, milliseconds",
    "x_milliseconds_seconds, seconds, milliseconds",
  })
  void findsUnitsThatAreNotBaseUnits(String name, String base, String unit) {
    assertThat(found("untyped", name, ""))
        .containsExactly(name + " use base unit \"" + base + "\" instead of \"" + unit + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x_seconds",
        "x_seconds_milliseconds", // the first unit decides
        "x_bytes_seconds",
        "x_metres",
        "x_kelvin",
        "x_amperes",
        "x_grams",
        "x_mebibytes", // promlint spells it mibi
        "x_Milliseconds",
        "x_millisecondsish",
        "x_milli",
        "xmilliseconds",
      })
  void findsNoOtherUnits(String name) {
    assertThat(found("untyped", name, "")).noneMatch(problem -> problem.contains("base unit"));
  }

  @Test
  void findsCountersWithoutTotal() {
    assertThat(found("counter", "x", ""))
        .containsExactly("x counter metrics should have \"_total\" suffix");
    assertThat(found("counter", "x_total", "")).isEmpty();
    assertThat(found("counter", "x_total_y", ""))
        .containsExactly("x_total_y counter metrics should have \"_total\" suffix");
  }

  @Test
  void findsTotalWithoutCounter() {
    assertThat(found("gauge", "x_bytes_total", ""))
        .containsExactly("x_bytes_total non-counter metrics should not have \"_total\" suffix");
    assertThat(found("untyped", "x_bytes_total", "")).isEmpty();
    assertThat(found("gauge", "x_total_y", "")).isEmpty();
  }

  @Test
  void findsSuffixesThatHistogramsAndSummariesHave() {
    assertThat(found("gauge", "x_bucket", ""))
        .containsExactly("x_bucket non-histogram metrics should not have \"_bucket\" suffix");
    assertThat(found("gauge", "x_count", ""))
        .containsExactly(
            "x_count non-histogram and non-summary metrics should not have \"_count\" suffix");
    assertThat(found("gauge", "x_sum", ""))
        .containsExactly(
            "x_sum non-histogram and non-summary metrics should not have \"_sum\" suffix");
    assertThat(found("summary", "x_bucket", "{quantile=\"1\"}"))
        .containsExactly("x_bucket non-histogram metrics should not have \"_bucket\" suffix");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x_bucket", "x_count", "x_sum"})
  void findsNoSuffixOfAnUntypedMetric(String name) {
    assertThat(found("untyped", name, "")).isEmpty();
  }

  @Test
  void findsLabelsThatHistogramsAndSummariesHaveForEachSeries() {
    assertThat(found("""
        # HELP x Something.
        # TYPE x gauge
        x{le="1"} 1
        x{le="2"} 1
        x{quantile="1"} 1
        """))
        .containsExactly(
            "x non-histogram metrics should not have \"le\" label",
            "x non-histogram metrics should not have \"le\" label",
            "x non-summary metrics should not have \"quantile\" label");
  }

  @Test
  void findsNoLabelsOfHistogramsSummariesAndUntypedMetrics() {
    assertThat(found("""
        # HELP x Something.
        # TYPE x histogram
        x_bucket{le="1"} 1
        x_bucket{le="+Inf"} 1
        x_sum 1
        x_count 1
        # HELP y Something.
        # TYPE y summary
        y{quantile="0.5"} 1
        y_sum 1
        y_count 1
        # HELP z Something.
        z{le="1",quantile="0.5"} 1
        """)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "counter, http_requests_counter_total, counter",
    "gauge, x_gauge, gauge",
    "gauge, x_Gauge_y, gauge",
    "summary, x_summary, summary",
    "histogram, x_histogram_y, histogram",
  })
  void findsTheTypeInTheName(String type, String name, String said) {
    assertThat(found("""
        # HELP %1$s Something.
        # TYPE %1$s %2$s
        %1$s%3$s 1
        """.formatted(name, type, ending(type))))
        .containsExactly(name + " metric name should not include type '" + said + "'");
  }

  private static String ending(String type) {
    return type.equals("histogram") || type.equals("summary") ? "_count" : "";
  }

  @ParameterizedTest
  @CsvSource({
    "counter, counter_x_total",
    "counter, gauge_x_gauge_total",
    "gauge, gauges_x",
    "untyped, x_untyped",
    "untyped, x_counter",
  })
  void findsNoTypeInOtherPlacesOrOfOtherMetrics(String type, String name) {
    assertThat(found(type, name, "")).isEmpty();
  }

  @Test
  void findsTheTypesThatTextHasNoNameFor() {
    Registry registry = new Registry();
    Info.builder("y_gauge_info").register(registry);
    StateSet.builder("x_gauge", "on").register(registry);
    GaugeHistogram.builder("x_gauge_histogram")
        .register(registry)
        .set(HistogramSnapshot.counting(Buckets.of(1), 2));

    assertThat(Lint.promlint().check(registry).problems())
        .extracting(LintProblem::metric, LintProblem::text)
        .containsExactly(
            tuple("x_gauge", "metric name should not include type 'gauge'"),
            tuple("x_gauge_histogram", "metric name should not include type 'gauge_histogram'"),
            tuple("y_gauge_info", "metric name should not include type 'gauge'"));
  }

  @Test
  void findsColons() {
    assertThat(found("untyped", "a:b:c", ""))
        .containsExactly("a:b:c metric names should not contain ':'");
  }

  @Test
  void findsCamelCaseOfNamesAndOfLabelsOfEachSeries() {
    assertThat(found("untyped", "fooBar", ""))
        .containsExactly("fooBar metric names should be written in 'snake_case' not 'camelCase'");
    assertThat(found("""
        # HELP x Something.
        x{fooBar="1",barFoo="1",plain="1"} 1
        x{fooBar="2",FOO_bar="2",FOObar="2"} 1
        """))
        .containsExactly(
            "x label names should be written in 'snake_case' not 'camelCase'",
            "x label names should be written in 'snake_case' not 'camelCase'",
            "x label names should be written in 'snake_case' not 'camelCase'");
    assertThat(found("untyped", "Foo_BAR_2B", "")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "foo_s",
        "foo_ms",
        "foo_us",
        "foo_ns",
        "foo_sec",
        "foo_b",
        "foo_kb",
        "foo_mb",
        "foo_gb",
        "foo_tb",
        "foo_pb",
        "foo_m",
        "foo_h",
        "foo_d",
        "foo_s_total",
        "foo_GB",
        "_s"
      })
  void findsAbbreviatedUnits(String name) {
    assertThat(found("untyped", name, ""))
        .containsExactly(name + " metric names should not contain abbreviated units");
  }

  @Test
  void findsEachAbbreviatedUnitOnce() {
    assertThat(found("untyped", "foo_s_ms_s", ""))
        .containsExactly(
            "foo_s_ms_s metric names should not contain abbreviated units",
            "foo_s_ms_s metric names should not contain abbreviated units");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s_foo", "foos", "foo_ks", "foo_min"})
  void findsNoAbbreviationInFirstPlaceOrInsideAWord(String name) {
    assertThat(found("untyped", name, "")).isEmpty();
  }

  @Test
  void findsEachSeriesThatHasALaterTwin() {
    assertThat(found("""
        # HELP x Something.
        # TYPE x gauge
        x{a="1"} 1
        x{a="1"} 2 1000
        x{a="2"} 1
        # HELP y Something.
        # TYPE y gauge
        y 1
        y 2
        y 3
        """))
        .containsExactly("x metric not unique", "y metric not unique", "y metric not unique");
  }

  @Test
  void takesTheSameLabelsInAnotherOrderForOthers() {
    assertThat(found("""
        # HELP x Something.
        # TYPE x gauge
        x{a="1",b="2"} 1
        x{b="2",a="1"} 1
        """)).isEmpty();
  }

  @Test
  void findsNothingInWellNamedMetricsOfEachType() {
    Registry registry = new Registry();
    Family<Counter> requests =
        Counter.builder("requests_total").labelNames("method").register(registry);
    requests.with("GET").inc();
    requests.with("POST").inc();
    Gauge.builder("queue_length").register(registry);
    Histogram.builder("latency_seconds").register(registry);
    Summary.builder("size_bytes").objective(0.5, 0.01).register(registry);
    Untyped.builder("load").register(registry).set(1);

    assertThat(Lint.promlint().check(registry)).isEqualTo(new LintReport(List.of(), 5));
  }
}
