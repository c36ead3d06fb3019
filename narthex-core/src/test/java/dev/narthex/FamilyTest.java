package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.Labels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@link Family} promises of finding, making and listing its series. */
class FamilyTest {

  private final Registry registry = new Registry();

  private Family<Counter> family(String... labelNames) {
    return Counter.builder("jobs_total").help("Jobs.").labelNames(labelNames).register(registry);
  }

  @Test
  void isNotExposedBeforeItHasASeries() {
    Family<Counter> family = family("queue");

    assertThat(registry.snapshot()).isEmpty();
    assertThat(family.series()).isEmpty();
    assertThat(family.size()).isZero();
  }

  @Test
  void exposesASeriesAtItsStartValueFromTheFirstTimeItIsAskedFor() {
    family("queue").with("in");

    assertThat(Transcript.of(registry)).isEqualTo("""
        jobs_total counter "Jobs."
          {queue="in"} 0.0
        """);
  }

  @Test
  void givesTheSameMetricForTheSameValuesHoweverTheyArePassed() {
    Family<Counter> one = Counter.builder("a_total").labelNames("a").build();
    assertThat(one.with("1"))
        .isSameAs(one.with("1"))
        .isSameAs(one.with(new String[] {"1"}))
        .isSameAs(one.with(Map.of("a", "1")))
        .isNotSameAs(one.with("2"));

    Family<Counter> two = Counter.builder("a_total").labelNames("b", "a").build();
    assertThat(two.with("1", "2"))
        .isSameAs(two.with("1", "2"))
        .isSameAs(two.with(new String[] {"1", "2"}))
        .isSameAs(two.with(Map.of("a", "2", "b", "1")))
        .isNotSameAs(two.with("2", "1"));

    Family<Counter> three = Counter.builder("a_total").labelNames("b", "c", "a").build();
    assertThat(three.with("1", "2", "3"))
        .isSameAs(three.with("1", "2", "3"))
        .isSameAs(three.with(new String[] {"1", "2", "3"}))
        .isSameAs(three.with(Map.of("a", "3", "b", "1", "c", "2")))
        .isNotSameAs(three.with("3", "2", "1"));

    Family<Counter> four =
        Counter.builder("a_total").labelNames("d", "b", "c", "a").build();
    assertThat(four.with("1", "2", "3", "4"))
        .isSameAs(four.with("1", "2", "3", "4"))
        .isSameAs(four.with(new String[] {"1", "2", "3", "4"}))
        .isSameAs(four.with(Map.of("a", "4", "b", "2", "c", "3", "d", "1")))
        .isNotSameAs(four.with("1", "2", "4", "3"));

    Family<Counter> six =
        Counter.builder("a_total").labelNames("f", "e", "d", "b", "c", "a").build();
    assertThat(six.with("1", "2", "3", "4", "5", "6"))
        .isSameAs(six.with("1", "2", "3", "4", "5", "6"))
        .isSameAs(six.with(Map.of("a", "6", "b", "4", "c", "5", "d", "3", "e", "2", "f", "1")))
        .isNotSameAs(six.with("1", "2", "3", "4", "6", "5"));
    assertThat(six.size()).isEqualTo(2);
  }

  @Test
  void putsEachValueUnderTheNameThatWasDefinedAtItsPlace() {
    Family<Counter> family = family("zone", "app", "queue");
    family.with("z", "a", "q").inc();

    assertThat(Transcript.of(registry)).isEqualTo("""
        jobs_total counter "Jobs."
          {app="a", queue="q", zone="z"} 1.0
        """);
  }

