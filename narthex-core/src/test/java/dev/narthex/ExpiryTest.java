package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.Labels;
import dev.narthex.model.NativeBuckets;
import dev.narthex.support.Await;
import dev.narthex.support.CapturedLog;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link FamilyBuilder#expireAfter} promises: idle series leave, and no number is lost. */
class ExpiryTest {

  private final ManualTime time = new ManualTime();
  private final Registry registry = new Registry();
  private final Family<Counter> family = counters().register(registry);

  private Family.Builder<Counter> counters() {
    return Counter.builder("jobs_total")
        .time(time)
        .labelNames("queue")
        .expireAfter(Duration.ofMinutes(10));
  }

  private String scrapeAfter(int minutes) {
    time.advance(Duration.ofMinutes(minutes));
    return Transcript.of(registry);
  }

  private static String exposed(String... series) {
    return Stream.of(series)
        .map(one -> "  " + one + "\n")
        .reduce("jobs_total counter \"\"\n", String::concat);
  }

  private final CapturedLog log = new CapturedLog(Family.class);

  @AfterEach
  void stopListening() {
    log.close();
  }

  @Test
  void letsASeriesLeaveAtTheFirstScrapeThatFindsItUnchangedForSoLong() {
    family.with("a").inc();
    family.with("b").inc();

    assertThat(scrapeAfter(1)).isEqualTo(exposed("{queue=\"a\"} 1.0", "{queue=\"b\"} 1.0"));
    family.with("b").inc();
    assertThat(scrapeAfter(9)).isEqualTo(exposed("{queue=\"a\"} 1.0", "{queue=\"b\"} 2.0"));
    assertThat(scrapeAfter(1)).isEqualTo(exposed("{queue=\"b\"} 2.0"));
    assertThat(scrapeAfter(8)).isEqualTo(exposed("{queue=\"b\"} 2.0"));
    assertThat(family.size()).isEqualTo(1);
    assertThat(scrapeAfter(1)).isEmpty();
    assertThat(family.size()).isZero();
    assertThat(family.series()).isEmpty();
  }

  @Test
  void showsTheLastValueHoweverRarelyItIsScraped() {
    family.with("a").inc();

    assertThat(scrapeAfter(60)).isEqualTo(exposed("{queue=\"a\"} 1.0"));
    family.with("a").inc();
    assertThat(scrapeAfter(60)).isEqualTo(exposed("{queue=\"a\"} 2.0"));
    assertThat(scrapeAfter(60)).isEmpty();
  }

  @Test
  void doesNothingBetweenScrapes() {
    family.with("a").inc();
    Transcript.of(registry);

    time.advance(Duration.ofMinutes(20));

    assertThat(family.series()).hasSize(1);
    assertThat(family.size()).isEqualTo(1);
  }

  @Test
  void keepsSeriesThatChangeForEver() {
    Counter counter = family.with("a");
    for (int i = 0; i < 100; i++) {
      counter.inc();
      assertThat(scrapeAfter(9)).isEqualTo(exposed("{queue=\"a\"} " + (i + 1.0)));
    }
  }

  /** Each change that a metric has, on a metric of its own. */
  static List<Named<Consumer<ManualTime>>> changes() {
    return List.of(
        change("inc", Counter.builder("m_total"), Counter::inc),
        change("add whole", Counter.builder("m_total"), one -> one.add(2L)),
        change("add large", Counter.builder("m_total"), one -> one.add(1L << 40)),
        change("add fraction", Counter.builder("m_total"), one -> one.add(0.5)),
        change("set", Gauge.builder("m"), one -> one.set(3)),
        change("set to what it was", Gauge.builder("m"), one -> one.set(one.value())),
        change("gauge inc", Gauge.builder("m"), Gauge::inc),
        change("dec", Gauge.builder("m"), Gauge::dec),
        change("set to time", Gauge.builder("m"), Gauge::setToCurrentTime),
        change("untyped set", Untyped.builder("m"), one -> one.set(4)),
        change("facts", Info.builder("m_info"), one -> one.set("version", "1")),
        change("set state", states(), one -> one.set("on", true)),
        change("set only state", states(), one -> one.setOnly("on")),
        change("set all states", states(), one -> one.setAll(List.of("on"))),
        change("gauge histogram set", GaugeHistogram.builder("m"), one -> one.set(one.snapshot())),
        change("native observe", nativeHistogram(), one -> one.observe(1)),
        change("observe example", Histogram.builder("m"), one -> observeWithExample(one)),
        change("inc with example", Counter.builder("m_total"), one -> one.incWithExemplar(EXAMPLE)),
        change("histogram observe", Histogram.builder("m"), one -> one.observe(1)),
        change("summary observe", Summary.builder("m"), one -> one.observe(1)),
        change(
            "quantile observe", Summary.builder("m").objective(0.5, 0.1), one -> one.observe(1)));
  }

