package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.support.CapturedLog;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@link FamilyBuilder#maxSeries} promises: a bound, past which nothing is lost. */
class MaxSeriesTest {

  private final Registry registry = new Registry();
  private final Family<Counter> family = Counter.builder("jobs_total")
      .constLabel("zone", "z")
      .labelNames("queue", "code")
      .maxSeries(2)
      .register(registry);

  private final CapturedLog log = new CapturedLog(Family.class);
  private final List<LogRecord> logged = log.records();

  @AfterEach
  void stopListening() {
    log.close();
  }

  @Test
  void countsForNewLabelSetsOnOneSeriesOnTopOfTheLimit() {
    family.with("a", "1").inc();
    family.with("b", "1").inc();
    assertThat(family.size()).isEqualTo(2);

    family.with("c", "1").inc();
    family.with("c", "2").inc();
    family.with(new String[] {"d", "1"}).inc();
    family.with(Map.of("queue", "e", "code", "1")).inc();
    family.with("a", "1").inc();

    assertThat(Transcript.of(registry)).isEqualTo("""
        jobs_total counter ""
          {code="1", queue="a", zone="z"} 2.0
          {code="1", queue="b", zone="z"} 1.0
          {code="__overflow__", queue="__overflow__", zone="z"} 4.0
        """);
    assertThat(family.size()).isEqualTo(3);
    assertThat(family.with("c", "1"))
        .isSameAs(family.with("x", "y"))
        .isSameAs(family.with(Family.OVERFLOW, Family.OVERFLOW));
  }

  @Test
  void countsTheOverflowSeriesBesideTheLimitAlsoWhenItIsAskedForByName() {
    family.with(Family.OVERFLOW, Family.OVERFLOW).inc();
    family.with("a", "1").inc();
    family.with("b", "1").inc();
    family.with("c", "1").inc();

    assertThat(family.size()).isEqualTo(3);
    assertThat(family.with("d", "1").value()).isEqualTo(2);
  }

  @Test
  void makesSeriesAgainWhenOthersWereRemoved() {
    family.with("a", "1").inc();
    family.with("b", "1").inc();
    family.with("c", "1").inc();

    family.remove("a", "1");
    family.with("c", "1").inc();
    family.with("d", "1").inc();

    assertThat(Transcript.of(registry)).isEqualTo("""
        jobs_total counter ""
          {code="1", queue="b", zone="z"} 1.0
          {code="1", queue="c", zone="z"} 1.0
          {code="__overflow__", queue="__overflow__", zone="z"} 2.0
        """);

    family.removeMatching(Map.of("code", "1"));
    family.with("a", "2").inc();
    assertThat(family.size()).isEqualTo(2);

    family.clear();
    family.with("a", "1");
    family.with("b", "1");
    family.with("c", "1").inc();
    assertThat(family.with("c", "1").value()).isEqualTo(1); // the overflow series was made anew
    assertThat(family.remove(Family.OVERFLOW, Family.OVERFLOW)).isTrue();
    assertThat(family.with("c", "1").value()).isZero();
    assertThat(family.size()).isEqualTo(3);
  }

