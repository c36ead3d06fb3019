package dev.narthex.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.Collector;
import dev.narthex.Counter;
import dev.narthex.GatherException;
import dev.narthex.Gatherer;
import dev.narthex.MetricSink;
import dev.narthex.Registry;
import dev.narthex.exposition.OutputBuffer;
import dev.narthex.exposition.OutputTooLargeException;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.support.CapturedLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scrape is answered, and what is logged, when something goes wrong. */
class ScrapeFailureTest {

  private static final String OPENMETRICS = "application/openmetrics-text;version=1.0.0";
  private static final String PROTOBUF = "application/vnd.google.protobuf;"
      + "proto=io.prometheus.client.MetricFamily;encoding=delimited";
  private static final ScrapeRequest REQUEST = ScrapeRequest.of("", "");

  private static final String POOL_IS_CLOSED = """
      Metrics could not be served. 1 failure while gathering:
      * dev.narthex.scrape.ScrapeFailureTest$BrokenPool: collect() threw \
      java.lang.IllegalStateException: pool is closed
      """;

  private static final class BrokenPool implements Collector {
    @Override
    public void collect(MetricSink sink) {
      throw new IllegalStateException("pool is closed");
    }
  }

  private final Registry registry = new Registry();
  private final CapturedLog log = new CapturedLog(ScrapeEndpoint.class);
  private final List<LogRecord> logged = log.records();

  @AfterEach
  void leaveTheLogAsItWas() {
    log.close();
  }

