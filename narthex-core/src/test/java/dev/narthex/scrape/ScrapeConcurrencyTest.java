package dev.narthex.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Gatherer;
import dev.narthex.MetricSink;
import dev.narthex.Registry;
import dev.narthex.exposition.OutputBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scrapes beside each other: the bound on them, its slots on every way out, and their buffers. */
class ScrapeConcurrencyTest {

  private static final ScrapeRequest REQUEST = ScrapeRequest.of("", "");
  private static final ScrapeRequest GZIP_REQUEST = ScrapeRequest.of("", "gzip");

  private final Registry registry = new Registry();
  private final Family<Counter> jobs =
      Counter.builder("jobs_total").labelNames("queue").register(registry);

  private static byte[] body(ScrapeResponse response) throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    response.writeTo(sent);
    return sent.toByteArray();
  }

  /** Fails if another scrape than the given number of them can be going on at once. */
  private static void assertSlots(ScrapeEndpoint endpoint, int slots) {
    List<ScrapeResponse> open = new ArrayList<>();
    for (int i = 0; i < slots; i++) {
      ScrapeResponse response = endpoint.scrape(REQUEST);
      open.add(response);
      assertThat(response.status()).isEqualTo(200);
    }
    try (ScrapeResponse tooMany = endpoint.scrape(REQUEST)) {
      assertThat(tooMany.status()).isEqualTo(503);
    }
    open.forEach(ScrapeResponse::close);
  }

  @Test
  void oneScrapeTooManyIsToldTheLimit() throws IOException {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).maxConcurrent(1).build();

    try (ScrapeResponse first = endpoint.scrape(REQUEST);
        ScrapeResponse second = endpoint.scrape(GZIP_REQUEST)) {
      assertThat(first.status()).isEqualTo(200);
      assertThat(second.status()).isEqualTo(503);
      assertThat(second.headers())
          .containsExactly(entry("Content-Type", "text/plain; charset=utf-8"));
      assertThat(new String(body(second), UTF_8))
          .isEqualTo("Limit of concurrent scrapes reached (1), try again later.\n");
    }
    assertSlots(endpoint, 1);
  }

  @Test
  void thereIsALimitUnlessToldOtherwise() {
    assertSlots(ScrapeEndpoint.builder(registry).build(), ScrapeEndpoint.DEFAULT_MAX_CONCURRENT);
  }

  @Test
  void closingAnAnswerTwiceGivesBackOneSlot() {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).maxConcurrent(2).build();
    ScrapeResponse response = endpoint.scrape(REQUEST);

    response.close();
    response.close();

    assertSlots(endpoint, 2);
  }

  @Test
  void closingARefusalGivesBackNothing() {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).maxConcurrent(1).build();

    try (ScrapeResponse first = endpoint.scrape(REQUEST)) {
      endpoint.scrape(REQUEST).close();
      assertThat(first.status()).isEqualTo(200);
      assertThat(endpoint.scrape(REQUEST).status()).isEqualTo(503);
    }
    assertSlots(endpoint, 1);
  }

  @Test
  void anErrorOnTheWayGivesBackTheSlot() {
    Gatherer broken = new Gatherer() {
      private int calls;

      @Override
      public void gather(MetricSink sink) {
        if (calls++ < 5) {
          throw new StackOverflowError("a test");
        }
      }
    };
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(broken).maxConcurrent(1).build();

    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> endpoint.scrape(REQUEST)).isInstanceOf(StackOverflowError.class);
    }

    assertSlots(endpoint, 1);
  }

  /** A coding that does everything right until it is told to let go of what it holds. */
  private static final class CodingThatCannotBeClosed implements ContentCoding {
    @Override
    public String name() {
      return "odd";
    }

    @Override
    public Compressor newCompressor() {
      return new Compressor() {
        private OutputBuffer out = new OutputBuffer(1);

        @Override
        public void begin(OutputBuffer out) {
          this.out = out;
        }

        @Override
        public void drain(byte[] bytes, int length) {
          out.write(bytes, 0, length);
        }

        @Override
        public void finish() {}

        @Override
        public void close() {
          throw new IllegalStateException("cannot be closed");
        }
      };
    }
  }

  @Test
  void aCodingThatCannotBeClosedCostsNoSlot() {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry)
        .codings(new CodingThatCannotBeClosed())
        .maxConcurrent(4)
        .build();
    List<ScrapeResponse> open = new ArrayList<>();
    for (int i = 0; i < 4; i++) { // more than are kept for the next scrape
      open.add(endpoint.scrape(ScrapeRequest.of("", "odd")));
    }

    int failed = 0;
    for (ScrapeResponse response : open) {
      try {
        response.close();
      } catch (IllegalStateException e) {
        failed++;
      }
    }

    assertThat(failed).isPositive();
    assertSlots(endpoint, 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gzip"})
  void scrapesBesideEachOtherDoNotMixTheirBytes(String coding) throws Exception {
    for (int i = 0; i < 2_000; i++) {
      jobs.with("queue " + i).add(i);
    }
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).build();
    ScrapeRequest request = ScrapeRequest.of("", coding);
    byte[] expected;
    try (ScrapeResponse response = endpoint.scrape(request)) {
      expected = body(response);
    }

    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> scrapers = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        scrapers.add(threads.submit(() -> {
          for (int i = 0; i < 50; i++) {
            try (ScrapeResponse response = endpoint.scrape(request)) {
              assertThat(body(response)).isEqualTo(expected);
            }
          }
          return null;
        }));
      }
      for (Future<?> scraper : scrapers) {
        scraper.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertSlots(endpoint, ScrapeEndpoint.DEFAULT_MAX_CONCURRENT);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void aLimitThatLetsNobodyThroughIsRefused(int limit) {
    assertThatThrownBy(() -> ScrapeEndpoint.builder(registry).maxConcurrent(limit))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxConcurrent is " + limit + " but must be at least 1.");
  }
}
