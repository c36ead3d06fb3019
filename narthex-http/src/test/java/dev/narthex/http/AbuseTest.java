package dev.narthex.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Family;
import dev.narthex.Gauge;
import dev.narthex.Registry;
import dev.narthex.scrape.ScrapeEndpoint;
import dev.narthex.support.Await;
import dev.narthex.support.CapturedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that mean no good, and a collector that never returns, get their answer or are hung up on,
 * and others are served. {@code docs/reliability.md} has the list; half-sent requests and clients that
 * stop reading are in {@link SlowClientsTest}, nonsense is in {@link StrangeRequestsTest}.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AbuseTest {

  private static final String SCRAPE = "GET /metrics HTTP/1.1\r\nHost: test\r\n\r\n";

  private static final Duration SHORT = Duration.ofSeconds(1);

  private static Registry registry(int series) {
    Registry registry = new Registry();
    Family<Gauge> family =
        Gauge.builder("g").help("A test.").labelNames("series").register(registry);
    for (int i = 0; i < series; i++) {
      family.with("a value of some length " + i).set(i);
    }
    return registry;
  }

  private static MetricsServer.Builder server(ScrapeEndpoint endpoint) {
    return MetricsServer.builder().host("127.0.0.1").endpoint(endpoint);
  }

  private static MetricsServer server() {
    return server(ScrapeEndpoint.builder(registry(10)).build()).start();
  }

  private static void assertServes(MetricsServer server) {
    Await.until("others are served", () -> RawClient.isServed(server.port(), "/metrics"));
  }

  /** What the JDK limits, it hangs up on or answers itself; what it lets through is served. */
  @ParameterizedTest
  @ValueSource(ints = {1_000, 100_000})
  void aBombOfHeadersIsRefusedOrServed(int headers) throws Exception {
    StringBuilder bomb = new StringBuilder("GET /metrics HTTP/1.1\r\n");
    for (int i = 0; i < headers; i++) {
      bomb.append("X-Bomb-").append(i).append(": ").append(i).append("\r\n");
    }
    try (MetricsServer server = server();
        RawClient client = RawClient.connect(server.port())) {
      try {
        client.send(bomb + "\r\n");
        assertThat(client.statusOrClosed()).isIn(0, 200, 400, 413, 431);
      } catch (IOException e) {
        assertThat(e).isNotNull(); // hung up on while it was still sending
      }
      assertServes(server);
    }
  }

  @Test
  void tenThousandNamesAreRefused() throws Exception {
    String names =
        IntStream.range(0, 10_000).mapToObj(i -> "name[]=n" + i).collect(Collectors.joining("&"));
    try (MetricsServer server = server();
        RawClient client = RawClient.connect(server.port())) {
      RawClient.Answer answer = client.get("/metrics?" + names.replace("[]", "%5B%5D"));

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text())
          .isEqualTo("More than 1000 names are asked for. Ask for all families.\n");
      assertServes(server);
    }
  }

  @Test
  void whoSendsItsRequestByteByByteIsCutOffWhenTimeIsUp() throws Exception {
    MetricsServer.Builder builder =
        server(ScrapeEndpoint.builder(registry(10)).build()).requestTimeout(SHORT);
    try (MetricsServer server = builder.start();
        RawClient client = RawClient.connect(server.port())) {
      client.send("GET /metrics HTTP/1.1\r\nX-Slow: ");

      assertThat(sendsUntilHungUpOn(client)).isTrue();
      assertServes(server);
    }
  }

  private static boolean sendsUntilHungUpOn(RawClient client) throws InterruptedException {
    Semaphore never = new Semaphore(0);
    try {
      for (int i = 0; i < 10_000; i++) {
        client.send("x");
        assertThat(never.tryAcquire(10, TimeUnit.MILLISECONDS)).isFalse();
      }
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void whoReadsItsAnswerByteByByteIsCutOffWhenTimeIsUp() throws Exception {
    ScrapeEndpoint endpoint =
        ScrapeEndpoint.builder(registry(100_000)).maxConcurrent(1).build();
    Semaphore never = new Semaphore(0);
    try (MetricsServer server = server(endpoint).sendTimeout(SHORT).start();
        RawClient slow = RawClient.connectAndStall(server.port(), SCRAPE)) {
      // Others are told to come again as long as the slow one has the only slot.
      while (!RawClient.isServed(server.port(), "/metrics")) {
        slow.skip(1);
        assertThat(never.tryAcquire(10, TimeUnit.MILLISECONDS)).isFalse();
      }
      assertThat(slow.bytesUntilClosed()).isLessThan(slow.announcedBytes());
    }
  }

  @Test
  void aCollectorThatNeverReturnsKeepsNoClientWaiting() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    ExecutorService executor = Executors.newCachedThreadPool(ServerThreads.daemons("abuse"));
    AtomicInteger hung = new AtomicInteger();
    Registry registry = registry(10);
    registry.register(sink -> {
      hung.incrementAndGet();
      try {
        never.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry)
        .timeout(Duration.ofMillis(50), executor)
        .maxConcurrent(3)
        .build();
    try (CapturedLog log = new CapturedLog(ScrapeEndpoint.class);
        MetricsServer server = server(endpoint).start();
        RawClient client = RawClient.connect(server.port())) {
      String late = "Exceeded configured timeout of 0.05s.\n";
      String full = "Limit of concurrent scrapes reached (3), try again later.\n";
      assertThat(client.get("/metrics").text()).isEqualTo(late);
      // One that was late before it came to the collector has given back its slot.
      while (hung.get() < 3) {
        RawClient.Answer answer = client.get("/metrics");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text()).isIn(late, full);
      }
      assertThat(client.get("/metrics").text()).isEqualTo(full);
      assertThat(client.get("/-/healthy").status()).isEqualTo(200);
      assertThat(log.messages()).hasSize(1);
    } finally {
      executor.shutdownNow();
    }
  }

  @ParameterizedTest
  @CsvSource({"DEFAULT, false", "DEFAULT, true", "POOL, false", "POOL, true"})
  void twoHundredScrapesAtOnceAreServedOrToldToComeAgain(Threads threads, boolean coalesce)
      throws Exception {
    ScrapeEndpoint endpoint =
        ScrapeEndpoint.builder(registry(10_000)).coalesce(coalesce).build();
    List<RawClient> clients = new ArrayList<>();
    try (MetricsServer server = threads.of(server(endpoint)).start()) {
      for (int i = 0; i < 200; i++) {
        clients.add(RawClient.connect(server.port()));
      }
      for (RawClient client : clients) {
        client.send(SCRAPE);
      }

      int served = 0;
      for (RawClient client : clients) {
        int status = client.answerWithoutBody().status();
        assertThat(status).isIn(200, 503);
        if (status == 200) {
          served++;
        }
        client.close();
      }
      assertThat(served).isPositive();
      // Who has an answer may be faster than the thread that is done with it.
      assertServes(server);
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void whoFindsAllThreadsTakenIsServedWhenOneComesFree() throws Exception {
    List<RawClient> half = new ArrayList<>();
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry(10)).build();
    try (MetricsServer server =
            Threads.POOL.of(server(endpoint)).requestTimeout(SHORT).start();
        RawClient late = RawClient.connect(server.port())) {
      for (int i = 0; i < 2 * ServerThreads.MAX_POOL_THREADS; i++) {
        RawClient client = RawClient.connect(server.port());
        half.add(client);
        client.send("GET /metrics HTTP/1.1\r\nAccept: te");
      }

      assertThat(late.get("/metrics").status()).isEqualTo(200);
    } finally {
      for (RawClient client : half) {
        client.close();
      }
    }
  }
}
