package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What {@link FamilyBuilder#constrain} promises: few forms of a value, wherever it is passed. */
class ConstrainedLabelsTest {

  private static final UnaryOperator<String> UPPER = ConstrainedLabelsTest::upper;
  private static final UnaryOperator<String> STATUS_CLASS = ConstrainedLabelsTest::statusClass;

  private static String upper(String value) {
    return value.toUpperCase(Locale.ROOT);
  }

  private static String statusClass(String value) {
    return value.charAt(0) + "xx";
  }

  private final Registry registry = new Registry();
  private final Family<Counter> family = Counter.builder("requests_total")
      .constLabel("zone", "lower")
      .labelNames("method", "code")
      .constrain("code", STATUS_CLASS)
      .constrain("method", UPPER)
      .register(registry);

  @Test
  void bringsValuesIntoOneFormBeforeASeriesIsLookedFor() {
    family.with("get", "200").inc();
    family.with("GET", "204").inc();
    family.with(new String[] {"Get", "2"}).inc();
    family.with(Map.of("method", "gEt", "code", "299")).inc();
    family.with("post", "404").inc();

    assertThat(Transcript.of(registry)).isEqualTo("""
        requests_total counter ""
          {code="2xx", method="GET", zone="lower"} 4.0
          {code="4xx", method="POST", zone="lower"} 1.0
        """);
  }

  @Test
  void bringsValuesIntoOneFormBeforeASeriesIsRemoved() {
    family.with("get", "200");
    family.with("put", "200");
    family.with("post", "404");

    assertThat(family.remove("Get", "299")).isTrue();
    assertThat(family.removeMatching(Map.of("method", "pOst"))).isEqualTo(1);
    assertThat(family.removeMatching(Map.of("code", "222"))).isEqualTo(1);
    assertThat(family.size()).isZero();
  }

  @Test
  void leavesLabelsWithoutAFunctionAndAnyNumberOfLabelsAsTheyAre() {
    for (int labels = 1; labels <= 6; labels++) {
      List<String> names = List.of("a", "b", "c", "d", "e", "f").subList(0, labels);
      String last = names.get(labels - 1);
      Family<Gauge> gauges = Gauge.builder("g" + labels)
          .labelNames(names.toArray(String[]::new))
          .constrain(last, UPPER)
          .build();

      gauges.with(names.toArray(String[]::new)).inc();

      assertThat(gauges.series()).hasSize(1);
      assertThat(gauges.series().get(0).labels().get(last))
          .isEqualTo(last.toUpperCase(Locale.ROOT));
      assertThat(gauges.series().get(0).labels().get("a")).isEqualTo(labels == 1 ? "A" : "a");
    }
    Family<Gauge> three =
        Gauge.builder("g").labelNames("a", "b", "c").constrain("b", UPPER).build();
    assertThat(three.with("x", "y", "z")).isSameAs(three.with("x", "Y", "z"));
    Family<Gauge> four =
        Gauge.builder("g").labelNames("a", "b", "c", "d").constrain("d", UPPER).build();
    assertThat(four.with("w", "x", "y", "z")).isSameAs(four.with("w", "x", "y", "Z"));
  }

  @Test
  void mendsWhatAFunctionGives() {
    Family<Counter> halves = Counter.builder("halves_total")
        .labelNames("a")
        .constrain("a", value -> value.substring(0, 1)) // cuts a surrogate pair into halves
        .build();

    assertThat(halves.with("😀")).isSameAs(halves.with("😁")).isSameAs(halves.with("\uFFFD"));
  }

  @Test
  void namesTheLabelWhoseFunctionFailsAndMakesNoSeries() {
    assertThatThrownBy(() -> family.with("get", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("requests_total: the function that constrains label \"code\" threw"
            + " java.lang.StringIndexOutOfBoundsException")
        .hasMessageEndingWith("for the value \"\". Let it give a value for any text.")
        .hasCauseInstanceOf(StringIndexOutOfBoundsException.class);
    assertThatThrownBy(() -> family.curry("code", "")).hasMessageContaining("label \"code\" threw");
    assertThatThrownBy(() -> family.remove("get", "")).hasMessageContaining("label \"code\" threw");
    assertThatThrownBy(() -> family.removeMatching(Map.of("code", "")))
        .hasMessageContaining("label \"code\" threw");

    Map<String, String> known = Map.of("a", "b");
    Family<Counter> mapped = Counter.builder("mapped_total")
        .labelNames("x")
        .constrain("x", known::get)
        .build();
    assertRefused(
        () -> mapped.with("c"),
        "mapped_total: the function that constrains label \"x\" gave null for the value \"c\". Let it"
            + " give \"\" or \"other\" instead.");
    assertThat(family.size() + mapped.size()).isZero();
  }

  @Test
  void refusesNullAndTheWrongNumberOfValuesAsOtherFamiliesDo() {
    assertRefused(() -> family.with(null, "200"), "The value of label \"method\" is null");
    assertRefused(() -> family.with("get", null), "The value of label \"code\" is null");
    assertRefused(() -> family.with("get"), "requests_total has 2 labels (method, code) but got 1");
    assertRefused(() -> family.with("get", "200", "x"), "but got 3 values");
    assertRefused(() -> family.remove("get"), "but got 1 value");
  }

  @Test
  void refusesAFunctionForALabelThatIsNotThereOrHasOne() {
    Family.Builder<Counter> builder =
        Counter.builder("a_total").constLabel("zone", "z").labelNames("b", "c");
    builder.constrain("b", UPPER);

    assertRefused(
        () -> builder.constrain("zone", UPPER),
        "a_total: constrain(\"zone\", …) names none of the labels [b, c]. Constrain one of these.");
    assertRefused(
        () -> builder.constrain("b", UPPER),
        "a_total: label \"b\" is constrained twice. Put both steps into one function.");
  }

  @Test
  void isPartOfTheDefinition() {
    Family<Counter> first = constrained(UPPER).registerOrGet(registry);

    assertThat(constrained(UPPER).registerOrGet(registry)).isSameAs(first);
    assertRefused(
        () -> constrained(STATUS_CLASS).registerOrGet(registry),
        "a_total is registered with another definition. It is a_total (counter) [b] help \"\" unit"
            + " \"\" constrained [b] and would be a_total (counter) [b] help \"\" unit \"\""
            + " constrained [b]. Make both definitions alike");
    assertRefused(
        () -> Counter.builder("a_total").labelNames("b").registerOrGet(registry),
        "constrained [b] and would be a_total (counter) [b] help \"\" unit \"\". Make");
  }

  private static Family.Builder<Counter> constrained(UnaryOperator<String> function) {
    return Counter.builder("a_total").labelNames("b").constrain("b", function);
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
