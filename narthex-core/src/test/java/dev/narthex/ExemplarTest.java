package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.CounterSnapshot;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.NativeBuckets;
import dev.narthex.model.NativeHistogramSnapshot;
import dev.narthex.support.CapturedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What counters, histograms and timers promise about exemplars, given by hand or from a trace. */
class ExemplarTest {

  private static final Labels GIVEN = Labels.of("order", "17");
  private static final Labels FROM_TRACE =
      Labels.of("trace_id", "0af7651916cd43dd8448eb211c80319c", "span_id", "b7ad6b7169203331");
  private static final Labels TOO_LONG = Labels.of("order", "x".repeat(124));

  private final ManualTime time = new ManualTime();
  private final Registry registry = new Registry();
  private final GivenTrace trace = new GivenTrace();

  private final CapturedLog log = new CapturedLog(TraceContext.class);

  @AfterEach
  void uninstall() {
    TraceContext.install(null);
    log.close();
  }

  private Counter counter() {
    return Counter.builder("orders_total").traceContext(trace).time(time).register(registry);
  }

  private Histogram histogram() {
    return Histogram.builder("size_bytes")
        .buckets(1, 2)
        .traceContext(trace)
        .time(time)
        .register(registry);
  }

  private Exemplar scrapedFromCounter() {
    return ((CounterSnapshot) registry.snapshot().get(0).series().get(0)).exemplar();
  }

  private HistogramSnapshot scrapedHistogram() {
    return (HistogramSnapshot) registry.snapshot().get(0).series().get(0);
  }

  private static Exemplar exemplar(Labels labels, double value) {
    return new Exemplar(labels, value, ManualTime.START_MILLIS);
  }

  @Test
  void aCounterKeepsTheLastExemplarGiven() {
    Counter orders = counter();

    orders.incWithExemplar(Labels.of("order", "16"));
    orders.addWithExemplar(2.5, GIVEN);
    orders.inc();

    assertThat(scrapedFromCounter()).isEqualTo(exemplar(GIVEN, 2.5));
    assertThat(orders.value()).isEqualTo(4.5);
  }

  @Test
  void withoutLabelsACounterKeepsTheExemplarItHas() {
    Counter orders = counter();
    orders.incWithExemplar(GIVEN);

    orders.incWithExemplar(null);

    assertThat(scrapedFromCounter()).isEqualTo(exemplar(GIVEN, 1));
    assertThat(orders.value()).isEqualTo(2);
  }

  @Test
  void withoutLabelsABucketKeepsTheExemplarItHas() {
    Histogram sizes = histogram();
    sizes.observeWithExemplar(2, GIVEN);

    sizes.observeWithExemplar(1.5, null);

    assertThat(scrapedHistogram().exemplar(1)).isEqualTo(exemplar(GIVEN, 2));
    assertThat(sizes.snapshot().count()).isEqualTo(2);
  }

  @Test
  void anExemplarMayHaveNoLabels() {
    counter().incWithExemplar(Labels.EMPTY);

    assertThat(scrapedFromCounter()).isEqualTo(exemplar(Labels.EMPTY, 1));
  }

  @Test
  void anExemplarOfABucketMayHaveNoLabels() {
    histogram().observeWithExemplar(2, Labels.EMPTY);

    assertThat(scrapedHistogram().exemplar(1)).isEqualTo(exemplar(Labels.EMPTY, 2));
  }

  @Test
  void eachSeriesOfAFamilyHasAnExemplarWithItsTime() {
    Family<Counter> orders =
        Counter.builder("orders_total").time(time).labelNames("shop").register(registry);
    time.advance(Duration.ofSeconds(1));
    orders.with("a").incWithExemplar(GIVEN);
    time.advance(Duration.ofSeconds(1));
    orders.with("b").incWithExemplar(Labels.EMPTY);

    assertThat(registry.snapshot().get(0).series())
        .extracting(one -> ((CounterSnapshot) one).exemplar())
        .containsExactly(
            new Exemplar(GIVEN, 1, ManualTime.START_MILLIS + 1000),
            new Exemplar(Labels.EMPTY, 1, ManualTime.START_MILLIS + 2000));
  }

