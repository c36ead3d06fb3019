package dev.narthex.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Histogram;
import dev.narthex.Registry;
import dev.narthex.it.PrometheusApi.Point;
import dev.narthex.it.PrometheusApi.StoredExemplar;
import dev.narthex.it.PrometheusApi.StoredHistogram;
import dev.narthex.model.Buckets;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.NativeBucketCounts;
import dev.narthex.model.NativeBuckets;
import dev.narthex.model.NativeHistogramSnapshot;
import dev.narthex.scrape.ScrapeEndpoint;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The promise to whoever runs a Prometheus with native histograms: it stores them bucket by bucket,
 * tells quantiles from them within the error of their schema, and finds the exemplars of counters and
 * histograms.
 */
class NativeHistogramScrapeTest {

  private static final Duration DEADLINE = Duration.ofMinutes(3);
  private static final String PATH = "/metrics";
  private static final int LATENCIES = 20_000;
  private static final long SEED = 13;

  private static final Registry REGISTRY = new Registry();
  private static final double[] SORTED_LATENCIES = latencies();
  private static final Family<Histogram> DELTAS = Histogram.builder("clock_delta_seconds")
      .nativeBuckets(NativeBuckets.growingBy(1.5).zeroThreshold(0.001))
      .labelNames("peer")
      .register(REGISTRY);

  private static ScrapeTarget target;
  private static PrometheusServer prometheus;
  private static PrometheusApi api;

  @RegisterExtension
  static final TestExecutionExceptionHandler SHOW_LOG = (context, failure) -> {
    throw prometheus.withLog(failure);
  };

  /** From some milliseconds to some minutes, as latencies are. */
  private static double[] latencies() {
    Random random = new Random(SEED);
    double[] all = new double[LATENCIES];
    Arrays.setAll(all, i -> Math.exp(random.nextGaussian() * 1.5 - 2));
    return all;
  }

  @BeforeAll
  static void scrapeOnce() {
    observeAll();
    target = new ScrapeTarget();
    target.serve(PATH, ScrapeEndpoint.builder(REGISTRY).build());
    prometheus =
        PrometheusServer.start("native-histogram-scrape", """
        global: {scrape_interval: 3s, scrape_timeout: 3s}
        scrape_configs:
        - {job_name: native, metrics_path: %s, always_scrape_classic_histograms: true,
           static_configs: [{targets: ['%s']}]}
        """.formatted(PATH, target.address()));
    try {
      api = prometheus.api().at(Await.atMost(DEADLINE).until("a scrape", () -> firstScrape()));
    } catch (AssertionError e) {
      throw prometheus.withLog(e);
    }
  }

  /**
   * When the first scrape was that came in time. Queries are as of then: on a machine that stands still, a
   * later one may be late, and for a moment there is nothing.
   */
  private static Optional<Long> firstScrape() {
    return prometheus.api().stored("up{job='native'}").stream()
        .flatMap(up -> up.points().stream())
        .filter(point -> point.value() == 1)
        .map(Point::millis)
        .findFirst();
  }

