package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.Buckets;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramData;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.NativeBuckets;
import dev.narthex.model.NativeHistogramData;
import dev.narthex.model.SummaryData;
import dev.narthex.support.AllocatedBytes;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * That the hot path makes no object at all, and a scrape none per sample, counted by the JVM for this
 * thread. The bytes counted do not depend on how fast or busy the machine is.
 */
class AllocationTest {

  /**
   * In some rounds of so many something is made once: by the JVM on this thread, or by one of up to 64
   * series that is found busy and gets its cells, one after the other. An object for each call, or for one
   * in a thousand, would be seen in all.
   */
  private static final int OPERATIONS = 1_000_000;

  private static final String[] VALUES = {"GET", "POST", "200", "404", "/a", "/b", "x", "y"};

  private final Registry registry = new Registry();

  @Test
  void countingMakesNoObject() {
    Counter counter = Counter.builder("jobs_total").build();

    assertMakesNothing(i -> counter.inc());
    assertMakesNothing(i -> counter.add(i));
    assertMakesNothing(i -> counter.add(i * 0.1));
    assertThat(counter.value()).isGreaterThan(OPERATIONS);
  }

  @Test
  void settingMakesNoObject() {
    Gauge gauge = Gauge.builder("depth").build();
    Untyped untyped = Untyped.builder("reading").build();
    StateSet<String> states = StateSet.builder("mode", VALUES).build();

    assertMakesNothing(i -> gauge.set(i));
    assertMakesNothing(i -> gauge.inc());
    assertMakesNothing(i -> gauge.dec());
    assertMakesNothing(i -> gauge.add(0.5));
    assertMakesNothing(i -> gauge.sub(0.5));
    assertMakesNothing(i -> gauge.setToCurrentTime());
    assertMakesNothing(i -> untyped.set(i));
    assertMakesNothing(i -> states.set(VALUES[i & 7], (i & 8) == 0));
    assertMakesNothing(i -> states.setOnly(VALUES[i & 7]));
  }

  @Test
  void observingMakesNoObject() {
    Histogram few = Histogram.builder("latency_seconds").build();
    Histogram many = Histogram.builder("size").buckets(bounds(100)).build();
    Summary summary = Summary.builder("answer_seconds").build();

    assertMakesNothing(i -> few.observe(i * 1e-5));
    assertMakesNothing(i -> many.observe(i % 120));
    assertMakesNothing(i -> summary.observe(i));
  }

  @Test
  void observingInNativeBucketsMakesNoObject() {
    Histogram natives = Histogram.builder("latency_seconds")
        .nativeBuckets(NativeBuckets.DEFAULT)
        .build();
    Histogram both = Histogram.builder("size")
        .nativeBuckets(NativeBuckets.DEFAULT.maxBuckets(20))
        .buckets(Buckets.DEFAULT)
        .build();

    assertMakesNothing(i -> natives.observe(i * 1e-5));
    assertMakesNothing(i -> both.observe(i - 500_000));
  }

  /** Where an example is wanted but there is no trace that is kept, each call asks for one. */
  @Test
  void lookingForATraceMakesNoObject() {
    GivenTrace trace = new GivenTrace();
    Counter counter = Counter.builder("jobs_total").traceContext(trace).register(registry);
    Histogram histogram =
        Histogram.builder("latency_seconds").traceContext(trace).register(registry);
    registry.snapshot();

    assertMakesNothing(i -> counter.inc());
    assertMakesNothing(i -> histogram.observe(i));
    assertThat(trace.asked).isGreaterThan(OPERATIONS);
  }

  private static double[] bounds(int count) {
    double[] bounds = new double[count];
    for (int i = 0; i < count; i++) {
      bounds[i] = i;
    }
    return bounds;
  }

