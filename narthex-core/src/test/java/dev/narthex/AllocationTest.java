package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramData;
import dev.narthex.model.Labels;
import dev.narthex.model.SummaryData;
import java.lang.management.ManagementFactory;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * That the hot path makes no object at all, and a scrape none per sample, counted by the JVM for this
 * thread. The bytes counted do not depend on how fast or busy the machine is.
 */
class AllocationTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int OPERATIONS = 1_000_000;

  /**
   * What a million calls may make that is not theirs: the JVM counts what itself makes on this thread
   * now and then. One object in a hundred calls would be more than 100,000 bytes.
   */
  private static final long NOTHING = 20_000;

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

    assertMakesNothing(i -> gauge.set(i));
    assertMakesNothing(i -> gauge.inc());
    assertMakesNothing(i -> gauge.dec());
    assertMakesNothing(i -> gauge.add(0.5));
    assertMakesNothing(i -> gauge.sub(0.5));
    assertMakesNothing(i -> gauge.setToCurrentTime());
    assertMakesNothing(i -> untyped.set(i));
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

    assertMakesLessThan(5 * OPERATIONS, i -> summary.observe(i % 1000));
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

  private static void assertMakesNothing(IntConsumer operation) {
    assertMakesLessThan(NOTHING, operation);
  }

  private static void assertMakesLessThan(long bytes, IntConsumer operation) {
    for (int i = 0; i < OPERATIONS; i++) { // makes what is kept, and lets the JVM compile
      operation.accept(i);
    }
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < OPERATIONS; i++) {
      operation.accept(i);
    }
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(bytes);
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

  private void assertGathersWithin(long bytes) {
    SummingSink sink = new SummingSink();
    for (int i = 0; i < 20; i++) { // makes what is kept, and lets the JVM compile
      registry.gather(sink);
    }
    long before = THREADS.getCurrentThreadAllocatedBytes();
    registry.gather(sink);
    long made = THREADS.getCurrentThreadAllocatedBytes() - before;

    assertThat(made).isLessThan(bytes);
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
