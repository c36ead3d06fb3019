package dev.narthex.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Family;
import dev.narthex.Gauge;
import dev.narthex.Registry;
import dev.narthex.scrape.ScrapeEndpoint;
import dev.narthex.support.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A client that dawdles or vanishes holds nobody else up. Each promise is checked on the threads a
 * server has by default and on a pool, which are the same before JDK 24.
 *
 * <p>The timeout is for the day a promise is broken: some of these tests would then never end.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SlowClientsTest {

  private static final Duration SHORT = Duration.ofSeconds(1);

  private static final String SCRAPE = "GET /metrics HTTP/1.1\r\nHost: test\r\n\r\n";

  private static final Registry REGISTRY = registryLargerThanSocketBuffers();

  private static Registry registryLargerThanSocketBuffers() {
    Registry registry = new Registry();
    Family<Gauge> family =
        Gauge.builder("large").help("A test.").labelNames("series").register(registry);
    String filling = "x".repeat(200);
    for (int i = 0; i < 50_000; i++) { // some 11 MB
      family.with(filling + i).set(i);
    }
    return registry;
  }

  @ParameterizedTest
  @EnumSource
  void whoStopsReadingIsCutOff(Threads threads) throws Exception {
    try (MetricsServer server = server(threads, 4).sendTimeout(SHORT).start();
        RawClient slow = RawClient.connectAndStall(server.port(), SCRAPE)) {
      awaitFreeSlots(server, 4);

      assertThat(slow.bytesUntilClosed()).isLessThan(slow.announcedBytes());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoStopsReadingTheSmallAnswersToManyRequestsIsCutOff(Threads threads) throws Exception {
    try (MetricsServer server = server(threads, 4).sendTimeout(SHORT).start();
        RawClient get = RawClient.connectWithSmallBuffer(server.port());
        RawClient head = RawClient.connectWithSmallBuffer(server.port())) {
      assertThat(sendsUntilHungUpOn(get, "GET / HTTP/1.1\r\n\r\n")).isTrue();
      assertThat(sendsUntilHungUpOn(head, "HEAD / HTTP/1.1\r\n\r\n")).isTrue();
      assertServes(server);
    }
  }

  /** Sends one request after the other and reads nothing. */
  private static boolean sendsUntilHungUpOn(RawClient client, String request) {
    String many = request.repeat(1000);
    try {
      for (int i = 0; i < 10_000; i++) {
        client.send(many);
      }
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @ParameterizedTest
  @EnumSource
  void othersAreServedWhileManyDoNotRead(Threads threads) throws Exception {
    List<RawClient> slow = new ArrayList<>();
    // Nobody is cut off for being slow while the test runs.
    try (MetricsServer server = server(threads, 20).finishTimeout(SHORT).start();
        RawClient good = RawClient.connect(server.port())) {
      for (int i = 0; i < 10; i++) {
        slow.add(RawClient.connectAndStall(server.port(), SCRAPE));
      }

      for (int i = 0; i < 5; i++) {
        assertThat(good.get("/metrics").text()).endsWith(" 9999\n");
      }
    } finally {
      for (RawClient client : slow) {
        client.close();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoVanishesLeavesNoScrapeSlotBehind(Threads threads) throws Exception {
    // Nobody is cut off for being slow here: it is the vanishing that must be seen.
    try (MetricsServer server =
        server(threads, 2).sendTimeout(Duration.ofDays(1)).start()) {
      for (int i = 0; i < 12; i++) {
        RawClient.connectAndStall(server.port(), SCRAPE).vanish();
        awaitFreeSlots(server, 1);
      }

      awaitFreeSlots(server, 2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void halfARequestDoesNotKeepAThread(Threads threads) throws Exception {
    List<RawClient> half = new ArrayList<>();
    try (MetricsServer server = server(threads, 4).requestTimeout(SHORT).start()) {
      for (int i = 0; i < ServerThreads.MAX_POOL_THREADS; i++) {
        RawClient client = RawClient.connect(server.port());
        half.add(client);
        client.send("GET /metrics HTTP/1.1\r\nAccept: te");
      }

      for (RawClient client : half) {
        assertThat(client.bytesUntilClosed()).isZero();
      }
      assertServes(server);
    } finally {
      for (RawClient client : half) {
        client.close();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void halfABodyDoesNotKeepAThread(Threads threads) throws Exception {
    try (MetricsServer server = server(threads, 4).requestTimeout(SHORT).start();
        RawClient client = RawClient.connect(server.port())) {
      client.send("GET /metrics HTTP/1.1\r\nContent-Length: 10\r\n\r\nab");

      assertThat(client.bytesUntilClosed()).isZero();
      assertServes(server);
    }
  }

  @ParameterizedTest
  @EnumSource
  void closingCutsOffWhoDoesNotRead(Threads threads) throws Exception {
    MetricsServer server = server(threads, 4).finishTimeout(SHORT).start();
    try (RawClient slow = RawClient.connectAndStall(server.port(), SCRAPE)) {
      server.close();

      assertThat(slow.bytesUntilClosed()).isLessThan(slow.announcedBytes());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aThreadThatWasInterruptedForOneClientServesTheNext(Threads threads) throws Exception {
    try (MetricsServer server = server(threads, 1).sendTimeout(SHORT).start()) {
      for (int i = 0; i < 3; i++) {
        RawClient slow = RawClient.connectAndStall(server.port(), SCRAPE);
        awaitFreeSlots(server, 1);
        slow.close();
      }
      assertServes(server);
    }
  }

  private MetricsServer.Builder server(Threads threads, int maxConcurrent) {
    return threads.of(MetricsServer.builder()
        .host("127.0.0.1")
        .endpoint(ScrapeEndpoint.builder(REGISTRY).maxConcurrent(maxConcurrent).build()));
  }

  private static void assertServes(MetricsServer server) {
    Await.until("others are served", () -> RawClient.isServed(server.port(), "/-/healthy"));
  }

  /** Scrapes until so many clients can have an answer at once. */
  private static void awaitFreeSlots(MetricsServer server, int slots) throws IOException {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    int served = 0;
    while (served < slots) {
      assertThat(System.nanoTime()).as("no scrape slot came free").isLessThan(deadline);
      List<RawClient> clients = new ArrayList<>();
      served = 0;
      for (int i = 0; i < slots; i++) {
        RawClient client = RawClient.connectWithSmallBuffer(server.port());
        clients.add(client);
        served += client.send(SCRAPE).statusOrClosed() == 200 ? 1 : 0;
      }
      for (RawClient client : clients) {
        client.close();
      }
    }
  }
}