  /**
   * Memory for the values that are kept grows at first and is then used again. Every 512th call sorts
   * by the method of the JDK, which makes up to 2,000 bytes if parts are sorted already.
   */
  @Test
  void observingForQuantilesMakesNoObjectForAnObservationOnceItHasItsMemory() {
    Summary summary = Summary.builder("latency_seconds")
        .objective(0.5, 0.05)
        .objective(0.99, 0.001)
        .build();

    assertThat(leastMadeBy(5 * OPERATIONS, i -> summary.observe(i % 1000)))
        .isLessThanOrEqualTo(5 * OPERATIONS);
  }

  @Test
  void findingASeriesMakesNoObjectUpToFourLabels() {
    Family<Counter> one = Counter.builder("a_total").labelNames("a").build();
    Family<Counter> two = Counter.builder("b_total").labelNames("a", "b").build();
    Family<Gauge> three = Gauge.builder("c").labelNames("a", "b", "c").build();
    Family<Histogram> four =
        Histogram.builder("d").labelNames("a", "b", "c", "d").build();

    assertMakesNothing(i -> one.with(VALUES[i & 7]).inc());
    assertMakesNothing(i -> two.with(VALUES[i & 7], VALUES[i >> 3 & 7]).inc());
    assertMakesNothing(i -> three.with(VALUES[i & 7], VALUES[i >> 3 & 7], "z").set(i));
    assertMakesNothing(
        i -> four.with(VALUES[i & 7], "y", "z", VALUES[i >> 3 & 7]).observe(i));
    assertThat(two.size()).isEqualTo(64);
  }

  @Test
  void findingASeriesByNamedValuesMakesNoObjectUpToFourLabels() {
    Family<Counter> two = Counter.builder("b_total").labelNames("a", "b").build();
    Family<Gauge> four = Gauge.builder("d").labelNames("a", "b", "c", "d").build();
    CurriedFamily<Gauge> curried = four.curry("c", "x").curry("d", "x");
    Map<String, String> pair = Map.of("a", "x", "b", "y");
    Map<String, String> quad = Map.of("a", "x", "b", "y", "c", "z", "d", "0");

    assertMakesNothing(i -> two.with(pair).inc());
    assertMakesNothing(i -> four.with(quad).inc());
    assertMakesNothing(i -> curried.with(pair).inc());
    assertThat(two.size() + four.size()).isEqualTo(3);
  }

  @Test
  void findingASeriesOfACurriedOrConstrainedFamilyMakesNoObjectUpToFourLabels() {
    CurriedFamily<Counter> two =
        Counter.builder("b_total").labelNames("a", "b").build().curry("a", "x");
    CurriedFamily<Gauge> four =
        Gauge.builder("d").labelNames("a", "b", "c", "d").build().curry("c", "x");
    Family<Counter> constrained = Counter.builder("e_total")
        .labelNames("a", "b")
        .constrain("b", value -> value.isEmpty() ? "none" : value)
        .build();

    assertMakesNothing(i -> two.with(VALUES[i & 7]).inc());
    assertMakesNothing(i -> four.with(VALUES[i & 7], "y", VALUES[i >> 3 & 7]).inc());
    assertMakesNothing(i -> constrained.with(VALUES[i & 7], VALUES[i >> 3 & 7]).inc());
  }

  @Test
  void findingASeriesByAnObjectMakesNoObjectUpToFourLabels() {
    LabelSchema<String[]> schema = LabelSchema.<String[]>builder()
        .label("a", pair -> pair[0])
        .label("b", pair -> pair[1])
        .build();
    TypedFamily<String[], Counter> typed =
        Counter.builder("a_total").labels(schema).build();
    String[][] pairs = {{"a", "b"}, {"a", "c"}, {"b", "c"}, {"c", "d"}};

    assertMakesNothing(i -> typed.with(pairs[i & 3]).inc());
    assertThat(typed.untyped().size()).isEqualTo(4);
  }

