package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a {@link CurriedFamily} promises: the series of its family, with some labels given before. */
class CurriedFamilyTest {

  private final Registry registry = new Registry();
  private final Family<Counter> family =
      Counter.builder("jobs_total").labelNames("zone", "queue", "code").register(registry);

  @Test
  void namesTheLabelsThatAreLeftInTheirOrder() {
    assertThat(family.curry("queue", "in").labelNames()).containsExactly("zone", "code");
    assertThat(family.curry("queue", "in").curry("zone", "a").labelNames()).containsExactly("code");
    assertThat(family.curry(Map.of("code", "1", "queue", "in", "zone", "a")).labelNames())
        .isEmpty();
  }

  @Test
  void findsTheSeriesOfTheFamilyHoweverValuesArePassed() {
    CurriedFamily<Counter> in = family.curry("queue", "in");

    Counter counter = in.with("a", "200");

    assertThat(counter)
        .isSameAs(in.with(new String[] {"a", "200"}))
        .isSameAs(in.with(Map.of("code", "200", "zone", "a")))
        .isSameAs(in.curry("code", "200").with("a"))
        .isSameAs(in.curry(Map.of("code", "200", "zone", "a")).with())
        .isSameAs(family.curry(Map.of("code", "200", "queue", "in")).with("a"))
        .isSameAs(family.curry(Map.of()).with("a", "in", "200"))
        .isSameAs(family.with("a", "in", "200"));
    assertThat(in).hasToString("jobs_total{queue=\"in\"}");
    assertThat(family.size()).isEqualTo(1);
  }

  @Test
  void keepsTheOrderOfTheLabelsThatAreLeft() {
    family.curry("zone", "z").with("q", "c").inc();
    family.curry("queue", "q2").with("z2", "c2").inc();
    family.curry("code", "c3").with("z3", "q3").inc();

    assertThat(Transcript.of(registry)).isEqualTo("""
        jobs_total counter ""
          {code="c", queue="q", zone="z"} 1.0
          {code="c2", queue="q2", zone="z2"} 1.0
          {code="c3", queue="q3", zone="z3"} 1.0
        """);
  }

  @Test
  void worksForAnyNumberOfLabels() {
    Family<Counter> four =
        Counter.builder("four_total").labelNames("a", "b", "c", "d").build();
    assertThat(four.curry("b", "2").with("1", "3", "4")).isSameAs(four.with("1", "2", "3", "4"));
    assertThat(four.curry(Map.of()).with("1", "2", "3", "4"))
        .isSameAs(four.with("1", "2", "3", "4"));

    Family<Counter> six =
        Counter.builder("six_total").labelNames("a", "b", "c", "d", "e", "f").build();
    Counter counter = six.with("1", "2", "3", "4", "5", "6");
    assertThat(counter)
        .isSameAs(six.curry("b", "2").with("1", "3", "4", "5", "6"))
        .isSameAs(six.curry(Map.of("b", "2", "e", "5")).with("1", "3", "4", "6"))
        .isSameAs(six.curry(Map.of("b", "2", "e", "5", "a", "1")).with("3", "4", "6"))
        .isSameAs(six.curry(Map.of("b", "2", "e", "5", "a", "1", "c", "3")).with("4", "6"))
        .isSameAs(
            six.curry(Map.of("b", "2", "e", "5", "a", "1", "c", "3", "d", "4")).with("6"));
    assertThat(six.size()).isEqualTo(1);
  }

  @Test
  void mendsValuesAsTheFamilyDoes() {
    assertThat(family.curry("zone", "a\uD83D").with("b\uDE00", "c"))
        .isSameAs(family.with("a\uFFFD", "b\uFFFD", "c"));
  }

  @Test
  void refusesToCurryALabelTwice() {
    CurriedFamily<Counter> in = family.curry("queue", "in");
    String message =
        "jobs_total: label \"queue\" is curried already, to \"in\"; of the labels [zone,"
            + " queue, code] there are left [zone, code]. Curry each label once.";

    assertRefused(() -> in.curry("queue", "in"), message);
    assertRefused(() -> in.curry(Map.of("zone", "a", "queue", "out")), message);
  }