  @Test
  void whatIsCountedStaysCountedIfTheExemplarIsRefused() {
    Counter orders = counter();
    Histogram sizes = histogram();

    assertThatThrownBy(() -> orders.incWithExemplar(TOO_LONG))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("orders_total: The labels of an exemplar may have 128 characters together but "
            + TOO_LONG
            + " has 129. Keep only an id. The value was counted.");
    assertThatThrownBy(() -> sizes.observeWithExemplar(3, TOO_LONG))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("size_bytes: The labels of an exemplar may have 128");
    assertThat(orders.value()).isEqualTo(1);
    assertThat(sizes.snapshot().count()).isEqualTo(1);
  }

  @Test
  void anAmountThatIsRefusedLeavesNoExemplar() {
    Counter orders = counter();

    assertThatThrownBy(() -> orders.addWithExemplar(-1, GIVEN))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(scrapedFromCounter()).isNull();
  }

  @Test
  void aHistogramKeepsTheLastExemplarOfEachBucket() {
    Histogram sizes = histogram();

    sizes.observeWithExemplar(0.5, Labels.of("order", "1"));
    sizes.observeWithExemplar(1, Labels.of("order", "2"));
    sizes.observeWithExemplar(9, Labels.of("order", "3"));
    sizes.observeWithExemplar(1.5, null);

    HistogramSnapshot scraped = scrapedHistogram();
    assertThat(scraped.exemplar(0)).isEqualTo(exemplar(Labels.of("order", "2"), 1));
    assertThat(scraped.exemplar(1)).isNull();
    assertThat(scraped.exemplar(2)).isEqualTo(exemplar(Labels.of("order", "3"), 9));
    assertThat(scraped.count()).isEqualTo(4);
  }

  @Test
  void aTimerHandsOverAnExemplar() {
    Histogram sizes = histogram();
    Timer timer = sizes.startTimer();
    time.advance(Duration.ofMillis(1500));

    timer.stopWithExemplar(GIVEN);

    assertThat(scrapedHistogram().exemplar(1))
        .isEqualTo(new Exemplar(GIVEN, 1.5, ManualTime.START_MILLIS + 1500));
  }

  @Test
  void aTimerWithoutLabelsOnlyObserves() {
    Histogram sizes = histogram();

    sizes.startTimer().stopWithExemplar(null);

    assertThat(scrapedHistogram().exemplar(0)).isNull();
    assertThat(sizes.snapshot().count()).isEqualTo(1);
  }

  @Test
  void aTimerHandsItsTimeAlsoToAnObserverThatTakesNoExemplars() {
    List<Double> observed = new ArrayList<>();
    Timer timer = Timer.start(observed::add, time);
    time.advance(Duration.ofMillis(1500));

    timer.stopWithExemplar(GIVEN);

    assertThat(observed).containsExactly(1.5);
  }

  @Test
  void aSummaryOnlyObserves() {
    Summary sizes = Summary.builder("size_bytes").build();

    sizes.observeWithExemplar(3, GIVEN);

    assertThat(sizes.snapshot().count()).isEqualTo(1);
  }

  @Test
  void aCounterTakesOneExemplarFromTheTraceForEachScrape() {
    Counter orders = counter();
    trace.sampled = true;
    orders.inc();
    assertThat(scrapedFromCounter()).as("nobody has asked for one yet").isNull();

    orders.add(2.5);
    orders.add(7);

    assertThat(scrapedFromCounter()).isEqualTo(exemplar(FROM_TRACE, 2.5));
    assertThat(trace.asked).isEqualTo(1);
    orders.add(4);
    assertThat(scrapedFromCounter()).isEqualTo(exemplar(FROM_TRACE, 4));
  }

  @Test
  void aHistogramTakesOneExemplarFromTheTraceForEachBucketAndScrape() {
    Histogram sizes = histogram();
    scrapedHistogram();
    trace.sampled = true;

    sizes.observe(0.5);
    sizes.observe(0.75);
    sizes.observe(5);

    HistogramSnapshot scraped = scrapedHistogram();
    assertThat(scraped.exemplar(0)).isEqualTo(exemplar(FROM_TRACE, 0.5));
    assertThat(scraped.exemplar(1)).isNull();
    assertThat(scraped.exemplar(2)).isEqualTo(exemplar(FROM_TRACE, 5));
    sizes.observe(0.25);
    assertThat(scrapedHistogram().exemplar(0)).isEqualTo(exemplar(FROM_TRACE, 0.25));
    assertThat(trace.asked).isEqualTo(3);
  }