  private static final Labels EXAMPLE = Labels.of("trace_id", "1");

  private static StateSet.Builder<String> states() {
    return StateSet.builder("m", "off", "on");
  }

  private static Histogram.Builder nativeHistogram() {
    return Histogram.builder("m").nativeBuckets(NativeBuckets.DEFAULT);
  }

  private static void observeWithExample(Histogram histogram) {
    histogram.observeWithExemplar(1, EXAMPLE);
  }

  private static <M extends Metric> Named<Consumer<ManualTime>> change(
      String name, SeriesBuilder<M, ?> builder, Consumer<M> change) {
    return Named.of(name, time -> assertThatChangeCounts(builder, time, change));
  }

  private static <M extends Metric> void assertThatChangeCounts(
      SeriesBuilder<M, ?> builder, ManualTime time, Consumer<M> change) {
    Registry registry = new Registry();
    Family<M> family = builder
        .time(time)
        .labelNames("label")
        .expireAfter(Duration.ofMinutes(10))
        .register(registry);
    M held = family.with("a");
    registry.snapshot();
    time.advance(Duration.ofMinutes(9));
    change.accept(held);
    registry.snapshot();
    time.advance(Duration.ofMinutes(9));
    registry.snapshot();
    assertThat(family.size()).as("still there, as it was changed").isEqualTo(1);
    time.advance(Duration.ofMinutes(1));
    registry.snapshot();
    assertThat(family.size()).as("asleep").isZero();

    change.accept(held);

    assertThat(family.size()).as("awake").isEqualTo(1);
    assertThat(family.with("a")).isSameAs(held);
    assertThat(registry.snapshot()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void countsEachChangeAsUseAndWakesTheMetricByIt(Consumer<ManualTime> assertion) {
    assertion.accept(time);
  }

  @Test
  void bringsAHeldMetricBackWithItsWholeTotal() {
    Counter held = family.with("a");
    held.add(5);
    scrapeAfter(0);
    assertThat(scrapeAfter(10)).isEmpty();
    assertThat(held.value()).isEqualTo(5);
    assertThat(scrapeAfter(100)).isEmpty();

    held.inc();

    assertThat(scrapeAfter(0)).isEqualTo(exposed("{queue=\"a\"} 6.0"));
    assertThat(scrapeAfter(10)).isEmpty();
    held.inc();
    assertThat(scrapeAfter(10)).isEqualTo(exposed("{queue=\"a\"} 7.0"));
  }

  @Test
  void givesTheSameMetricAgainWhileSomebodyHoldsIt() {
    Counter held = family.with("a");
    held.add(5);
    scrapeAfter(0);
    scrapeAfter(10);

    Counter again = family.with("a");

    assertThat(again).isSameAs(held);
    assertThat(scrapeAfter(0)).isEqualTo(exposed("{queue=\"a\"} 5.0"));
    held.inc();
    again.inc();
    assertThat(scrapeAfter(0)).isEqualTo(exposed("{queue=\"a\"} 7.0"));
  }

  @Test
  void givesANewMetricAfterTheOldOneWasCollected() {
    WeakReference<Counter> forgotten = new WeakReference<>(family.with("a"));
    family.with("a").add(5);
    scrapeAfter(0);
    scrapeAfter(10);

    assertCollected(forgotten);

    assertThat(family.with("a").value()).isZero();
    assertThat(scrapeAfter(0)).isEqualTo(exposed("{queue=\"a\"} 0.0"));
    assertThat(family.size()).isEqualTo(1);
  }

  private static void assertCollected(WeakReference<?> reference) {
    Await.until("the metric is collected", () -> {
      System.gc();
      return reference.refersTo(null);
    });
  }

  /** Nobody could find out about the last increment but through the series. */
  @Test
  void losesNoChangeOfAMetricThatIsForgottenRightAfterIt() {
    Counter[] held = {family.with("a")};
    held[0].add(5);
    scrapeAfter(0);
    assertThat(scrapeAfter(10)).isEmpty();

    held[0].inc();
    WeakReference<Counter> forgotten = new WeakReference<>(held[0]);
    held[0] = null;
    for (int i = 0; i < 10; i++) {
      System.gc();
    }

    assertThat(forgotten.refersTo(null)).isFalse();
    assertThat(scrapeAfter(0)).isEqualTo(exposed("{queue=\"a\"} 6.0"));
  }

  @Test
  void forgetsLabelSetsWhoseMetricsWereCollected() {
    WeakReference<Counter> last = null;
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 1_000; i++) {
        last = new WeakReference<>(family.with(round + "-" + i));
      }
      scrapeAfter(0);
      assertCollectedAfterSleep(last);
    }

    int slots = family.finder().table().slots().length;
    assertThat(slots).isLessThan(16 * 1024); // 20,000 label sets would need more than twice that
    assertThat(family.size()).isZero();
  }

