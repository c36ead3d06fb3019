package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.SummarySnapshot;
import dev.narthex.scrape.ScrapeEndpoint;
import dev.narthex.scrape.ScrapeRequest;
import dev.narthex.scrape.ScrapeResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * What histograms and summaries promise to many threads, invariants I1 to I3 of {@link
 * StripedMetric}: each scrape shows one set of observations, nothing is lost, totals never go back.
 */
class StripedMetricConcurrencyTest {

  private static final int THREADS = 8;
  private static final int OBSERVATIONS = 20_000;

  /**
   * One value for each bucket. Each is so much larger than the one before it that the sum tells how
   * often each was observed: less than 2^18 times.
   */
  private static final double[] VALUES = {1, 0x1p18, 0x1p36};

  private final Registry registry = new Registry();
  private final Histogram histogram =
      Histogram.builder("work_seconds").buckets(VALUES[0], VALUES[1]).register(registry);
  private final Summary summary =
      Summary.builder("work_bytes").objective(0.5, 0.01).register(registry);

  private void observeInHistogram(int thread) {
    for (int i = 0; i < OBSERVATIONS; i++) {
      histogram.observe(VALUES[(thread + i) % VALUES.length]);
    }
  }

  private void observeInSummary(int thread) {
    for (int i = 0; i < OBSERVATIONS; i++) {
      summary.observe(3);
    }
  }

  @Test
  void bucketsAndSumOfAHistogramAgreeInEveryScrape() throws Exception {
    long[] lastCount = {0};
    new Race()
        .workers(THREADS, this::observeInHistogram)
        .onlooker(thread -> {
          HistogramSnapshot snapshot = histogram.snapshot();
          assertThat(countsToldBySum(snapshot.sum()))
              .containsExactly(
                  snapshot.bucketCount(0), snapshot.bucketCount(1), snapshot.bucketCount(2));
          assertThat(snapshot.count()).isGreaterThanOrEqualTo(lastCount[0]);
          lastCount[0] = snapshot.count();
        })
        .onlooker(thread -> registry.snapshot()) // a second scrape beside the first
        .run();

    assertThat(histogram.snapshot().count()).isEqualTo(THREADS * OBSERVATIONS);
    assertThat(countsToldBySum(histogram.snapshot().sum())).containsExactly(expectedCounts());
  }

  private static long[] countsToldBySum(double sum) {
    long rest = (long) sum;
    long[] counts = new long[VALUES.length];
    for (int i = VALUES.length - 1; i >= 0; i--) {
      counts[i] = rest / (long) VALUES[i];
      rest %= (long) VALUES[i];
    }
    return counts;
  }

  private static long[] expectedCounts() {
    long[] counts = new long[VALUES.length];
    for (int thread = 0; thread < THREADS; thread++) {
      for (int i = 0; i < OBSERVATIONS; i++) {
        counts[(thread + i) % VALUES.length]++;
      }
    }
    return counts;
  }

  @Test
  void bucketsCountAndSumAgreeInEveryTextThatIsServed() throws Exception {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).build();
    new Race()
        .workers(THREADS, this::observeInHistogram)
        .onlooker(thread -> {
          String text = scrape(endpoint);
          long[] counts = countsToldBySum(value(text, "work_seconds_sum"));
          assertThat(text)
              .contains("work_seconds_bucket{le=\"1\"} " + counts[0] + "\n")
              .contains("work_seconds_bucket{le=\"262144\"} " + (counts[0] + counts[1]) + "\n")
              .contains(
                  "work_seconds_bucket{le=\"+Inf\"} " + (counts[0] + counts[1] + counts[2]) + "\n")
              .contains("work_seconds_count " + (counts[0] + counts[1] + counts[2]) + "\n");
        })
        .run();

    assertThat(value(scrape(endpoint), "work_seconds_count")).isEqualTo(THREADS * OBSERVATIONS);
  }

  @Test
  void countSumAndQuantileOfASummaryAgreeInEveryScrape() throws Exception {
    long[] lastCount = {0};
    new Race()
        .workers(THREADS, this::observeInSummary)
        .onlooker(thread -> {
          SummarySnapshot snapshot = summary.snapshot();
          assertThat(snapshot.sum()).isEqualTo(3.0 * snapshot.count());
          Double quantile =
              snapshot.count() == 0 ? Double.NaN : 3.0; // boxed, so that NaN equals NaN
          assertThat(snapshot.quantileValue(0)).isEqualTo(quantile);
          assertThat(snapshot.count()).isGreaterThanOrEqualTo(lastCount[0]);
          lastCount[0] = snapshot.count();
        })
        .onlooker(thread -> registry.snapshot())
        .run();

    assertThat(summary.snapshot().count()).isEqualTo(THREADS * OBSERVATIONS);
  }

  @Test
  void countAndSumOfASummaryAgreeInEveryTextThatIsServed() throws Exception {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).build();
    new Race()
        .workers(THREADS, this::observeInSummary)
        .onlooker(thread -> {
          String text = scrape(endpoint);
          assertThat(value(text, "work_bytes_sum")).isEqualTo(3 * value(text, "work_bytes_count"));
        })
        .run();

    assertThat(value(scrape(endpoint), "work_bytes_count")).isEqualTo(THREADS * OBSERVATIONS);
  }

  @Test
  void aScrapeIncludesWhatItsOwnThreadHasObserved() throws Exception {
    new Race()
        .workers(THREADS, thread -> {
          for (int i = 1; i <= 1_000; i++) {
            histogram.observe(1);
            summary.observe(1);
            assertThat(histogram.snapshot().count()).isGreaterThanOrEqualTo(i);
            assertThat(summary.snapshot().count()).isGreaterThanOrEqualTo(i);
          }
        })
        .run();
  }

  @Test
  void nothingIsLostWhenEachHistogramMeetsItsFirstContention() throws Exception {
    Histogram[] fresh = new Histogram[2_000];
    for (int i = 0; i < fresh.length; i++) {
      fresh[i] = Histogram.builder("fresh").buckets(1).build();
    }
    new Race()
        .workers(THREADS, thread -> {
          for (Histogram each : fresh) {
            each.observe(1);
            each.observe(2);
          }
        })
        .run();

    assertThat(fresh).allSatisfy(each -> {
      assertThat(each.snapshot().bucketCount(0)).isEqualTo(THREADS);
      assertThat(each.snapshot().bucketCount(1)).isEqualTo(THREADS);
      assertThat(each.snapshot().sum()).isEqualTo(3 * THREADS);
    });
  }

  @Test
  void countsForManyVirtualThreads() throws Exception {
    int threads = 10_000;

    VirtualThreads.run(threads, thread -> {
      for (int i = 0; i < 10; i++) {
        histogram.observe(1);
        summary.observe(1);
      }
    });

    assertThat(histogram.snapshot().count()).isEqualTo(10L * threads);
    assertThat(summary.snapshot().count()).isEqualTo(10L * threads);
  }

  private static String scrape(ScrapeEndpoint endpoint) throws IOException {
    try (ScrapeResponse response = endpoint.scrape(ScrapeRequest.of("", ""))) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      response.writeTo(body);
      return body.toString(StandardCharsets.UTF_8);
    }
  }

  private static double value(String text, String sample) {
    String line =
        text.lines().filter(one -> one.startsWith(sample + " ")).findFirst().orElseThrow();
    return Double.parseDouble(line.substring(sample.length() + 1));
  }
}