  @Test
  void aTraceThatIsNotKeptGivesNoExemplar() {
    Counter orders = counter();
    scrapedFromCounter();

    orders.inc();
    trace.sampled = true;
    orders.add(3);

    assertThat(scrapedFromCounter()).isEqualTo(exemplar(FROM_TRACE, 3));
    assertThat(trace.asked).isEqualTo(2);
  }

  @Test
  void aSnapshotThatIsNoScrapeAsksForNoExemplars() {
    Histogram sizes = histogram();
    trace.sampled = true;

    sizes.snapshot();
    sizes.observe(1);

    assertThat(trace.asked).isZero();
  }

  @Test
  void anInstalledTraceReachesMetricsThatAreThereAlready() {
    Counter orders = Counter.builder("orders_total").time(time).register(registry);
    orders.inc();
    scrapedFromCounter();

    TraceContext.install(trace);
    trace.sampled = true;
    scrapedFromCounter();
    orders.inc();

    assertThat(scrapedFromCounter()).isEqualTo(exemplar(FROM_TRACE, 1));
  }

  @Test
  void aMetricWithoutTraceIsNeverAsked() {
    TraceContext.install(trace);
    trace.sampled = true;
    Counter orders =
        Counter.builder("orders_total").traceContext(TraceContext.NONE).register(registry);
    scrapedFromCounter();

    orders.inc();

    assertThat(scrapedFromCounter()).isNull();
    assertThat(trace.asked).isZero();
  }

  @Test
  void aTraceContextThatFailsCostsTheExampleNotTheNumberWhateverTheLogDoes() {
    log.failWith(new IllegalStateException("disk full"));
    Counter orders = counter();
    scrapedFromCounter();
    trace.sampled = true;
    trace.traceId = null;

    assertThatCode(orders::inc).doesNotThrowAnyException();
    trace.traceId = "x".repeat(200);
    assertThatCode(orders::inc).doesNotThrowAnyException();

    assertThat(orders.value()).isEqualTo(2);
    assertThat(scrapedFromCounter()).isNull();
    assertThat(log.records()) // once in the life of a program
        .extracting(LogRecord::getMessage)
        .containsExactly("The trace context dev.narthex.GivenTrace failed, so metrics have no"
            + " exemplars from it. It is asked again at each scrape; this is logged once.");
  }

  @Test
  void definitionsWithDifferentTracesAreDifferent() {
    Counter.builder("orders_total").traceContext(trace).registerOrGet(registry);

    assertThatCode(
            () -> Counter.builder("orders_total").traceContext(trace).registerOrGet(registry))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> Counter.builder("orders_total").registerOrGet(registry))
        .hasMessageStartingWith("orders_total is registered with another definition.");
  }

  @Test
  void nativeBucketsTakeAsManyExemplarsFromTracesAsTheyKeep() {
    Histogram sizes = Histogram.builder("size_bytes")
        .nativeBuckets(NativeBuckets.DEFAULT)
        .nativeExemplars(2, Duration.ofHours(1))
        .traceContext(trace)
        .time(time)
        .register(registry);
    trace.sampled = true;
    scrapedHistogram();

    for (int i = 1; i <= 20; i++) {
      sizes.observe(i);
    }

    assertThat(trace.asked).isEqualTo(2);
    NativeHistogramSnapshot natives = scrapedHistogram().nativeData();
    assertThat(natives.exemplarCount()).isEqualTo(2);
    assertThat(natives.exemplar(0)).isEqualTo(exemplar(FROM_TRACE, 1));
    assertThat(natives.exemplar(1)).isEqualTo(exemplar(FROM_TRACE, 2));
  }

  @Test
  void nanTakesOneExemplarFromTheTraceLikeOthers() {
    Histogram sizes = Histogram.builder("size_bytes")
        .nativeBuckets(NativeBuckets.DEFAULT)
        .nativeExemplars(1, Duration.ofHours(1))
        .traceContext(trace)
        .register(registry);
    trace.sampled = true;
    scrapedHistogram();

    sizes.observe(Double.NaN);
    sizes.observe(Double.NaN);

    assertThat(trace.asked).isEqualTo(1);
  }
}