  @Test
  void refusesTheWrongNumberOfValuesAndMakesNoSeries() {
    Family<Counter> family = family("queue", "code");
    String wanted = " Pass one for each label, in that order: with(queue, code).";

    assertRefused(
        () -> family.with("in"), "jobs_total has 2 labels (queue, code) but got 1 value." + wanted);
    assertRefused(
        () -> family.with("in", "200", "x"),
        "jobs_total has 2 labels (queue, code) but got 3 values." + wanted);
    assertRefused(
        () -> family.with("in", "200", "x", "y"),
        "jobs_total has 2 labels (queue, code) but got 4 values." + wanted);
    assertRefused(
        () -> family.with("1", "2", "3", "4", "5"),
        "jobs_total has 2 labels (queue, code) but got 5 values." + wanted);
    assertRefused(
        () -> family.with(), "jobs_total has 2 labels (queue, code) but got 0 values." + wanted);
    assertRefused(
        () -> family.remove("in"),
        "jobs_total has 2 labels (queue, code) but got 1 value." + wanted);
    assertRefused(
        () -> Counter.builder("a_total").labelNames("queue").build().with("in", "200"),
        "a_total has 1 label (queue) but got 2 values. Pass one for each label, in that order:"
            + " with(queue).");
    assertThat(family.size()).isZero();
  }

  @Test
  void refusesTheWrongNamesAndMakesNoSeries() {
    Family<Counter> family = family("queue", "code");

    assertRefused(
        () -> family.with(Map.of("queue", "in")),
        "jobs_total has the labels [queue, code] but got values for [queue]. Give a value for each,"
            + " and no others.");
    assertRefused(() -> family.with(Map.of("queue", "in", "cod", "200")), "values for [");
    assertRefused(
        () -> family.with(Map.of("queue", "in", "code", "200", "x", "y")), "values for [");
    assertRefused(() -> family.with(Map.of()), "values for []");
    assertThat(family.size()).isZero();
  }