  @Test
  void changingWhatMayExpireMakesNoObject() {
    Family<Counter> counters = Counter.builder("a_total")
        .labelNames("a")
        .expireAfter(Duration.ofHours(1))
        .register(registry);
    Family<Histogram> histograms =
        Histogram.builder("b").labelNames("a").expireAfter(Duration.ofHours(1)).register(registry);

    assertMakesNothing(i -> counters.with(VALUES[i & 7]).inc());
    assertMakesNothing(i -> histograms.with(VALUES[i & 7]).observe(i));
    assertGathersWithin(ONE_PASS);
  }

  @Test
  void beingDivertedToTheOverflowSeriesMakesNoObjectUpToFourLabels() {
    Family<Counter> two =
        Counter.builder("b_total").labelNames("a", "b").maxSeries(1).build();
    Family<Gauge> four =
        Gauge.builder("d").labelNames("a", "b", "c", "d").maxSeries(1).build();
    two.with("there", "1");
    four.with("there", "1", "2", "3");

    assertMakesNothing(i -> two.with(VALUES[i & 7], VALUES[i >> 3 & 7]).inc());
    assertMakesNothing(
        i -> four.with(VALUES[i & 7], "y", "z", VALUES[i >> 3 & 7]).inc());
    assertThat(two.size() + four.size()).isEqualTo(4);
  }

  private static void assertMakesNothing(IntConsumer operation) {
    assertThat(leastMadeBy(0, operation)).isZero();
  }

  /** How many bytes a million calls make, besides those that make what is kept. */
  private static long leastMadeBy(long enough, IntConsumer operation) {
    return AllocatedBytes.leastOf(enough, () -> {
      for (int i = 0; i < OPERATIONS; i++) {
        operation.accept(i);
      }
    });
  }

  /**
   * A pass makes a handful of objects of its own, about 1,000 bytes. One object for each of 10,000
   * samples would be 160,000.
   */
  private static final long ONE_PASS = 16_000;

  private static final int SERIES = 10_000;

  @Test
  void gatheringCountersAndGaugesMakesNoObjectForASample() {
    Family<Counter> counters = Counter.builder("jobs_total").labelNames("i").register(registry);
    Family<Gauge> gauges = Gauge.builder("depth").labelNames("i").register(registry);
    for (int i = 0; i < SERIES; i++) {
      counters.with("" + i).inc();
      gauges.with("" + i).inc();
    }

    assertGathersWithin(ONE_PASS);
  }

  @Test
  void gatheringHistogramsAndSummariesMakesNoObjectForASample() {
    Family<Histogram> histograms = Histogram.builder("size").labelNames("i").register(registry);
    Family<Summary> summaries = Summary.builder("length").labelNames("i").register(registry);
    Family<Summary> quantiles =
        Summary.builder("width").objective(0.5, 0.05).labelNames("i").register(registry);
    for (int i = 0; i < SERIES; i++) {
      histograms.with("" + i).observe(i);
      summaries.with("" + i).observe(i);
      quantiles.with("" + i).observe(i);
    }

    assertGathersWithin(ONE_PASS);
  }

  @Test
  void gatheringNativeHistogramsWithExemplarsMakesNoObjectForASample() {
    Family<Histogram> histograms = Histogram.builder("size")
        .nativeBuckets(NativeBuckets.DEFAULT)
        .labelNames("i")
        .register(registry);
    for (int i = 0; i < SERIES; i++) {
      histograms.with("" + i).observeWithExemplar(i, Labels.EMPTY);
      histograms.with("" + i).observe(-i);
    }

    assertGathersWithin(ONE_PASS);
  }

  @Test
  void gatheringInfosAndStateSetsMakesNoObjectForASample() {
    Family<Info> infos = Info.builder("disk_info").labelNames("i").register(registry);
    Family<StateSet<String>> states =
        StateSet.builder("mode", "off", "on").labelNames("i").register(registry);
    Family<GaugeHistogram> ages = GaugeHistogram.builder("age").labelNames("i").register(registry);
    HistogramSnapshot data = HistogramSnapshot.counting(Buckets.of(1, 2), 0.5, 1.5);
    for (int i = 0; i < SERIES; i++) {
      infos.with("" + i).set("maker", "m");
      states.with("" + i).setOnly("on");
      ages.with("" + i).set(data);
    }

    assertGathersWithin(ONE_PASS);
  }