  private static String text(ScrapeResponse response) throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    response.writeTo(sent);
    assertThat(response.length()).isEqualTo(sent.size());
    return sent.toString(UTF_8);
  }

  private static void assertFailed(ScrapeResponse response) {
    assertThat(response.status()).isEqualTo(500);
    assertThat(response.headers())
        .hasSize(1)
        .containsEntry("Content-Type", "text/plain; charset=utf-8");
  }

  @Test
  void theRestIsServedWhenOneCollectorFails() throws IOException {
    registry.register(new BrokenPool());
    Counter.builder("jobs_total").register(registry);
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).build();

    try (ScrapeResponse response = endpoint.scrape(REQUEST)) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(text(response)).isEqualTo("""
          # TYPE jobs_total counter
          jobs_total 0
          """);
    }
  }

  @Test
  void nothingIsServedWhenOneCollectorFailsIfThatIsThePolicy() throws IOException {
    registry.register(new BrokenPool());
    Counter.builder("jobs_total").register(registry);
    ScrapeEndpoint endpoint =
        ScrapeEndpoint.builder(registry).errorPolicy(ErrorPolicy.FAIL).build();

    try (ScrapeResponse response = endpoint.scrape(ScrapeRequest.of(OPENMETRICS, "gzip"))) {
      assertFailed(response);
      assertThat(text(response)).isEqualTo(POOL_IS_CLOSED);
    }
  }

  @Test
  void theFailureIsThrownIfThatIsThePolicyAndNoSlotIsLost() {
    registry.register(new BrokenPool());
    Counter.builder("jobs_total").register(registry);
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry)
        .errorPolicy(ErrorPolicy.THROW)
        .maxConcurrent(1)
        .build();

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> endpoint.scrape(REQUEST))
          .isInstanceOf(GatherException.class)
          .hasMessageContaining("pool is closed");
    }
    assertThat(logged).hasSize(1);
  }

  @Test
  void whatCannotBeEncodedIsThrownIfThatIsThePolicy() {
    Counter.builder("jobs_total").help("x".repeat(1_000)).register(registry);
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry)
        .errorPolicy(ErrorPolicy.THROW)
        .maxBytes(100)
        .build();

    assertThatThrownBy(() -> endpoint.scrape(REQUEST)).isInstanceOf(OutputTooLargeException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", OPENMETRICS, PROTOBUF})
  void whereThereIsNoRestTheScrapeFails(String accept) throws IOException {
    registry.register(new BrokenPool());
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).build();

    for (String coding : List.of("", "gzip")) {
      try (ScrapeResponse response = endpoint.scrape(ScrapeRequest.of(accept, coding))) {
        assertFailed(response);
        assertThat(text(response)).isEqualTo(POOL_IS_CLOSED);
      }
    }
  }

  @Test
  void anAnswerNeverHasAStackTraceButTheLogHas() throws IOException {
    registry.register(new BrokenPool());
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).build();

    try (ScrapeResponse response = endpoint.scrape(REQUEST)) {
      assertThat(text(response)).doesNotContain("\tat ", "ScrapeFailureTest.java");
    }
    assertThat(logged).hasSize(1);
    assertThat(logged.get(0).getThrown()).hasMessage("pool is closed");
  }

  @Test
  void aFailureThatLastsIsLoggedOnce() {
    registry.register(new BrokenPool());
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).build();

    for (int i = 0; i < 20; i++) {
      endpoint.scrape(REQUEST).close();
    }

    assertThat(logged).hasSize(1);
    assertThat(logged.get(0).getMessage()).isEqualTo("""
        A scrape failed, in whole or in part (told at most once a minute). \
        1 failure while gathering:
        * dev.narthex.scrape.ScrapeFailureTest$BrokenPool: collect() threw \
        java.lang.IllegalStateException: pool is closed""");
  }

  @Test
  void aScrapeThatIsWellLogsNothing() {
    ScrapeEndpoint.builder(registry).build().scrape(REQUEST).close();

    assertThat(logged).isEmpty();
  }

  @Test
  void aGathererThatThrowsSomethingUnforeseenFailsTheScrape() throws IOException {
    Gatherer broken = sink -> {
      throw new NullPointerException();
    };
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(broken).maxConcurrent(1).build();

    for (int i = 0; i < 3; i++) { // each gives back its slot, closed or not
      ScrapeResponse response = endpoint.scrape(REQUEST);
      assertFailed(response);
      assertThat(text(response))
          .isEqualTo("Metrics could not be served. java.lang.NullPointerException\n");
    }
    assertThat(logged.get(0).getThrown()).isInstanceOf(NullPointerException.class);
  }

  /** A coding that works only while it is allowed to. */
  private static final class FragileCoding implements ContentCoding {
    boolean broken;

    @Override
    public String name() {
      return "fragile";
    }

    @Override
    public Compressor newCompressor() {
      Compressor gzip = ContentCoding.gzip().newCompressor();
      return new Compressor() {
        @Override
        public void begin(OutputBuffer out) {
          gzip.begin(out);
        }

        @Override
        public void drain(byte[] bytes, int length) {
          if (broken) {
            throw new UnsupportedOperationException("out of order");
          }
          gzip.drain(bytes, length);
        }

        @Override
        public void finish() {
          gzip.finish();
        }

        @Override
        public void close() {
          gzip.close();
        }
      };
    }
  }

  @Test
  void aCodingThatFailsFailsTheScrapeAndNotTheNext() throws IOException {
    FragileCoding coding = new FragileCoding();
    Counter.builder("jobs_total").register(registry);
    ScrapeEndpoint endpoint =
        ScrapeEndpoint.builder(registry).codings(coding).maxConcurrent(1).build();
    ScrapeRequest request = ScrapeRequest.of("", "fragile");
    int length;
    try (ScrapeResponse response = endpoint.scrape(request)) {
      length = response.length();
    }

    coding.broken = true;
    ScrapeResponse failed = endpoint.scrape(request);
    coding.broken = false;

    assertFailed(failed);
    assertThat(text(failed)).isEqualTo("Metrics could not be served. out of order\n");
    try (ScrapeResponse response = endpoint.scrape(request)) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.length()).isEqualTo(length);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "'', gzip",
    OPENMETRICS + ", ''",
    OPENMETRICS + ", gzip",
    PROTOBUF + ", ''",
    PROTOBUF + ", gzip",
  })
  void anAnswerThatIsTooLargeFailsTheScrapeAndNotTheNext(String accept, String coding)
      throws IOException {
    int[] series = {10_000};
    Descriptor family = Descriptor.of(MetricType.GAUGE, "g", "");
    registry.register(sink -> {
      sink.family(family);
      for (int i = 0; i < series[0]; i++) {
        sink.value(Labels.of("i", "" + i), i);
      }
    });
    ScrapeEndpoint endpoint =
        ScrapeEndpoint.builder(registry).maxBytes(50_000).maxConcurrent(1).build();
    ScrapeRequest request = ScrapeRequest.of(accept, coding);

    ScrapeResponse tooLarge = endpoint.scrape(request);
    series[0] = 10;
    ScrapeResponse next = endpoint.scrape(request);
    next.close();

    assertFailed(tooLarge);
    assertThat(text(tooLarge))
        .isEqualTo("Metrics could not be served. The exposition is larger than 50000 bytes. Look"
            + " for a family with too many series, or raise the bound of the buffer.\n");
    assertThat(next.status()).isEqualTo(200);
  }

  @Test
  void theBoundIsExactEnoughToLetThroughWhatFits() throws IOException {
    registry.register(sink -> {
      sink.family(Descriptor.of(MetricType.GAUGE, "g", ""));
      sink.value(Labels.of("text", "x".repeat(100_000)), 1);
    });

    try (ScrapeResponse response =
        ScrapeEndpoint.builder(registry).maxBytes(100_100).build().scrape(REQUEST)) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(text(response)).hasSizeGreaterThan(100_000);
    }
    try (ScrapeResponse response =
        ScrapeEndpoint.builder(registry).maxBytes(100_000).build().scrape(REQUEST)) {
      assertFailed(response);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void aBoundThatLetsNothingThroughIsRefused(long bytes) {
    assertThatThrownBy(() -> ScrapeEndpoint.builder(registry).maxBytes(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxBytes is " + bytes + " but must be at least 1.");
  }
}
