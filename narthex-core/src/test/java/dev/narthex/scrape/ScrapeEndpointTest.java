package dev.narthex.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.Counter;
import dev.narthex.Registry;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import dev.narthex.testproto.MetricFamily;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scrape is answered when all is well: format, coding, headers and bytes. */
class ScrapeEndpointTest {

  private static final String OPENMETRICS = "application/openmetrics-text;version=1.0.0";
  private static final String PROTOBUF = "application/vnd.google.protobuf;"
      + "proto=io.prometheus.client.MetricFamily;encoding=delimited";

  private static final String JOBS_AT_7 = """
      # HELP jobs_total Jobs finished.
      # TYPE jobs_total counter
      jobs_total 7
      """;

  private final Registry registry = new Registry();
  private final Counter jobs =
      Counter.builder("jobs_total").help("Jobs finished.").register(registry);

  private static byte[] body(ScrapeResponse response) throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    response.writeTo(sent);
    assertThat(response.length()).isEqualTo(sent.size());
    return sent.toByteArray();
  }

  private static String text(ScrapeResponse response) throws IOException {
    return new String(body(response), UTF_8);
  }

  private static String unzippedText(ScrapeResponse response) throws IOException {
    assertThat(response.headers()).containsEntry("Content-Encoding", "gzip");
    return new String(
        new GZIPInputStream(new ByteArrayInputStream(body(response))).readAllBytes(), UTF_8);
  }

  private static ScrapeRequest accept(String accept) {
    return ScrapeRequest.of(accept, "");
  }

  @Test
  void aClientThatSaysNothingGetsPlainText() throws IOException {
    jobs.add(7);
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).build();

    try (ScrapeResponse response = endpoint.scrape(ScrapeRequest.of("", ""))) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.headers())
          .isEqualTo(Map.of(
              "Content-Type",
              "text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
              "Vary",
              "Accept, Accept-Encoding"));
      assertThat(text(response)).isEqualTo(JOBS_AT_7);
    }
  }

  @Test
  void aClientGetsTheFormatItAsksFor() throws IOException {
    jobs.add(7);
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).build();

    try (ScrapeResponse response = endpoint.scrape(accept(OPENMETRICS))) {
      assertThat(response.headers())
          .containsEntry(
              "Content-Type",
              "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores");
      assertThat(text(response)).isEqualTo("""
          # HELP jobs Jobs finished.
          # TYPE jobs counter
          jobs_total 7.0
          # EOF
          """);
    }
    try (ScrapeResponse response = endpoint.scrape(accept(PROTOBUF))) {
      assertThat(response.headers())
          .containsEntry(
              "Content-Type",
              "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
                  + " encoding=delimited; escaping=underscores");
      assertThat(MetricFamily.parseDelimitedFrom(new ByteArrayInputStream(body(response)))
              .getMetric(0)
              .getCounter()
              .getValue())
          .isEqualTo(7);
    }
  }

  @Test
  void aClientGetsNamesInTheSchemeItAsksFor() throws IOException {
    Registry dotted = new Registry();
    Counter.builder("my.jobs").register(dotted);
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(dotted).build();

    try (ScrapeResponse response =
        endpoint.scrape(accept("text/plain;version=0.0.4;escaping=allow-utf-8"))) {
      assertThat(response.headers())
          .containsEntry(
              "Content-Type", "text/plain; version=0.0.4; charset=utf-8; escaping=allow-utf-8");
      assertThat(text(response)).isEqualTo("""
          # TYPE "my.jobs" counter
          {"my.jobs"} 0
          """);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", OPENMETRICS, PROTOBUF})
  void aCompressedAnswerIsTheSameAsThePlainOne(String accept) throws IOException {
    jobs.add(7);
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).build();

    try (ScrapeResponse plain = endpoint.scrape(accept(accept));
        ScrapeResponse zipped = endpoint.scrape(ScrapeRequest.of(accept, "gzip"))) {
      assertThat(plain.headers()).doesNotContainKey("Content-Encoding");
      assertThat(unzippedText(zipped)).isEqualTo(text(plain));
      assertThat(zipped.headers().get("Content-Type"))
          .isEqualTo(plain.headers().get("Content-Type"));
    }
  }

  @Test
  void anEmptyRegistryIsAnEmptyAnswer() throws IOException {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(new Registry()).build();

    try (ScrapeResponse response = endpoint.scrape(ScrapeRequest.of("", "gzip"))) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(unzippedText(response)).isEmpty();
    }
    try (ScrapeResponse response = endpoint.scrape(accept(OPENMETRICS))) {
      assertThat(text(response)).isEqualTo("# EOF\n");
    }
  }

  @Test
  void openMetricsCanBeWithheld() throws IOException {
    ScrapeEndpoint endpoint =
        ScrapeEndpoint.builder(registry).openMetrics(false).build();
    jobs.add(7);

    try (ScrapeResponse response = endpoint.scrape(accept(OPENMETRICS + ",text/plain;q=0.5"))) {
      assertThat(text(response)).isEqualTo(JOBS_AT_7);
    }
  }

  @Test
  void createdSamplesAreWrittenIfAskedFor() throws IOException {
    Registry created = new Registry();
    created.register(sink -> {
      sink.family(Descriptor.of(MetricType.COUNTER, "a_total", ""));
      sink.counter(Labels.EMPTY, 1, 1_500, null, Millis.NONE);
    });
    ScrapeEndpoint endpoint =
        ScrapeEndpoint.builder(created).createdSamples(true).build();

    try (ScrapeResponse response = endpoint.scrape(accept(OPENMETRICS))) {
      assertThat(text(response)).isEqualTo("""
          # TYPE a counter
          a_total 1.0
          a_created 1.5
          # EOF
          """);
    }
  }

  @Test
  void compressionCanBeSwitchedOff() throws IOException {
    jobs.add(7);
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).codings().build();

    try (ScrapeResponse response = endpoint.scrape(ScrapeRequest.of("", "gzip"))) {
      assertThat(response.headers()).doesNotContainKey("Content-Encoding");
      assertThat(text(response)).isEqualTo(JOBS_AT_7);
    }
  }

  @Test
  void theBodyCanBeSentMoreThanOnceAndItsLengthIsKnownWithoutSending() throws IOException {
    jobs.add(7);
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).build();

    try (ScrapeResponse response = endpoint.scrape(ScrapeRequest.of("", ""))) {
      assertThat(response.length()).isEqualTo(JOBS_AT_7.length());
      assertThat(text(response)).isEqualTo(JOBS_AT_7);
      assertThat(text(response)).isEqualTo(JOBS_AT_7);
    }
  }

  @Test
  void eachAnswerSaysWhenTheProgramStartedIfItWasTold() {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry)
        .processStartTime(Instant.ofEpochMilli(1_700_000_000_999L))
        .maxConcurrent(1)
        .build();

    try (ScrapeResponse served = endpoint.scrape(accept(""));
        ScrapeResponse refused = endpoint.scrape(accept(""))) {
      assertThat(served.status()).isEqualTo(200);
      assertThat(served.headers()).containsEntry("Process-Start-Time-Unix", "1700000000");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.headers()).containsEntry("Process-Start-Time-Unix", "1700000000");
    }
  }

  @Test
  void theHeadersCannotBeChanged() {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).build();

    try (ScrapeResponse response = endpoint.scrape(ScrapeRequest.of("", ""))) {
      assertThatThrownBy(() -> response.headers().put("Vary", "*"))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gzip"})
  void aLaterScrapeDoesNotTouchAnAnswerThatIsStillOpen(String coding) throws IOException {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).build();
    ScrapeRequest request = ScrapeRequest.of("", coding);
    endpoint.scrape(request).close(); // leaves its buffers to the next one
    jobs.add(7);

    try (ScrapeResponse first = endpoint.scrape(request)) {
      byte[] before = body(first);
      jobs.add(1_000_000);
      try (ScrapeResponse second = endpoint.scrape(request)) {
        assertThat(body(second)).isNotEqualTo(before);
      }
      endpoint.scrape(request).close();

      assertThat(body(first)).isEqualTo(before);
    }
  }

  @Test
  void aShorterAnswerAfterALongerOneHasNothingOfIt() throws IOException {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).build();
    jobs.add(7);
    Counter more =
        Counter.builder("more_total").constLabel("text", "x".repeat(300_000)).register(registry);
    endpoint.scrape(ScrapeRequest.of("", "")).close();
    endpoint.scrape(ScrapeRequest.of("", "gzip")).close();
    registry.unregister(more);

    try (ScrapeResponse response = endpoint.scrape(ScrapeRequest.of("", ""))) {
      assertThat(text(response)).isEqualTo(JOBS_AT_7);
    }
    try (ScrapeResponse response = endpoint.scrape(ScrapeRequest.of("", "gzip"))) {
      assertThat(unzippedText(response)).isEqualTo(JOBS_AT_7);
    }
  }
}