  private void assertCollectedAfterSleep(WeakReference<Counter> last) {
    scrapeAfter(10);
    assertCollected(last);
    Await.until("no label set is left", () -> {
      System.gc(); // the JVM tells of what it collected some time later
      scrapeAfter(0);
      return family.finder().table().asleep() == 0;
    });
  }

  @Test
  void countsForNobodyOnAMetricWhoseSeriesWasRemovedInItsSleep() {
    Counter held = family.with("a");
    Counter cleared = family.with("b");
    Counter matched = family.with("c");
    scrapeAfter(0);
    scrapeAfter(10);

    assertThat(family.remove("a")).isFalse(); // it has left already
    assertThat(family.removeMatching(Map.of("queue", "c"))).isZero();
    held.inc();
    matched.inc();
    assertThat(scrapeAfter(0)).isEmpty();
    family.clear();
    cleared.inc();
    assertThat(scrapeAfter(0)).isEmpty();

    assertThat(family.with("a")).isNotSameAs(held);
    held.inc();
    assertThat(held.value()).isEqualTo(2);
    assertThat(scrapeAfter(0)).isEqualTo(exposed("{queue=\"a\"} 0.0"));
  }

  @Test
  void makesRoomForNewSeriesAndLetsAHeldOneBackInAlsoWhenItIsFull() {
    Family<Counter> two = Counter.builder("two_total")
        .time(time)
        .labelNames("queue")
        .maxSeries(2)
        .expireAfter(Duration.ofMinutes(10))
        .build();
    Registry own = new Registry();
    own.register(two);
    Counter held = two.with("a");
    held.add(5);
    two.with("b").inc();
    Counter diverted = two.with("c");
    diverted.inc();
    own.snapshot();
    time.advance(Duration.ofMinutes(10));
    own.snapshot();
    assertThat(two.size()).isZero();

    two.with("d").inc();
    two.with("e").inc();
    assertThat(two.with("f")).isSameAs(diverted); // the overflow series came back, too
    held.inc();
    assertThat(two.with("a")).isSameAs(held);

    assertThat(Transcript.of(own)).isEqualTo("""
        two_total counter ""
          {queue="__overflow__"} 1.0
          {queue="a"} 6.0
          {queue="d"} 1.0
          {queue="e"} 1.0
        """);
  }

  @Test
  void findsASleeperInAFullFamily() {
    Family<Counter> one = Counter.builder("one_total")
        .time(time)
        .labelNames("queue")
        .maxSeries(1)
        .expireAfter(Duration.ofMinutes(10))
        .register(registry);
    Counter held = one.with("a");
    scrapeAfter(0);
    scrapeAfter(10);
    one.with("b");
    one.with("c");

    assertThat(one.with("a")).isSameAs(held);
    assertThat(one.size()).isEqualTo(3);
  }

  @Test
  void leavesFamiliesAloneThatWereNotToldToExpire() {
    Family<Gauge> staying = Gauge.builder("stays").time(time).labelNames("a").register(registry);
    staying.with("x").set(1);
    scrapeAfter(0);
    scrapeAfter(100_000);

    assertThat(staying.size()).isEqualTo(1);
  }

  @Test
  void refusesADurationThatIsNotPositive() {
    for (Duration duration : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
      assertThatThrownBy(() -> Counter.builder("a_total").labelNames("b").expireAfter(duration))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "a_total: expireAfter(" + duration + ") would let series leave at once. Pass a"
                  + " positive duration, several times the interval of scrapes.");
    }
  }

  @Test
  void takesADurationThatIsLongerThanAnybodyCanWait() {
    Family<Gauge> patient = Gauge.builder("patient")
        .time(time)
        .labelNames("a")
        .expireAfter(Duration.ofSeconds(Long.MAX_VALUE))
        .register(registry);
    patient.with("x");
    scrapeAfter(0);
    scrapeAfter(1_000_000);

    assertThat(patient.size()).isEqualTo(1);
  }

  @Test
  void isPartOfTheDefinition() {
    assertThat(counters().registerOrGet(registry)).isSameAs(family);
    assertThatThrownBy(
            () -> Counter.builder("jobs_total").labelNames("queue").registerOrGet(registry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expireAfter=PT10M and would be");
  }
}
