package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a {@link Family} promises when series are removed from it. */
class FamilyRemovalTest {

  private final Registry registry = new Registry();

  private Family<Counter> family(String... labelNames) {
    return Counter.builder("jobs_total").help("Jobs.").labelNames(labelNames).register(registry);
  }

  @Test
  void removesASeriesAndTellsWhetherItWasThere() {
    Family<Counter> family = family("queue");
    family.with("a").inc();
    family.with("b").inc();

    assertThat(family.remove("a")).isTrue();
    assertThat(family.remove("a")).isFalse();
    assertThat(family.remove("never")).isFalse();

    assertThat(Transcript.of(registry)).isEqualTo("""
        jobs_total counter "Jobs."
          {queue="b"} 1.0
        """);
  }

  @Test
  void countsForNobodyOnAMetricThatWasKeptAfterItsRemoval() {
    Family<Counter> family = family("queue");
    Counter kept = family.with("a");
    family.remove("a");

    kept.add(5);
    assertThat(kept.value()).isEqualTo(5);
    assertThat(registry.snapshot()).isEmpty();

    family.with("a").inc();
    kept.add(5);
    assertThat(family.with("a")).isNotSameAs(kept);
    assertThat(Transcript.of(registry)).isEqualTo("""
        jobs_total counter "Jobs."
          {queue="a"} 1.0
        """);
  }

  @Test
  void removesAllSeriesWithCertainLabels() {
    Family<Counter> family = Counter.builder("jobs_total")
        .constLabel("zone", "z")
        .labelNames("queue", "code")
        .register(registry);
    family.with("a", "1");
    family.with("a", "2");
    family.with("b", "1");
    family.with("b", "a");

    assertThat(family.removeMatching(Map.of("queue", "none"))).isZero();
    assertThat(family.removeMatching(Map.of("unknown", "a"))).isZero();
    assertThat(family.removeMatching(Map.of("queue", "a", "unknown", "a"))).isZero();
    assertThat(family.removeMatching(Map.of("zone", "z"))).isZero(); // the same on all series
    assertThat(family.removeMatching(Map.of("queue", "a", "code", "2"))).isEqualTo(1);
    assertThat(family.removeMatching(Map.of("queue", "a"))).isEqualTo(1);
    assertThat(Transcript.of(registry)).isEqualTo("""
        jobs_total counter ""
          {code="1", queue="b", zone="z"} 0.0
          {code="a", queue="b", zone="z"} 0.0
        """);

    assertThat(family.removeMatching(Map.of())).isEqualTo(2);
    assertThat(family.removeMatching(Map.of())).isZero();
    assertThat(registry.snapshot()).isEmpty();
  }

  @Test
  void refusesNullInPlaceOfAValueAndRemovesNothing() {
    Family<Counter> family = family("queue");
    family.with("a");
    Map<String, String> withNull = new HashMap<>();
    withNull.put("queue", null);
    String message = "jobs_total: The value of label \"queue\" is null. Pass \"\" for a label"
        + " without a value.";

    assertThatThrownBy(() -> family.removeMatching(withNull))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> family.curry(Map.of()).removeMatching(withNull))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> family.remove((String) null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThat(family.size()).isEqualTo(1);
  }

  @Test
  void removesSeriesByValuesThatWereMended() {
    Family<Counter> family = family("queue");
    family.with("a\uD83D");

    assertThat(family.removeMatching(Map.of("queue", "a\uD83D"))).isEqualTo(1);
  }

  @Test
  void removesEverythingAndGoesOn() {
    Family<Counter> family = family("queue");
    for (int i = 0; i < 1000; i++) {
      family.with("q" + i).inc();
    }

    family.clear();
    assertThat(family.size()).isZero();
    assertThat(registry.snapshot()).isEmpty();
    family.with("q7").inc();

    assertThat(Transcript.of(registry)).isEqualTo("""
        jobs_total counter "Jobs."
          {queue="q7"} 1.0
        """);
  }
}