  @Test
  void refusesNullAndMakesNoSeries() {
    String message =
        "jobs_total: The value of label \"queue\" is null. Pass \"\" for a label without"
            + " a value.";
    Family<Counter> family = family("queue");
    family.with(""); // has the same hash
    Map<String, String> withNull = new HashMap<>();
    withNull.put("queue", null);

    assertRefused(() -> family.with((String) null), message);
    assertRefused(() -> family.with(withNull), message);
    assertRefused(() -> family.remove((String) null), message);
    assertThat(family.size()).isEqualTo(1);

    Family<Counter> four =
        Counter.builder("four_total").labelNames("a", "b", "c", "d").build();
    assertRefused(
        () -> four.with("1", "2", "3", null), "four_total: The value of label \"d\" is null");
    assertRefused(
        () -> four.with(null, "2", "3", "4"), "four_total: The value of label \"a\" is null");
    Family<Counter> two = Counter.builder("two_total").labelNames("a", "b").build();
    assertRefused(() -> two.with("1", null), "two_total: The value of label \"b\" is null");
    Family<Counter> three =
        Counter.builder("three_total").labelNames("a", "b", "c").build();
    assertRefused(
        () -> three.with("1", null, "3"), "three_total: The value of label \"b\" is null");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void tellsApartValuesOfTheSameHashCode() {
    assertThat("Aa").hasSameHashCodeAs("BB");
    Family<Counter> one = Counter.builder("one_total").labelNames("a").build();
    Family<Counter> two = family("a", "b");

    one.with("Aa").add(1);
    one.with("BB").add(2);
    two.with("Aa", "Aa").add(1);
    two.with("Aa", "BB").add(2);
    two.with("BB", "Aa").add(3);
    two.with("BB", "BB").add(4);

    assertThat(one.with("Aa").value()).isEqualTo(1);
    assertThat(one.with("BB").value()).isEqualTo(2);
    assertThat(Transcript.of(registry)).isEqualTo("""
        jobs_total counter "Jobs."
          {a="Aa", b="Aa"} 1.0
          {a="Aa", b="BB"} 2.0
          {a="BB", b="Aa"} 3.0
          {a="BB", b="BB"} 4.0
        """);
    assertThat(two.remove("Aa", "BB")).isTrue();
    assertThat(two.with("BB", "Aa").value()).isEqualTo(3);
    assertThat(two.with("Aa", "BB").value()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\"",
        "\\",
        "\n",
        "\r\n\t\0",
        "a,b=\"c\"}",
        "{}",
        "ä",
        "日本",
        "😀",
        "\uFFFD",
        "\uFFFF",
        "e\u0301",
        "__name__",
        "null"
      })
  void takesAnyTextAsAValueAndKeepsItAsItIs(String value) {
    Family<Counter> family = family("queue");

    family.with(value).inc();
    family.with(value).inc();

    assertThat(family.series()).hasSize(1);
    assertThat(family.series().get(0).labels()).isEqualTo(Labels.of("queue", value));
    assertThat(family.series().get(0).metric().value()).isEqualTo(2);
  }

  @Test
  void takesALongText() {
    String tenKilobytes = "x".repeat(10_000);
    Family<Counter> family = family("queue");

    family.with(tenKilobytes).inc();

    assertThat(family.with(tenKilobytes).value()).isEqualTo(1);
    assertThat(family.with(tenKilobytes + "x").value()).isZero();
  }

  @Test
  void replacesAnUnpairedSurrogateAndFindsTheSeriesAgain() {
    Family<Counter> family = family("queue", "code");

    family.with("a\uD83D", "1").inc();
    family.with("a\uD83D", "1").inc();
    family.with("a\uDE00", "1").inc();
    family.with("a\uFFFD", "1").inc();
    family.with(Map.of("queue", "a\uDBFF", "code", "1")).inc();

    assertThat(Transcript.of(registry)).isEqualTo("""
        jobs_total counter "Jobs."
          {code="1", queue="a\uFFFD"} 5.0
        """);
    assertThat(family.remove("a\uD83D", "1")).isTrue();
    assertThat(family.size()).isZero();
  }

  @Test
  void listsItsSeriesInTheOrderOfAScrape() {
    Family<Counter> family = family("b", "a"); // in a series the labels stand by name
    family.with("1", "y");
    family.with("2", "x");
    family.with("1", "x");
    family.with("10", "x");
    family.with("", "x");
    family.with("😀", "x");
    family.with("", "");

    List<Labels> labels = family.series().stream().map(Series::labels).toList();

    assertThat(labels)
        .extracting(Labels::toString)
        .containsExactly(
            "{a=\"\", b=\"\"}",
            "{a=\"x\", b=\"\"}",
            "{a=\"x\", b=\"1\"}",
            "{a=\"x\", b=\"10\"}",
            "{a=\"x\", b=\"2\"}",
            "{a=\"x\", b=\"😀\"}",
            "{a=\"y\", b=\"1\"}");
  }

  @Test
  void listsWhatWasThereWhenAskedInAListThatNobodyCanChange() {
    Family<Counter> family = family("queue");
    family.with("b");
    List<Series<Counter>> before = family.series();

    family.with("a");
    family.remove("b");

    assertThat(before).hasSize(1);
    assertThat(before.get(0).metric()).isNotNull();
    assertThatThrownBy(() -> before.set(0, family.series().get(0)))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> before.remove(0)).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void describesOneFamilyHoweverManySeriesItHas() {
    Family<Gauge> depth = Gauge.builder("depth").labelNames("queue").build();
    assertThat(depth.describe()).containsExactly(depth.descriptor());

    depth.with("a");
    depth.with("b");

    assertThat(depth.describe()).containsExactly(depth.descriptor());
  }

  @Test
  void needsAtLeastOneLabel() {
    assertRefused(
        () -> Counter.builder("jobs_total").labelNames(),
        "jobs_total: labelNames() got no name. Name at least one label, or leave the call out for a"
            + " metric without labels.");
  }

  @Test
  void doesNotLetOneOfItsSeriesBeRegisteredAlone() {
    Counter one = family("queue").with("a");

    assertRefused(
        () -> new Registry().register(one),
        "jobs_total: this is one series of a family and cannot be registered alone. Register the"
            + " Family.");
  }

  @Test
  void makesItsSeriesWithTheSettingsOfItsType() {
    Family<Histogram> byRoute = Histogram.builder("latency_seconds")
        .buckets(0.3)
        .labelNames("route")
        .help("Set after the labels.")
        .constLabel("zone", "z")
        .register(registry);

    byRoute.with("/").observe(0.3);

    assertThat(Transcript.of(registry)).isEqualTo("""
        latency_seconds histogram "Set after the labels."
          {route="/", zone="z"} 0.3:1 Infinity:0 sum 0.3
        """);
  }
}
