package dev.narthex.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Histogram;
import dev.narthex.Race;
import dev.narthex.Registry;
import dev.narthex.Summary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@link ScrapeEndpoint} promises to clients who scrape at the same time. */
class ScrapeEndpointConcurrencyTest {

  private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";

  private static final List<ScrapeRequest> REQUESTS = List.of(
      ScrapeRequest.of("text/plain", ""),
      ScrapeRequest.of("text/plain", "gzip"),
      ScrapeRequest.of(OPEN_METRICS, ""),
      ScrapeRequest.of(OPEN_METRICS, "gzip"),
      ScrapeRequest.of(protobuf("delimited"), ""),
      ScrapeRequest.of(protobuf("delimited"), "gzip"),
      ScrapeRequest.of(OPEN_METRICS + "; escaping=dots", ""),
      ScrapeRequest.of(OPEN_METRICS + "; escaping=allow-utf-8", "gzip"));

  private final Registry registry = new Registry();

  private static String protobuf(String encoding) {
    return "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding="
        + encoding;
  }

  /** Fills the registry with enough to make buffers grow and compressors write more than once. */
  private void fill() {
    Family<Counter> requests = Counter.builder("http.requests_total")
        .help("Requests answered.")
        .labelNames("path")
        .register(registry);
    Family<Histogram> seconds =
        Histogram.builder("request_seconds").labelNames("path").register(registry);
    Family<Summary> bytes =
        Summary.builder("answer_bytes").objective(0.5, 0.01).labelNames("path").register(registry);
    for (int i = 0; i < 300; i++) {
      requests.with("/ä/" + i).add(i + 0.1);
      seconds.with("/ä/" + i).observe(i / 100.0);
      bytes.with("/ä/" + i).observe(i * 1e3);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void givesEachClientTheWholeBodyInTheFormatItAskedFor(boolean coalesce) throws Exception {
    fill();
    ScrapeEndpoint endpoint =
        ScrapeEndpoint.builder(registry).coalesce(coalesce).build();
    List<Body> alone = new ArrayList<>();
    for (ScrapeRequest request : REQUESTS) {
      alone.add(scrape(endpoint, request));
    }

    new Race()
        .workers(REQUESTS.size(), thread -> {
          for (int i = 0; i < 10; i++) {
            int request = (thread + i) % REQUESTS.size();
            assertThat(scrape(endpoint, REQUESTS.get(request))).isEqualTo(alone.get(request));
          }
        })
        .run();

    assertThat(alone).allSatisfy(body -> assertThat(body.status()).isEqualTo(200));
    assertThat(alone).extracting(Body::headers).doesNotHaveDuplicates();
  }

  @Test
  void servesWholeTextsWhileSeriesComeAndGo() throws Exception {
    Family<Counter> family = Counter.builder("jobs_total").labelNames("queue").register(registry);
    family.with("stays").inc();
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).build();
    new Race()
        .workers(2, thread -> {
          for (int i = 0; i < 2_000; i++) {
            family.with("queue " + thread + " " + i % 50).inc();
            family.remove("queue " + thread + " " + (i + 25) % 50);
          }
        })
        .onlooker(thread -> assertWhole(scrape(endpoint, REQUESTS.get(2)).text()))
        .onlooker(thread -> assertWhole(scrape(endpoint, REQUESTS.get(3)).text()))
        .run();
  }

  private static void assertWhole(String text) {
    assertThat(text)
        .startsWith("# TYPE jobs counter\n")
        .contains("jobs_total{queue=\"stays\"} 1.0\n")
        .endsWith("\n# EOF\n");
    List<String> series = text.lines().filter(line -> !line.startsWith("#")).toList();
    assertThat(series)
        .allSatisfy(line ->
            assertThat(line).matches("jobs_total\\{queue=\"(stays|queue [01] \\d+)\"} \\d+\\.0"))
        .isSortedAccordingTo((a, b) -> labels(a).compareTo(labels(b)))
        .extracting(ScrapeEndpointConcurrencyTest::labels)
        .doesNotHaveDuplicates();
  }

  private static String labels(String line) {
    return line.substring(0, line.indexOf('}'));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void answersNoMoreAtOnceThanItMayAndLosesNoPlace(boolean coalesce) throws Exception {
    fill();
    int maxConcurrent = 2;
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry)
        .maxConcurrent(maxConcurrent)
        .coalesce(coalesce)
        .build();
    AtomicInteger open = new AtomicInteger();
    new Race()
        .workers(6, thread -> {
          for (int i = 0; i < 100; i++) {
            try (ScrapeResponse response = endpoint.scrape(REQUESTS.get(i % REQUESTS.size()))) {
              if (response.status() == 200) {
                assertThat(open.incrementAndGet()).isLessThanOrEqualTo(maxConcurrent);
                open.decrementAndGet();
              } else {
                assertThat(response.status()).isEqualTo(503);
              }
            }
          }
        })
        .run();

    try (ScrapeResponse first = endpoint.scrape(REQUESTS.get(0));
        ScrapeResponse second = endpoint.scrape(REQUESTS.get(1));
        ScrapeResponse third = endpoint.scrape(REQUESTS.get(2))) {
      assertThat(first.status()).isEqualTo(200);
      assertThat(second.status()).isEqualTo(200);
      assertThat(third.status())
          .as("both places are free, and there are no more")
          .isEqualTo(503);
    }
  }

  /** An answer, decompressed; the bytes as characters from 0 to 255, so that they can be compared. */
  private record Body(int status, String headers, String bytes) {
    String text() {
      return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
  }

  private static Body scrape(ScrapeEndpoint endpoint, ScrapeRequest request) throws IOException {
    try (ScrapeResponse response = endpoint.scrape(request)) {
      ByteArrayOutputStream sent = new ByteArrayOutputStream();
      response.writeTo(sent);
      byte[] bytes = sent.toByteArray();
      if ("gzip".equals(response.headers().get("Content-Encoding"))) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
          bytes = in.readAllBytes();
        }
      }
      return new Body(
          response.status(),
          response.headers().toString(),
          new String(bytes, StandardCharsets.ISO_8859_1));
    }
  }
}