  /** The states are renamed too: their label is named like the family. */
  @Test
  void gatheringStateSetsThroughAViewMakesNoObjectForASample() {
    Registry view = registry.withPrefix("shop_").withLabels(Labels.of("zone", "a"));
    Family<StateSet<String>> states =
        view.register(StateSet.builder("mode", "off", "on").labelNames("i").build());
    for (int i = 0; i < SERIES; i++) {
      states.with("" + i).setOnly("on");
    }

    assertGathersWithin(ONE_PASS);
  }

  @Test
  void gatheringThroughAViewMakesNoObjectForASample() {
    Registry view = registry.withPrefix("shop_").withLabels(Labels.of("zone", "a"));
    Family<Counter> defined = Counter.builder("jobs_total").labelNames("i").register(view);
    Family<Gauge> built = view.register(Gauge.builder("depth").labelNames("i").build());
    for (int i = 0; i < SERIES; i++) {
      defined.with("" + i).inc();
      built.with("" + i).inc();
    }

    assertGathersWithin(ONE_PASS);
  }

  /**
   * Recorded samples lie in arrays that are kept for the next pass; to sort them, a pass needs two
   * arrays of 4 bytes for each.
   */
  @Test
  void gatheringWhatCollectorsWriteMakesNoObjectForASample() {
    Family<Histogram> kept = Histogram.builder("size").labelNames("i").build();
    for (int i = 0; i < SERIES; i++) {
      kept.with("" + i).observe(i);
    }
    registry.register(WrittenCollector.undeclared(kept::collect));

    assertGathersWithin(ONE_PASS + 8 * SERIES);
  }

  @Test
  void filteringMakesNoObjectForAFamily() {
    for (int i = 0; i < SERIES; i++) {
      Gauge.builder("gauge_" + i).register(registry).set(i);
    }
    registry.register(WrittenCollector.undeclared(Counter.builder("jobs_total").build()::collect));

    assertGathersWithin(ONE_PASS + SERIES, registry.filtered(name -> name.startsWith("gauge")));
  }

  private void assertGathersWithin(long bytes) {
    assertGathersWithin(bytes, registry);
  }

  private static void assertGathersWithin(long bytes, Gatherer gatherer) {
    SummingSink sink = new SummingSink();

    assertThat(AllocatedBytes.leastOf(bytes, () -> gatherer.gather(sink)))
        .isLessThanOrEqualTo(bytes);
    assertThat(sink.sum).isPositive();
  }

  /** Reads everything and keeps nothing, as an encoder does. */
  private static final class SummingSink extends IgnoringSink {
    private double sum;

    @Override
    public void counter(
        Labels labels,
        double value,
        long createdMillis,
        @Nullable Exemplar exemplar,
        long timestampMillis) {
      sum += value;
    }

    @Override
    public void value(Labels labels, double value, long timestampMillis) {
      sum += value;
    }

    @Override
    public void histogram(Labels labels, HistogramData data, long timestampMillis) {
      sum += data.sum();
      for (int i = 0; i < data.buckets().size(); i++) {
        sum += data.bucketCount(i);
      }
      NativeHistogramData natives = data.nativeData();
      if (natives != null) {
        for (int i = 0; i < natives.positive().size(); i++) {
          sum += natives.positive().index(i) + natives.positive().count(i);
        }
      }
    }

    @Override
    public void summary(Labels labels, SummaryData data, long timestampMillis) {
      sum += data.sum() + data.count();
      for (int i = 0; i < data.quantiles().size(); i++) {
        sum += data.quantileValue(i);
      }
    }
  }
}