  private static void observeAll() {
    Histogram latency = Histogram.builder("latency_seconds")
        .nativeBuckets(NativeBuckets.DEFAULT)
        .register(REGISTRY);
    Histogram coarse = Histogram.builder("coarse_seconds")
        .nativeBuckets(NativeBuckets.growingBy(1.001).maxBuckets(20))
        .register(REGISTRY);
    Histogram both = Histogram.builder("both_seconds")
        .nativeBuckets(NativeBuckets.growingBy(2))
        .buckets(Buckets.of(0.1, 1))
        .register(REGISTRY);
    for (double value : SORTED_LATENCIES) {
      latency.observe(value);
      coarse.observe(value);
      both.observe(value);
    }
    Arrays.sort(SORTED_LATENCIES);
    for (double value : new double[] {-30, -0.25, -0.2, -0.0005, 0, 0.0007, 0.002, 0.002, 45}) {
      DELTAS.with("a").observe(value);
    }
    DELTAS.with("empty");
    Histogram strange = Histogram.builder("strange_seconds")
        .nativeBuckets(NativeBuckets.DEFAULT.zeroThreshold(0))
        .register(REGISTRY);
    for (double value : new double[] {Double.POSITIVE_INFINITY, Double.NaN, 1e300, -1e-300, 0}) {
      strange.observe(value);
    }
    Histogram traced =
        Histogram.builder("traced_seconds").nativeBuckets(NativeBuckets.DEFAULT).register(REGISTRY);
    traced.observeWithExemplar(0.1, Labels.of("trace_id", "fast"));
    traced.observeWithExemplar(7, Labels.of("trace_id", "slow"));
    Counter.builder("traced_total")
        .register(REGISTRY)
        .addWithExemplar(3, Labels.of("trace_id", "counted"));
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable started : Arrays.asList(prometheus, target)) {
      if (started != null) {
        started.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "latency_seconds",
        "coarse_seconds",
        "both_seconds",
        "clock_delta_seconds",
        "strange_seconds",
        "traced_seconds"
      })
  void storesCountSumAndEachBucket(String name) {
    List<StoredHistogram> stored = api.histograms(name);

    List<StoredHistogram> expected = REGISTRY.snapshot().stream()
        .filter(family -> family.name().equals(name))
        .flatMap(family -> family.series().stream())
        .map(series -> expected(name, (HistogramSnapshot) series))
        .toList();
    assertThat(stored).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static StoredHistogram expected(String name, HistogramSnapshot snapshot) {
    NavigableMap<String, String> labels = new TreeMap<>();
    labels.put("__name__", name);
    labels.put("job", "native");
    labels.put("instance", target.address());
    snapshot.labels().forEach(labels::put);
    NativeHistogramSnapshot natives = Objects.requireNonNull(snapshot.nativeData());
    NavigableMap<String, Double> buckets = new TreeMap<>();
    if (natives.zeroCount() > 0) {
      double threshold = natives.zeroThreshold();
      buckets.put("[" + -threshold + "," + threshold + "]", (double) natives.zeroCount());
    }
    NativeBucketCounts positive = natives.positive();
    for (int i = 0; i < positive.size(); i++) {
      buckets.put(
          "(" + bound(natives, positive.index(i) - 1) + "," + bound(natives, positive.index(i))
              + "]",
          (double) positive.count(i));
    }
    NativeBucketCounts negative = natives.negative();
    for (int i = 0; i < negative.size(); i++) {
      buckets.put(
          "[" + -bound(natives, negative.index(i)) + "," + -bound(natives, negative.index(i) - 1)
              + ")",
          (double) negative.count(i));
    }
    return new StoredHistogram(labels, snapshot.count(), snapshot.sum(), buckets);
  }

  private static double bound(NativeHistogramSnapshot natives, int index) {
    return NativeBuckets.upperBound(natives.schema(), index);
  }

  /** Written by hand, in case the snapshot from which all else is expected is wrong itself. */
  @Test
  void storesNegativeValuesAndTheZeroBucket() {
    StoredHistogram stored = api.histograms("clock_delta_seconds{peer='a'}").get(0);

    assertThat(stored.count()).isEqualTo(9);
    assertThat(stored.buckets())
        .hasToString("{"
            + "(0.001953125,0.002762135864009951]=2.0, "
            + "(32.0,45.25483399593904]=1.0, "
            + "[-0.001,0.001]=3.0, "
            + "[-0.25,-0.17677669529663687)=2.0, "
            + "[-32.0,-22.62741699796952)=1.0}");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.5, 0.9, 0.99, 0.999})
  void tellsQuantilesWithinTheErrorOfTheSchema(double rank) {
    double exact = SORTED_LATENCIES[(int) Math.ceil(rank * LATENCIES) - 1];

    double fine = api.value("histogram_quantile(" + rank + ", latency_seconds)");
    double coarse = api.value("histogram_quantile(" + rank + ", coarse_seconds)");

    assertThat(fine).isCloseTo(exact, within(exact * (growth("latency_seconds") - 1)));
    assertThat(coarse).isCloseTo(exact, within(exact * (growth("coarse_seconds") - 1)));
  }

  private static double growth(String name) {
    return REGISTRY.snapshot().stream()
        .filter(family -> family.name().equals(name))
        .map(family -> ((HistogramSnapshot) family.series().get(0)).nativeData())
        .mapToDouble(natives -> NativeBuckets.upperBound(natives.schema(), 1))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void storesClassicBucketsBesideNativeOnesWhereItIsToldTo() {
    long upToOne = Arrays.stream(SORTED_LATENCIES).filter(value -> value <= 1).count();

    assertThat(api.value("both_seconds_bucket{le='1.0'}")).isEqualTo((double) upToOne);
    assertThat(api.value("both_seconds_bucket{le='+Inf'}")).isEqualTo(LATENCIES);
  }

  @Test
  void findsTheExemplarsOfNativeHistogramsAndCounters() {
    List<StoredExemplar> histogram = api.exemplars("traced_seconds");
    List<StoredExemplar> counter = api.exemplars("traced_total");

    assertThat(histogram)
        .extracting(exemplar -> exemplar.labels() + " " + exemplar.value())
        .containsExactly("{trace_id=fast} 0.1", "{trace_id=slow} 7.0");
    assertThat(counter)
        .extracting(exemplar -> exemplar.labels() + " " + exemplar.value())
        .containsExactly("{trace_id=counted} 3.0");
  }

  @Test
  void hasNothingToComplainOfInItsLog() {
    assertThat(prometheus.log().lines())
        .filteredOn(line -> line.contains("component=\"scrape manager\""))
        .filteredOn(line -> !line.contains("level=INFO"))
        .isEmpty();
  }
}
