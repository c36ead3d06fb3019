package dev.narthex.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Gauge;
import dev.narthex.Registry;
import dev.narthex.scrape.ErrorPolicy;
import dev.narthex.scrape.ScrapeEndpoint;
import dev.narthex.scrape.ScrapeRequest;
import dev.narthex.scrape.ScrapeResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every adapter of a server does: the tables of formats and codings, and what an endpoint can be
 * set to, all over a real socket.
 */
public abstract class ScrapeContract extends NegotiationContract {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Kept here, because a logger that nobody holds forgets its level. */
  private static final Logger LOGGER = Logger.getLogger("dev.narthex");

  @BeforeAll
  static void keepWhatFailsOnPurposeOffTheConsole() {
    LOGGER.setLevel(Level.OFF);
  }

  @AfterAll
  static void logAgain() {
    LOGGER.setLevel(null);
  }

  private static Registry withTwoGauges() {
    Registry registry = new Registry();
    Gauge.builder("a").register(registry);
    Gauge.builder("b").register(registry);
    return registry;
  }

  private static void failing(Registry registry) {
    registry.register(sink -> {
      throw new IllegalStateException("the pool is closed");
    });
  }

  @ParameterizedTest
  @CsvSource({"identity, ''", "gzip, gzip"})
  void headIsAnsweredAsGetIsButForTheBody(String accepted, String coding) throws Exception {
    try (Served server = serve(ScrapeEndpoint.builder(withTwoGauges()).build())) {
      Answer get = Answer.to("GET", server.url(), "Accept-Encoding", accepted);
      Answer head = Answer.to("HEAD", server.url(), "Accept-Encoding", accepted);

      assertThat(head.status()).isEqualTo(200);
      assertThat(head.bytes()).isEmpty();
      assertThat(head.header("Content-Encoding")).isEqualTo(coding);
      for (String header : List.of("Content-Type", "Content-Length", "Content-Encoding", "Vary")) {
        assertThat(head.header(header)).as(header).isEqualTo(get.header(header));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"})
  void otherMethodsAreRefused(String method) throws Exception {
    try (Served server = serve(ScrapeEndpoint.builder(withTwoGauges()).build())) {
      Answer answer = Answer.to(method, server.url());

      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.header("Allow")).isEqualTo("GET, HEAD");
      assertThat(answer.text()).isEqualTo("Only GET and HEAD are answered here.\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "name%5B%5D=a, '# TYPE a gauge\na 0\n'",
    "name%5B%5D=a&name%5B%5D=b, '# TYPE a gauge\na 0\n# TYPE b gauge\nb 0\n'",
    "name%5B%5D=c, ''",
    "other=a, '# TYPE a gauge\na 0\n# TYPE b gauge\nb 0\n'",
  })
  void aClientCanAskForSomeFamilies(String query, String text) throws Exception {
    try (Served server = serve(ScrapeEndpoint.builder(withTwoGauges()).build())) {
      Answer answer = Answer.to("GET", URI.create(server.url() + "?" + query));

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo(text);
    }
  }

  @Test
  void theRestIsServedWhereOneCollectorFails() throws Exception {
    Registry registry = withTwoGauges();
    failing(registry);
    try (Served server = serve(ScrapeEndpoint.builder(registry).build())) {
      Answer answer = Answer.to("GET", server.url());

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo("# TYPE a gauge\na 0\n# TYPE b gauge\nb 0\n");
    }
  }

  @Test
  void aFailureIsTextWithoutACodingOrAStackTrace() throws Exception {
    Registry registry = withTwoGauges();
    failing(registry);
    ScrapeEndpoint endpoint =
        ScrapeEndpoint.builder(registry).errorPolicy(ErrorPolicy.FAIL).build();
    try (Served server = serve(endpoint)) {
      Answer answer =
          Answer.to("GET", server.url(), "Accept", OPENMETRICS, "Accept-Encoding", "gzip");

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.contentType()).isEqualToIgnoringCase("text/plain; charset=utf-8");
      assertThat(answer.hasHeader("Content-Encoding")).isFalse();
      assertThat(answer.text())
          .startsWith("Metrics could not be served. 1 failure while gathering:\n")
          .contains("the pool is closed")
          .doesNotContain("\tat ")
          .endsWith("\n");
    }
  }

  @Test
  void aFailureThatIsThrownIsDealtWithByTheServer() throws Exception {
    Registry registry = withTwoGauges();
    failing(registry);
    ScrapeEndpoint endpoint =
        ScrapeEndpoint.builder(registry).errorPolicy(ErrorPolicy.THROW).build();
    try (Served server = serve(endpoint)) {
      Answer answer = Answer.to("GET", server.url());

      assertThat(answer.status()).isEqualTo(500);
    }
  }

  @Test
  void scrapesBeyondTheLimitAreAnswered503AndToldWhenTheProgramStartedLikeTheOthers()
      throws Exception {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(withTwoGauges())
        .maxConcurrent(1)
        .processStartTime(Instant.ofEpochSecond(1_700_000_000))
        .build();
    try (Served server = serve(endpoint)) {
      Answer refused;
      try (ScrapeResponse held = endpoint.scrape(ScrapeRequest.of("", ""))) {
        assertThat(held.status()).isEqualTo(200);
        refused = Answer.to("GET", server.url());
      }
      Answer served = Answer.to("GET", server.url());

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.text())
          .isEqualTo("Limit of concurrent scrapes reached (1), try again later.\n");
      assertThat(refused.header("Process-Start-Time-Unix")).isEqualTo("1700000000");
      assertThat(served.status()).isEqualTo(200);
      assertThat(served.header("Process-Start-Time-Unix")).isEqualTo("1700000000");
    }
  }

  @Test
  void aScrapeThatTakesTooLongIsAnsweredInTime() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    ExecutorService executor = Executors.newCachedThreadPool();
    Registry registry = withTwoGauges();
    registry.register(sink -> {
      try {
        hanging.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    ScrapeEndpoint endpoint =
        ScrapeEndpoint.builder(registry).timeout(Duration.ofHours(1), executor).build();
    try (Served server = serve(endpoint)) {
      Answer answer = Answer.to("GET", server.url(), "X-Prometheus-Scrape-Timeout-Seconds", "0.05");

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text())
          .isEqualTo("Exceeded timeout of 0.045s, which the scraper asked for.\n");
    } finally {
      hanging.countDown();
      executor.shutdownNow();
    }
  }

  @Test
  void scrapesAreCountedOnceTheirAnswerIsSent() throws Exception {
    Registry told = new Registry();
    ScrapeEndpoint endpoint =
        ScrapeEndpoint.builder(withTwoGauges()).selfMetrics(told).build();
    Family<Counter> requests = Counter.builder("promhttp_metric_handler_requests_total")
        .help("Scrapes answered, by HTTP status.")
        .labelNames("code")
        .registerOrGet(told);
    try (Served server = serve(endpoint)) {
      Answer.to("GET", server.url());
      Answer.to("HEAD", server.url());

      // The client may have its answer before the server knows.
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (requests.with("200").value() < 2) {
        assertThat(System.nanoTime()).as("not counted").isLessThan(deadline);
        Thread.onSpinWait();
      }
      assertThat(requests.with("200").value()).isEqualTo(2);
    }
  }

  @Test
  void aLargeAnswerArrivesWhole() throws Exception {
    Registry registry = new Registry();
    Family<Gauge> gauges = Gauge.builder("g").labelNames("series").register(registry);
    for (int i = 0; i < 20_000; i++) {
      gauges.with("x".repeat(100) + i).set(i);
    }
    try (Served server = serve(ScrapeEndpoint.builder(registry).build())) {
      Answer plain = Answer.to("GET", server.url());
      Answer zipped = Answer.to("GET", server.url(), "Accept-Encoding", "gzip");

      assertThat(plain.bytes()).hasSizeGreaterThan(2_000_000);
      assertThat(plain.header("Content-Length")).isEqualTo("" + plain.bytes().length);
      assertThat(plain.text().lines()).hasSize(20_001);
      assertThat(zipped.unzipped()).isEqualTo(plain.text());
    }
  }

  @Test
  void manyAtOnceAreServedOrToldToComeAgain() throws Exception {
    ScrapeEndpoint endpoint =
        ScrapeEndpoint.builder(withTwoGauges()).maxConcurrent(4).build();
    ExecutorService clients = Executors.newFixedThreadPool(50);
    try (Served server = serve(endpoint)) {
      List<CompletableFuture<Integer>> statuses = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        statuses.add(CompletableFuture.supplyAsync(
            () -> {
              try {
                return Answer.to("GET", server.url()).status();
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            },
            clients));
      }

      assertThat(statuses.stream().map(CompletableFuture::join).toList())
          .isSubsetOf(200, 503)
          .contains(200);
      // A client may have its answer before the server gives back the slot.
      awaitServed(server);
    } finally {
      clients.shutdownNow();
    }
  }

  private static void awaitServed(Served server) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (Answer.to("GET", server.url()).status() != 200) {
      assertThat(System.nanoTime()).as("no slot came free").isLessThan(deadline);
    }
  }

  /** Servers limit headers and addresses; what they let through is served, or refused by status. */
  @Test
  void absurdRequestsAreServedOrRefusedAndTheNextIsServed() throws Exception {
    String clauses = "application/json;a=b,".repeat(10_000);
    String names = IntStream.range(0, 10_000)
        .mapToObj(i -> "name%5B%5D=n" + i)
        .collect(Collectors.joining("&"));
    try (Served server = serve(ScrapeEndpoint.builder(withTwoGauges()).build())) {
      assertThat(statusOrClosed("GET", server.url(), "Accept", clauses))
          .isIn(0, 200, 400, 413, 431);
      assertThat(statusOrClosed("GET", URI.create(server.url() + "?" + names)))
          .isIn(0, 400, 413, 414, 431);
      assertThat(Answer.to("GET", server.url()).status()).isEqualTo(200);
    }
  }

  /** 0 if the server closed the connection, perhaps before all was sent. */
  private static int statusOrClosed(String method, URI url, String... headers)
      throws InterruptedException {
    try {
      return Answer.to(method, url, headers).status();
    } catch (IOException e) {
      return 0;
    }
  }
}
