package dev.narthex.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.Gauge;
import dev.narthex.Registry;
import dev.narthex.support.CapturedLog;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What an endpoint tells of the scrapes it answered. */
class ScrapeSelfMetricsTest {

  private static final ScrapeRequest REQUEST = ScrapeRequest.of("", "");

  private final Registry registry = new Registry();
  private final Registry told = new Registry();

  private ScrapeEndpoint.Builder endpoint() {
    return ScrapeEndpoint.builder(registry).selfMetrics(told);
  }

  /** The samples of what is told, but for histograms, of which the counts are enough. */
  private String samples() {
    try (ScrapeResponse response = ScrapeEndpoint.builder(told).build().scrape(REQUEST)) {
      return ScrapedText.of(response)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .filter(line -> !line.contains("_bucket{") && !line.contains("seconds_sum"))
          .collect(Collectors.joining("\n", "", "\n"));
    }
  }

  @Test
  void everythingThatCanBeForeseenIsThereFromTheBeginning() {
    endpoint().build();

    assertThat(samples()).isEqualTo("""
        narthex_scrape_duration_seconds_count 0
        narthex_scrape_response_bytes_sum 0
        narthex_scrape_response_bytes_count 0
        promhttp_metric_handler_errors_total{cause="encoding"} 0
        promhttp_metric_handler_errors_total{cause="gathering"} 0
        promhttp_metric_handler_requests_in_flight 0
        promhttp_metric_handler_requests_total{code="200"} 0
        promhttp_metric_handler_requests_total{code="500"} 0
        promhttp_metric_handler_requests_total{code="503"} 0
        """);
  }

  @Test
  void aScrapeIsInFlightUntilItsResponseIsClosedAndCountedThen() {
    ScrapeEndpoint endpoint = endpoint().maxConcurrent(1).build();
    Gauge.builder("g").register(registry);

    ScrapeResponse open = endpoint.scrape(REQUEST);
    endpoint.scrape(REQUEST).close(); // finds no slot

    assertThat(samples()).contains("""
            promhttp_metric_handler_requests_in_flight 1
            promhttp_metric_handler_requests_total{code="200"} 0
            promhttp_metric_handler_requests_total{code="500"} 0
            promhttp_metric_handler_requests_total{code="503"} 1
            """);
    open.close();
    open.close(); // counts once
    assertThat(samples())
        .contains("promhttp_metric_handler_requests_in_flight 0\n")
        .contains("requests_total{code=\"200\"} 1\n")
        .contains("narthex_scrape_duration_seconds_count 2\n");
  }

  @Test
  void anEndpointCanTellOfItselfInTheRegistryItServes() {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(told).selfMetrics(told).build();

    try (ScrapeResponse response = endpoint.scrape(REQUEST)) {
      assertThat(ScrapedText.of(response))
          .contains("promhttp_metric_handler_requests_in_flight 1\n")
          .contains("# HELP promhttp_metric_handler_requests_total Scrapes answered, by HTTP"
              + " status.\n");
    }
  }

  @Test
  void theBytesOfAnAnswerAreCountedAsTheyAreSent() {
    ScrapeEndpoint endpoint = endpoint().build();
    Gauge.builder("g").help("x".repeat(10_000)).register(registry);
    int length;
    try (ScrapeResponse response = endpoint.scrape(ScrapeRequest.of("", "gzip"))) {
      length = response.length();
    }

    assertThat(length).isLessThan(1_000);
    assertThat(samples()).contains("narthex_scrape_response_bytes_sum " + length + "\n");
  }

  @Test
  void whatFailsIsCountedByItsCauseWhateverThePolicy() {
    registry.register(sink -> {
      throw new IllegalStateException("on purpose");
    });
    Gauge.builder("g").help("x".repeat(1_000)).register(registry);

    try (CapturedLog log = new CapturedLog(ScrapeEndpoint.class)) {
      for (ErrorPolicy policy : ErrorPolicy.values()) {
        try (ScrapeResponse response = endpoint().errorPolicy(policy).build().scrape(REQUEST)) {
          assertThat(response.status()).isIn(200, 500);
        } catch (RuntimeException e) {
          assertThat(policy).isEqualTo(ErrorPolicy.THROW);
        }
      }
      endpoint().maxBytes(100).build().scrape(REQUEST).close();
      assertThat(log.records()).hasSize(4); // of four endpoints
    }

    assertThat(samples()).contains("""
        promhttp_metric_handler_errors_total{cause="encoding"} 1
        promhttp_metric_handler_errors_total{cause="gathering"} 3
        promhttp_metric_handler_requests_in_flight 0
        promhttp_metric_handler_requests_total{code="200"} 1
        promhttp_metric_handler_requests_total{code="500"} 3
        promhttp_metric_handler_requests_total{code="503"} 0
        """);
  }

  @Test
  void endpointsThatShareARegistryShareTheMetrics() {
    ScrapeEndpoint one = endpoint().build();
    ScrapeEndpoint other = endpoint().build();

    one.scrape(REQUEST).close();
    other.scrape(REQUEST).close();

    assertThat(samples()).contains("promhttp_metric_handler_requests_total{code=\"200\"} 2\n");
  }

  @Test
  void aRegistryWhoseMetricsClashIsRefusedWhenTheEndpointIsBuilt() {
    Gauge.builder("promhttp_metric_handler_requests_total").register(told);

    assertThatThrownBy(() -> endpoint().build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("promhttp_metric_handler_requests_total");
  }
}