  @Test
  void refusesAndMendsWhatItDoesBelowTheLimit() {
    family.with("a\uFFFD", "1").inc();
    family.with("b", "1").inc();
    family.with("c", "1").inc();

    assertThatThrownBy(() -> family.with("d", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The value of label \"code\" is null");
    assertThatThrownBy(() -> family.with((String) null, "d"))
        .hasMessageContaining("The value of label \"queue\" is null");
    assertThatThrownBy(() -> family.with("d")).hasMessageContaining("has 2 labels");
    assertThatThrownBy(() -> family.with("d", "e", "f")).hasMessageContaining("has 2 labels");
    family.with("a\uD83D", "1").inc(); // is mended to one that is there
    family.with("e\uD83D", "1").inc();

    assertThat(family.with("a\uFFFD", "1").value()).isEqualTo(2);
    assertThat(family.with("never", "1").value()).isEqualTo(2);
    assertThat(family.size()).isEqualTo(3);
  }

  @Test
  void tellsApartLabelSetsOfTheSameHashWhenItIsFull() {
    assertThat("Aa").hasSameHashCodeAs("BB");
    family.with("Aa", "1").inc();
    family.with("BB", "1").inc();

    family.with("Aa", "1").inc();
    family.with("BB", "1").inc();
    family.with("AaAa", "1").inc();

    assertThat(family.with("Aa", "1").value()).isEqualTo(2);
    assertThat(family.with("BB", "1").value()).isEqualTo(2);
    assertThat(family.with("BBBB", "1").value()).isEqualTo(1);
  }

  @Test
  void holdsForAnyNumberOfLabelsAndAnyWayToPassThem() {
    Family<Gauge> six = Gauge.builder("six")
        .labelNames("a", "b", "c", "d", "e", "f")
        .maxSeries(1)
        .constrain("f", value -> value + "!")
        .build();
    six.with("1", "2", "3", "4", "5", "6").inc();
    six.with("1", "2", "3", "4", "5", "7").inc();
    six.curry("a", "1").with("2", "3", "4", "5", "8").inc();

    assertThat(six.series())
        .extracting(series -> series.labels().get("f") + series.metric().value())
        .containsExactly("6!1.0", "__overflow__2.0");
  }

  @Test
  void warnsOnceAtTheFirstScrapeThatSeesIt() {
    family.with("a", "1");
    family.with("b", "1");
    registry.snapshot();
    assertThat(logged).isEmpty();

    family.with("c", "1");
    family.with("d", "1");
    assertThat(logged).isEmpty(); // who counts does not wait for a log

    registry.snapshot();
    registry.snapshot();
    family.with("e", "1");
    registry.snapshot();
    assertThat(logged).hasSize(1);
    assertThat(logged.get(0).getLevel()).isEqualTo(Level.WARNING);
    assertThat(logged.get(0).getMessage())
        .isEqualTo(
            "jobs_total has reached its limit of 2 series. New label sets share the series whose"
                + " labels are \"__overflow__\"; look-ups that went there so far: 2. Label \"queue\" has the"
                + " most values, 2. Bring them into few forms with constrain(\"queue\", …), leave the label"
                + " out, or allow more with maxSeries(…).");
  }

  @Test
  void scrapesAlsoWhenTheLogFails() {
    log.failWith(new IllegalStateException("disk full"));
    family.with("a", "1");
    family.with("b", "1");
    family.with("c", "1");

    assertThat(registry.snapshot().get(0).series()).hasSize(3);
    assertThat(logged).isNotEmpty();
  }

  @Test
  void isAHundredThousandUnlessSaidOtherwise() {
    Family<Gauge> gauges = Gauge.builder("g").labelNames("a").build();
    for (int i = 0; i < 100_010; i++) {
      gauges.with("" + i).inc();
    }

    assertThat(gauges.size()).isEqualTo(Family.DEFAULT_MAX_SERIES + 1);
    assertThat(gauges.with("new").value()).isEqualTo(10);
  }

  @Test
  void refusesALimitBelowOne() {
    assertThatThrownBy(() -> Gauge.builder("g").labelNames("a").maxSeries(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "g: maxSeries(0) leaves room for no series. Pass at least 1; without the call it"
                + " is 100000.");
  }

  @Test
  void isPartOfTheDefinition() {
    Family<Gauge> five = Gauge.builder("g").labelNames("a").maxSeries(5).registerOrGet(registry);

    assertThat(Gauge.builder("g").labelNames("a").maxSeries(5).registerOrGet(registry))
        .isSameAs(five);
    assertThatThrownBy(() -> Gauge.builder("g").labelNames("a").registerOrGet(registry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unit \"\" maxSeries=5 and would be");
  }
}
