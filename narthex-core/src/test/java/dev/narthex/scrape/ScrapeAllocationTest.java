package dev.narthex.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Gauge;
import dev.narthex.Histogram;
import dev.narthex.Registry;
import dev.narthex.Summary;
import dev.narthex.support.AllocatedBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A scrape makes next to no objects: its buffers are used again, and no sample is an object. */
class ScrapeAllocationTest {

  private static final int COUNTERS = 40_000;
  private static final int GAUGES = 20_000;
  private static final int HISTOGRAMS = 2_500; // of 14 lines: 12 buckets, sum and count
  private static final int SUMMARIES = 2_500; // of 2 lines

  private static final long ALLOWED_BYTES = 100_000;

  private static final String PROTOBUF = "application/vnd.google.protobuf;"
      + "proto=io.prometheus.client.MetricFamily;encoding=delimited";

  private static Registry hundredThousandLines() {
    Registry registry = new Registry();
    Family<Counter> counters =
        Counter.builder("c_total").help("Counters.").labelNames("a", "b").register(registry);
    for (int i = 0; i < COUNTERS; i++) {
      counters.with("value " + i, "b").add(i * 1.25);
    }
    Family<Gauge> gauges =
        Gauge.builder("g").help("Gauges.").labelNames("a", "b").register(registry);
    for (int i = 0; i < GAUGES; i++) {
      gauges.with("value " + i, "b").set(i / 7.0);
    }
    Family<Histogram> histograms =
        Histogram.builder("h").help("Histograms.").labelNames("a").register(registry);
    for (int i = 0; i < HISTOGRAMS; i++) {
      histograms.with("value " + i).observe(i / 100.0);
    }
    Family<Summary> summaries =
        Summary.builder("s").help("Summaries.").labelNames("a").register(registry);
    for (int i = 0; i < SUMMARIES; i++) {
      summaries.with("value " + i).observe(i / 100.0);
    }
    return registry;
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, ''",
    "text/plain, gzip",
    "application/openmetrics-text;version=1.0.0, ''",
    "application/openmetrics-text;version=1.0.0, gzip",
    PROTOBUF + ", ''",
    PROTOBUF + ", gzip",
  })
  void aScrapeOfAHundredThousandLinesMakesNextToNoGarbage(String accept, String coding) {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(hundredThousandLines()).build();

    assertThat(leastMadeBy(endpoint, ScrapeRequest.of(accept, coding)))
        .isLessThanOrEqualTo(ALLOWED_BYTES);
  }

  /** As Prometheus asks, and who wants only some families. */
  @Test
  void aTimeLimitAndAFilterMakeNoGarbageEither() {
    ScrapeEndpoint endpoint =
        ScrapeEndpoint.builder(hundredThousandLines()).coalesce(true).build();
    ScrapeRequest request = new ScrapeRequest() {
      @Override
      public String header(String name) {
        return name.startsWith("X-Prometheus-") ? "3600" : "";
      }

      @Override
      public String query() {
        return "name[]=c_total&name[]=g&name[]=h&name[]=s";
      }
    };

    assertThat(leastMadeBy(endpoint, request)).isLessThanOrEqualTo(ALLOWED_BYTES);
  }

  /** How many bytes a scrape makes, besides those that make what is kept for the next. */
  private static long leastMadeBy(ScrapeEndpoint endpoint, ScrapeRequest request) {
    return AllocatedBytes.leastOf(ALLOWED_BYTES, () -> {
      try (ScrapeResponse response = endpoint.scrape(request)) {
        assertThat(response.status()).isEqualTo(200);
      }
    });
  }

  /** More than fits into the processor's caches, or into what a buffer begins with. */
  @ParameterizedTest
  @ValueSource(strings = {"", "gzip"})
  void anAnswerOfManyMegabytesIsWrittenIntoTheBuffersOfTheLast(String coding) {
    Registry registry = new Registry();
    Family<Gauge> gauges = Gauge.builder("g").labelNames("a").register(registry);
    for (int i = 0; i < 100_000; i++) {
      gauges.with("x".repeat(200) + i).set(i);
    }
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).build();

    assertThat(leastMadeBy(endpoint, ScrapeRequest.of("text/plain", coding)))
        .isLessThanOrEqualTo(ALLOWED_BYTES);
  }
}
