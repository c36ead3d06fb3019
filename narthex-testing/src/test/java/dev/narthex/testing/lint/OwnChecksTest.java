package dev.narthex.testing.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Gauge;
import dev.narthex.Registry;
import dev.narthex.StateSet;
import dev.narthex.model.MetricType;
import dev.narthex.testing.reader.ExposedFamily;
import dev.narthex.testing.reader.ExpositionReader;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the checks find that promlint does not have, and what they let pass. */
class OwnChecksTest {

  private static List<String> found(String check, String text) {
    return texts(Lint.all().only(check).check(text));
  }

  private static List<String> texts(LintReport report) {
    return report.problems().stream().map(LintProblem::text).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Requests answered", "requests", "Requests.", "TODO", "jobs_total"})
  void findHelpThatIsNoSentence(String help) {
    assertThat(found("help-sentence", "# HELP x " + help + "\nx 1\n"))
        .containsExactly(
            "help text should be a sentence and end with a full stop, but is \"" + help + "\"");
  }

  @Test
  void findHelpThatIsEmptyInARegistry() {
    Registry registry = new Registry();
    Gauge.builder("x").register(registry);

    assertThat(texts(Lint.all().only("help-sentence").check(registry)))
        .containsExactly("help text is empty; say in a sentence what is counted or measured");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Requests answered.",
        "Is it \"on\"?",
        "Jobs waiting (all queues).",
        "Jobs waiting. (All queues.)",
        "iOS devices.",
        "Zeit in Sekunden …",
      })
  void acceptSentences(String help) {
    assertThat(found("help-sentence", "# HELP x " + help + "\nx 1\n")).isEmpty();
  }

