package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.NativeBuckets;
import dev.narthex.model.NativeHistogramSnapshot;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * What native histograms promise to many threads: whatever a scrape shows belongs to one set of
 * observations, also while stripes halve their resolution and start over.
 */
class NativeConcurrencyTest {

  private static final int THREADS = 8;
  private static final int OBSERVATIONS = 20_000;

  private static double value(int thread, int i) {
    return (i % 3 - 1) * Math.pow(1.01, (thread * 131 + i * 7) % 2_000);
  }

  @Test
  void bucketsAndCountAgreeWhileStripesComeToDifferentResolutions() throws Exception {
    Histogram histogram = Histogram.builder("work_seconds")
        .nativeBuckets(NativeBuckets.growingBy(1.01).maxBuckets(20).maxZeroThreshold(0.5))
        .buckets(0, 1)
        .build();
    long[] lastCount = {0};

    new Race()
        .workers(THREADS, thread -> {
          for (int i = 0; i < OBSERVATIONS; i++) {
            histogram.observe(value(thread, i));
          }
        })
        .onlooker(thread -> {
          HistogramSnapshot snapshot = histogram.snapshot();
          assertAgrees(snapshot);
          assertThat(snapshot.count()).isGreaterThanOrEqualTo(lastCount[0]);
          lastCount[0] = snapshot.count();
        })
        .run();

    assertAgrees(histogram.snapshot());
    assertThat(histogram.snapshot().count()).isEqualTo(THREADS * OBSERVATIONS);
  }

  private static void assertAgrees(HistogramSnapshot snapshot) {
    NativeHistogramSnapshot natives = snapshot.nativeData();
    long negative = 0;
    for (int i = 0; i < natives.negative().size(); i++) {
      negative += natives.negative().count(i);
    }
    long positive = 0;
    for (int i = 0; i < natives.positive().size(); i++) {
      positive += natives.positive().count(i);
    }
    assertThat(natives.zeroCount() + negative + positive).isEqualTo(snapshot.count());
    assertThat(snapshot.bucketCount(0)).isGreaterThanOrEqualTo(negative);
    assertThat(natives.positive().size() + natives.negative().size()).isLessThanOrEqualTo(20);
  }

  /** Each epoch sees values of its own only, so that one seen in another tells of a mixture. */
  @Test
  void aScrapeShowsOneEpochOnly() throws Exception {
    AtomicLong now = new AtomicLong();
    TimeSource time = new TimeSource() {
      @Override
      public long wallMillis() {
        return now.get();
      }

      @Override
      public long nanos() {
        return now.get() * 1_000_000;
      }
    };
    Histogram histogram = Histogram.builder("work_seconds")
        .nativeBuckets(NativeBuckets.growingBy(2).maxBuckets(2).resetAfter(Duration.ofMillis(1)))
        .buckets(1.5)
        .time(time)
        .build();

    new Race()
        .workers(THREADS, thread -> {
          for (int i = 0; i < OBSERVATIONS; i++) {
            histogram.observe(Math.scalb(1.0, i % 5));
            now.incrementAndGet();
          }
        })
        .onlooker(thread -> assertOneEpoch(histogram.snapshot()))
        .run();

    assertOneEpoch(histogram.snapshot());
    assertThat(histogram.snapshot().createdMillis()).isPositive();
  }

  private static void assertOneEpoch(HistogramSnapshot snapshot) {
    NativeHistogramSnapshot natives = snapshot.nativeData();
    long total = 0;
    long ones = 0;
    for (int i = 0; i < natives.positive().size(); i++) {
      total += natives.positive().count(i);
      ones += natives.positive().index(i) <= 0 ? natives.positive().count(i) : 0;
    }
    assertThat(total).isEqualTo(snapshot.count());
    assertThat(ones).isEqualTo(snapshot.bucketCount(0));
    assertThat(snapshot.sum()).isBetween((double) total, 16.0 * total);
  }

  @Test
  void nothingIsLostWhenExemplarsComeFromManyThreads() throws Exception {
    Registry registry = new Registry();
    GivenTrace trace = new GivenTrace();
    trace.sampled = true;
    Counter counter = Counter.builder("work_total").traceContext(trace).register(registry);
    Histogram histogram = Histogram.builder("work_seconds")
        .nativeBuckets(NativeBuckets.DEFAULT)
        .traceContext(trace)
        .register(registry);

    new Race()
        .workers(THREADS, thread -> {
          for (int i = 0; i < OBSERVATIONS; i++) {
            if (i % 100 == 0) {
              counter.incWithExemplar(Labels.of("i", "" + i));
              histogram.observeWithExemplar(i, Labels.of("i", "" + i));
            } else {
              counter.inc();
              histogram.observe(i);
            }
          }
        })
        .onlooker(thread -> registry.snapshot())
        .run();

    assertThat(counter.value()).isEqualTo(THREADS * OBSERVATIONS);
    assertThat(histogram.snapshot().count()).isEqualTo(THREADS * OBSERVATIONS);
    assertThat(histogram.snapshot().nativeData().exemplarCount()).isEqualTo(10);
  }
}