  @Test
  void refusesToCurryALabelThatTheFamilyDoesNotHave() {
    String message =
        "jobs_total has no label \"shop\" to curry, but the labels [zone, queue, code]."
            + " Curry one of these.";

    assertRefused(() -> family.curry("shop", "a"), message);
    assertRefused(() -> family.curry(Map.of("zone", "a", "shop", "b")), message);
    assertRefused(() -> family.curry("zone", "a").curry("shop", "a"), message);
  }

  @Test
  void refusesNull() {
    Map<String, String> withNull = new HashMap<>();
    withNull.put("zone", null);

    assertRefused(
        () -> family.curry("zone", null),
        "jobs_total: the value to curry label \"zone\" to is null. Pass \"\" for a label without a"
            + " value.");
    assertRefused(() -> family.curry(withNull), "label \"zone\" to is null");
    assertRefused(
        () -> family.curry("zone", "a").with("in", null), "value of label \"code\" is null");
    assertThat(family.size()).isZero();
  }

  @Test
  void refusesTheWrongNumberOfValuesAndNamesTheLabelsThatAreLeft() {
    CurriedFamily<Counter> in = family.curry("queue", "in");
    String left =
        "jobs_total: of the labels [zone, queue, code] there are left [zone, code] but got ";

    assertRefused(
        () -> in.with("a"),
        left + "1 value. Pass one for each that is left, in that order: with(zone, code).");
    assertRefused(() -> in.with("a", "b", "c"), left + "3 values.");
    assertRefused(() -> in.with("a", "b", "c", "d"), left + "4 values.");
    assertRefused(() -> in.with("a", "b", "c", "d", "e"), left + "5 values.");
    assertRefused(() -> in.curry("zone", "a").with("a", "b"), "there are left [code] but got 2");
    assertRefused(() -> in.remove("a"), left + "1 value.");
    assertRefused(
        () -> in.with(Map.of("zone", "a", "queue", "in", "code", "200")), left + "values for [");
    assertRefused(() -> in.with(Map.of("zone", "a", "cod", "200")), left + "values for [");
    assertThat(family.size()).isZero();
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void removesOnlyWhatIsInTheView() {
    CurriedFamily<Counter> in = family.curry("queue", "in");
    family.with("a", "in", "200");
    family.with("a", "in", "500");
    family.with("b", "in", "200");
    family.with("c", "in", "200");
    family.with("a", "out", "200");

    assertThat(in.remove("a", "500")).isTrue();
    assertThat(in.remove("a", "500")).isFalse();
    assertThat(in.removeMatching(Map.of("queue", "in"))).isZero(); // it is not a label of the view
    assertThat(in.removeMatching(Map.of("shop", "in"))).isZero();
    assertThat(in.removeMatching(Map.of("zone", "a", "code", "200"))).isEqualTo(1);
    assertThat(in.series()).extracting(one -> one.labels().get("zone")).containsExactly("b", "c");

    assertThat(in.curry("zone", "b").removeMatching(Map.of())).isEqualTo(1);
    in.clear();
    assertThat(in.series()).isEmpty();
    assertThat(Transcript.of(registry)).isEqualTo("""
        jobs_total counter ""
          {code="200", queue="out", zone="a"} 0.0
        """);

    family.curry(Map.of()).clear();
    assertThat(family.size()).isZero();
  }

  @Test
  void constrainsValuesOnceWhenTheyAreCurriedAndOthersWhenTheyArePassed() {
    Family<Counter> growing = Counter.builder("growing_total")
        .labelNames("a", "b")
        .constrain("a", value -> value + "!")
        .constrain("b", value -> value + "?")
        .register(registry);
    CurriedFamily<Counter> curried = growing.curry("a", "1");

    curried.with("2").inc();
    curried.with(new String[] {"2"}).inc();
    curried.curry("b", "2").with().inc();
    growing.with("1", "2").inc();

    assertThat(Transcript.of(registry)).isEqualTo("""
        growing_total counter ""
          {a="1!", b="2?"} 4.0
        """);
    assertThat(curried.removeMatching(Map.of("b", "2"))).isEqualTo(1);
    curried.with("2");
    assertThat(curried.remove("2")).isTrue();
  }
}