  @Test
  void leaveMissingHelpToPromlint() {
    assertThat(found("help-sentence", "x 1\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "cpu_percent, ratio, percent",
    "cpu_percent_total, ratio, percent",
    "took_millis, seconds, millis",
    "took_MSec, seconds, msec",
    "heap_mebibytes, bytes, mebibytes",
    "heap_mib, bytes, mib",
  })
  void findUnitsThatPromlintDoesNotKnow(String name, String base, String word) {
    assertThat(found("unit-word", name + " 1\n"))
        .containsExactly("use base unit \"" + base + "\" instead of \"" + word + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cpu_ratio", "percentile_rank", "took_seconds_millis", "took_milliseconds"})
  void leaveOtherWordsAndPromlintsUnits(String name) {
    assertThat(found("unit-word", name + " 1\n")).isEmpty();
  }

  @Test
  void findUnitsThatTheNameDoesNotEndIn() {
    assertThat(unitSuffix(MetricType.COUNTER, "sent_total", "bytes"))
        .containsExactly(
            "metric names should end in the unit, which is \"bytes\"; call it \"sent_bytes_total\"");
    assertThat(unitSuffix(MetricType.GAUGE, "sent_kilobytes", "bytes"))
        .containsExactly("metric names should end in the unit, which is \"bytes\"; call it"
            + " \"sent_kilobytes_bytes\"");
  }

  @Test
  void acceptUnitsAtTheEndOfTheName() {
    assertThat(unitSuffix(MetricType.COUNTER, "sent_bytes_total", "bytes")).isEmpty();
    assertThat(unitSuffix(MetricType.GAUGE, "sent_bytes", "bytes")).isEmpty();
    assertThat(unitSuffix(MetricType.GAUGE, "sent.bytes", "bytes")).isEmpty();
    assertThat(unitSuffix(MetricType.GAUGE, "bytes", "bytes")).isEmpty();
    assertThat(unitSuffix(MetricType.GAUGE, "sent", "")).isEmpty();
    assertThat(unitSuffix(MetricType.GAUGE, "sent", null)).isEmpty();
  }

  private static List<String> unitSuffix(MetricType type, String name, String unit) {
    ExposedFamily family = new ExposedFamily(name, type, "Sent.", unit, List.of());
    return texts(Lint.all().only("unit-suffix").check(List.of(family)));
  }

  @Test
  void findLabelsThatPrometheusUses() {
    assertThat(found("internal-label", "x{__zone=\"a\"} 1\nx{__zone=\"b\"} 1\n"))
        .containsExactly("label \"__zone\" begins like the labels that Prometheus drops after the"
            + " scrape; leave the underscores out");
    assertThat(found("internal-label", "x{le=\"1\"} 1\ny{quantile=\"1\"} 1\n"))
        .containsExactly(
            "label \"le\" is reserved for histograms and summaries; give it another name, or the"
                + " metric a type",
            "label \"quantile\" is reserved for histograms and summaries; give it another name, or"
                + " the metric a type");
  }

  @Test
  void acceptBucketsOfAHistogramWhoseTypeIsNotSaid() {
    assertThat(found("internal-label", "x_bucket{le=\"1\",_zone=\"a\"} 1\n")).isEmpty();
  }

  @Test
  void findLabelsThatTheScrapeAdds() {
    assertThat(found("target-label", "x{job=\"a\",instance=\"b\",jobs=\"c\"} 1\n"))
        .containsExactly(
            "label \"instance\" is added by the scrape, and this one becomes \"exported_instance\";"
                + " give it another name",
            "label \"job\" is added by the scrape, and this one becomes \"exported_job\"; give it"
                + " another name");
  }

  @ParameterizedTest
  @CsvSource({
    "http_requests_method_total, method",
    "http_requests_by_method_total, method",
    "jobs_per_queue_waiting, queue",
    "kube_pod_status_phase, phase",
    "requests_status_code, status_code",
  })
  void findNamesThatRepeatALabel(String name, String label) {
    assertThat(found("label-in-name", "%s{%s=\"a\"} 1\n".formatted(name, label)))
        .containsExactly(
            "metric name repeats the label \"" + label + "\"; leave it out of the name");
  }

  @ParameterizedTest
  @CsvSource({
    "pool_connections, pool",
    "node_cpu_seconds_total, cpu",
    "narthex_family_series, family",
    "up, up",
    "barcode, code",
    "requests_by_methods, method",
  })
  void acceptNamesThatBeginWithWhatTheLabelTellsApart(String name, String label) {
    assertThat(found("label-in-name", "%s{%s=\"a\"} 1\n".formatted(name, label)))
        .isEmpty();
  }

  @Test
  void acceptANameThatDashboardsKnowFromTheJavaClient() {
    assertThat(found("label-in-name", "jvm_threads_state{state=\"NEW\"} 1\n")).isEmpty();
  }

  @Test
  void acceptStateSetsWhoseLabelIsNamedLikeTheFamily() {
    Registry registry = new Registry();
    StateSet.builder("breaker_state", "open", "closed").register(registry);

    assertThat(Lint.all().only("label-in-name").check(registry).problems()).isEmpty();
  }

  @Test
  void findHistogramsThatAreThereTwiceWhichPromtoolMakesOneOf() {
    String histogram = """
        x_bucket{a="1",le="+Inf"} 1
        x_sum{a="1"} 1
        x_count{a="1"} 1
        """;
    String twice = "# HELP x It is.\n# TYPE x histogram\n" + histogram + histogram
        + histogram.replace("a=\"1\"", "a=\"2\"");

    assertThat(found("duplicate-histogram", twice))
        .containsExactly(
            "has 1 of its series again; expose each once, with all its buckets or quantiles");
    assertThat(Lint.promlint().check(twice).problems()).isEmpty();
    assertThat(found("duplicate-histogram", "x 1\nx 2\n")).isEmpty();
  }

  @Test
  void findFamiliesWithMoreSeriesThanTheLimit() {
    String text = series(4);

    assertThat(texts(Lint.all().only("cardinality").maxSeries(3).check(text)))
        .containsExactly("has 4 series, more than 3, and label \"user\" alone has 4 values;"
            + " use labels with fewer values");
    assertThat(texts(Lint.all().only("cardinality").maxSeries(4).check(text))).isEmpty();
  }

  @Test
  void acceptAThousandSeriesUnlessToldOtherwise() {
    assertThat(found("cardinality", series(1_000))).isEmpty();
    assertThat(found("cardinality", series(1_001))).hasSize(1);
  }

  private static String series(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> "x{method=\"GET\",user=\"u" + i + "\"} 1\n")
        .collect(Collectors.joining());
  }

  @Test
  void quoteOnlyTheBeginningOfLongTexts() {
    String help = "a".repeat(59) + "😱" + "b".repeat(1000);

    assertThat(texts(Lint.all()
            .only("help-sentence")
            .check(ExpositionReader.text("# HELP x " + help + "\nx 1\n"))))
        .containsExactly("help text should be a sentence and end with a full stop, but is \""
            + "a".repeat(59) + "😱…\"");
  }
}
