package dev.narthex.http;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.narthex.Counter;
import dev.narthex.Gauge;
import dev.narthex.Registry;
import dev.narthex.scrape.ScrapeEndpoint;
import dev.narthex.support.Await;
import dev.narthex.testing.Exposition;
import dev.narthex.testing.junit.FreshMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link MetricsServer} promises to those who start, scrape and stop it. */
class MetricsServerTest {

  private final Registry registry = new Registry();
  private final Gauge depth =
      Gauge.builder("queue_depth").help("Waiting items.").register(registry);

  private static final String TEXT = """
      # HELP queue_depth Waiting items.
      # TYPE queue_depth gauge
      queue_depth 7
      """;

  MetricsServerTest() {
    depth.set(7);
  }

  @Test
  @FreshMetrics
  void startsInOneLineAndServesTheDefaultRegistryOnAllInterfaces() {
    Counter.builder("server_test_total").help("A test.").register();
    try (MetricsServer server = MetricsServer.start(0)) {
      assertThat(Exposition.scraped(server.url())).hasValue(0, "server_test_total");
      assertThat(server.address().getAddress().isAnyLocalAddress()).isTrue();
      assertThat(server.url())
          .isEqualTo(URI.create("http://localhost:" + server.port() + "/metrics"));
      assertThat(server).hasToString("MetricsServer at " + server.url());
    }
  }

  @Test
  void listensOnTheAddressItIsGiven() throws Exception {
    try (MetricsServer byName = local().host("localhost").start();
        MetricsServer byAddress =
            local().address(InetAddress.getLoopbackAddress()).start();
        RawClient client = RawClient.connect(byAddress.port())) {
      assertThat(byName.address().getAddress().isLoopbackAddress()).isTrue();
      assertThat(byAddress.url())
          .isEqualTo(URI.create("http://127.0.0.1:" + byAddress.port() + "/metrics"));
      assertThat(client.get("/metrics").text()).isEqualTo(TEXT);
    }
  }

  @Test
  void servesBrowsersAPageUnlessToldNotTo() throws Exception {
    String request = """
        GET /metrics HTTP/1.1\r
        Host: test\r
        Accept: text/html,application/xhtml+xml,*/*;q=0.8\r
        \r
        """;
    try (MetricsServer with = local().start();
        MetricsServer without = local().page(false).start();
        RawClient toPage = RawClient.connect(with.port());
        RawClient toText = RawClient.connect(without.port())) {
      assertThat(toPage.send(request).answer().text()).startsWith("<!DOCTYPE html>");
      assertThat(toText.send(request).answer().text()).isEqualTo(TEXT);
    }
  }

  @Test
  void servesExactlyItsPathsOnOneConnection() throws Exception {
    try (MetricsServer server = local().start();
        RawClient client = RawClient.connect(server.port())) {
      assertThat(client.get("/metrics").text()).isEqualTo(TEXT);
      assertThat(client.get("/metrics?name=x").text()).isEqualTo(TEXT);
      assertThat(client.get("/-/healthy").text()).isEqualTo("Healthy.\n");
      for (String path : List.of(
          "/metricsfoo",
          "/metrics/",
          "/metrics/x",
          "/Metrics",
          "/x",
          "/-/healthy/",
          "/-/",
          "/%6D",
          "/metrics%00",
          "/%C3%28",
          "/favicon.ico",
          "/./metrics")) {
        RawClient.Answer answer = client.get(path);
        assertThat(answer.status()).as(path).isEqualTo(404);
        assertThat(answer.text()).isEqualTo("Not found. Metrics are at /metrics.\n");
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
      }
    }
  }

  @Test
  void showsAnIndexPageThatLinksToWhatThereIsAndNeedsNothingElse() throws Exception {
    try (MetricsServer server = local().path("/internal/metrics").start();
        RawClient client = RawClient.connect(server.port())) {
      RawClient.Answer answer = client.get("/");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
      assertThat(answer.text())
          .startsWith("<!DOCTYPE html>\n")
          .contains("<a href=\"./internal/metrics\">/internal/metrics</a>")
          .contains("<a href=\"./-/healthy\">/-/healthy</a>")
          .doesNotContain("//", "<script", "src=");
    }
  }

  @ParameterizedTest
  @CsvSource({"/metrics, 200", "/, 200", "/-/healthy, 200", "/nowhere, 404"})
  void answersHeadLikeGetWithoutABody(String path, int status) throws Exception {
    try (MetricsServer server = local().start();
        RawClient client = RawClient.connect(server.port())) {
      RawClient.Answer get = client.get(path);
      RawClient.Answer head = client.head(path);

      get.headers().remove("date");
      head.headers().remove("date");
      assertThat(head.status()).isEqualTo(status);
      assertThat(head.statusLine()).isEqualTo(get.statusLine());
      assertThat(head.headers()).isEqualTo(get.headers());
      assertThat(client.get(path).text()).isEqualTo(get.text());
    }
  }

  @ParameterizedTest
  @CsvSource({"/metrics, 405", "/, 405", "/-/healthy, 405", "/nowhere, 404"})
  void refusesOtherMethodsWhereThereIsSomething(String path, int status) throws Exception {
    try (MetricsServer server = local().start();
        RawClient client = RawClient.connect(server.port())) {
      RawClient.Answer answer = client
          .send("POST " + path + " HTTP/1.1\r\nContent-Length: 2\r\n\r\nab")
          .answer();

      assertThat(answer.status()).isEqualTo(status);
      assertThat(client.get("/-/healthy").status()).isEqualTo(200);
    }
  }

  @Test
  void servesMetricsAtTheRootIfToldTo() throws Exception {
    try (MetricsServer server = local().path("/").start();
        RawClient client = RawClient.connect(server.port())) {
      assertThat(client.get("/").text()).isEqualTo(TEXT);
      assertThat(client.get("/metrics").status()).isEqualTo(404);
    }
  }

  @Test
  void takesAnEndpointWithSettingsOfItsOwn() throws Exception {
    ScrapeEndpoint textOnly =
        ScrapeEndpoint.builder(registry).openMetrics(false).build();
    try (MetricsServer server = local().endpoint(textOnly).start();
        RawClient client = RawClient.connect(server.port())) {
      String request = "GET /metrics HTTP/1.1\r\nAccept: application/openmetrics-text\r\n\r\n";

      assertThat(client.send(request).answer().text()).isEqualTo(TEXT);
    }
  }

  @Test
  void twoServersOfOneProcessDoNotMixUpTheirMetrics() throws Exception {
    MetricsServer one = local().start();
    try (MetricsServer other = local().gatherer(new Registry()).start();
        RawClient ofOne = RawClient.connect(one.port());
        RawClient ofOther = RawClient.connect(other.port())) {
      assertThat(ofOne.get("/metrics").text()).isEqualTo(TEXT);
      assertThat(ofOther.get("/metrics").text()).isEmpty();

      one.close();

      assertThat(ofOther.get("/-/healthy").status()).isEqualTo(200);
    } finally {
      one.close();
    }
  }

  @Test
  void saysWhichPortIsTakenAndWhatToDo() {
    try (MetricsServer first = local().start()) {
      // The system says it in its own language.
      String taken = catchThrowableOfType(
              BindException.class,
              () -> new ServerSocket(first.port(), 1, InetAddress.getLoopbackAddress()).close())
          .getMessage();
      assertThatThrownBy(() -> local().port(first.port()).start())
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageStartingWith(
              "Cannot listen on port " + first.port() + " of 127.0.0.1: " + taken)
          .hasMessageContaining("choose another port; port(0) takes any free one");
    }
  }

  @Test
  void isGoneWhenClosedWithItsPortAndItsThreads() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    MetricsServer server = local().start();
    int port = server.port();
    List<Thread> own;
    try (RawClient client = RawClient.connect(port)) {
      assertThat(client.get("/metrics").status()).isEqualTo(200);
      own = Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> !before.contains(thread))
          .toList();

      server.close();
      server.close();

      assertThat(client.bytesUntilClosed()).isZero();
    }
    assertThat(own).as("threads of the server").isNotEmpty();
    for (Thread thread : own) {
      assertThat(thread.isDaemon()).as("%s is a daemon", thread).isTrue();
      if (isOfTheServer(thread)) {
        thread.join(RawClient.TIMEOUT_MILLIS);
        assertThat(thread.isAlive()).as("%s lives", thread).isFalse();
      }
    }
    assertThatThrownBy(() -> RawClient.connect(port)).isInstanceOf(ConnectException.class);
    try (MetricsServer next = local().port(port).start();
        RawClient client = RawClient.connect(port)) {
      assertThat(next.port()).isEqualTo(port);
      assertThat(client.get("/metrics").text()).isEqualTo(TEXT);
    }
  }

  /** The carriers of virtual threads, which the JVM starts and keeps, are not. */
  private static boolean isOfTheServer(Thread thread) {
    return thread.getName().startsWith("narthex-")
        || thread.getName().equals("HTTP-Dispatcher")
        || thread.getName().equals("idle-timeout-task");
  }

  @Test
  void letsAScrapeUnderWayFinishWhenClosed() throws Exception {
    CountDownLatch gathering = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    ExecutorService closer = Executors.newSingleThreadExecutor();
    MetricsServer server = local()
        .finishTimeout(Duration.ofHours(1))
        .gatherer(sink -> {
          gathering.countDown();
          await(goOn);
          registry.gather(sink);
        })
        .start();
    try (RawClient client = RawClient.connect(server.port())) {
      client.send("GET /metrics HTTP/1.1\r\n\r\n");
      await(gathering);
      Future<?> closed = closer.submit(server::close);
      refused(server.port()); // from here on, closing has begun
      goOn.countDown();

      assertThat(client.answer().text()).isEqualTo(TEXT);
      closed.get(RawClient.TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    } finally {
      goOn.countDown();
      closer.shutdown();
      server.close();
    }
  }

  /** Asks until the server refuses. */
  private static void refused(int port) throws IOException {
    boolean answered = true;
    while (answered) {
      try (RawClient client = RawClient.connect(port)) {
        answered = client.send("GET /-/healthy HTTP/1.1\r\n\r\n").statusOrClosed() != 0;
      }
    }
  }

  @Test
  void whoWaitsForAThreadWhenItIsClosedIsHungUpOn() throws Exception {
    CountDownLatch gathering = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    ExecutorService closer = Executors.newCachedThreadPool();
    MetricsServer server = local()
        .ownThreads(name ->
            new ServerThreads(Executors.newCachedThreadPool(ServerThreads.daemons(name)), 1, 1))
        .gatherer(sink -> {
          asked.incrementAndGet();
          gathering.countDown();
          await(goOn);
        })
        .start();
    try (RawClient served = RawClient.connect(server.port());
        RawClient one = RawClient.connect(server.port());
        RawClient other = RawClient.connect(server.port())) {
      served.send("GET /metrics HTTP/1.1\r\n\r\n");
      await(gathering);
      one.send("GET /metrics HTTP/1.1\r\n\r\n");
      other.send("GET /metrics HTTP/1.1\r\n\r\n");
      // There is room for one of them to wait, so once one is refused, the other waits.
      Future<Long> oneEnds = closer.submit(one::bytesUntilClosed);
      Future<Long> otherEnds = closer.submit(other::bytesUntilClosed);
      Await.until("one is refused", () -> oneEnds.isDone() || otherEnds.isDone());
      Thread closing = new Thread(server::close);
      closing.start();
      Await.until(
          "closing waits for the one that is served",
          () -> closing.getState() == Thread.State.TIMED_WAITING);
      goOn.countDown();

      assertThat(served.answer().status()).isEqualTo(200);
      assertThat(oneEnds.get(1, TimeUnit.MINUTES)).isZero();
      assertThat(otherEnds.get(1, TimeUnit.MINUTES)).isZero();
      closing.join();
      assertThat(asked).hasValue(1);
    } finally {
      goOn.countDown();
      closer.shutdown();
      server.close();
    }
  }

  @Test
  void leavesAnExecutorThatItWasGivenRunning() throws Exception {
    ExecutorService mine = Executors.newSingleThreadExecutor();
    try {
      MetricsServer server = local().executor(mine).start();
      try (RawClient client = RawClient.connect(server.port())) {
        assertThat(client.get("/metrics").text()).isEqualTo(TEXT);
      }
      server.close();

      assertThat(mine.submit(() -> "alive").get(1, TimeUnit.MINUTES)).isEqualTo("alive");
    } finally {
      mine.shutdown();
    }
  }

  @Test
  void setsTcpNoDelayForTheJdk() {
    try (MetricsServer server = local().start()) {
      assertThat(server.port()).isPositive();
      assertThat(System.getProperty("sun.net.httpserver.nodelay")).isEqualTo("true");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "metrics", "//", "/a//b", "/a b", "/..", "/a/../b", "/.", "/é", "/%41", "/a?b", "/a#b",
        "/<b>", "/\"", "/a\n"
      })
  void refusesAPathThatIsNotPlain(String path) {
    assertThatThrownBy(() -> MetricsServer.builder().path(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("path is \"" + path + "\" but must begin with /");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/m", "/.well-known/metrics", "/a.b/c_d~e-f/", "/..."})
  void takesAnyPlainPath(String path) throws Exception {
    try (MetricsServer server = local().path(path).start();
        RawClient client = RawClient.connect(server.port())) {
      assertThat(client.get(server.url().getRawPath()).text()).isEqualTo(TEXT);
    }
  }

  @Test
  void refusesSettingsThatCannotBe() {
    MetricsServer.Builder builder = MetricsServer.builder();

    assertThatThrownBy(() -> builder.path("/-/healthy"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("where the server tells its health");
    assertThatThrownBy(() -> builder.port(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("port is -1 but must be from 0 to 65535");
    assertThatThrownBy(() -> builder.port(65_536))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("port is 65536 but");
    assertThatThrownBy(() -> builder.host("no such host"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("host is \"no such host\", which is not known here");
    for (Duration timeout :
        List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofSeconds(Long.MAX_VALUE))) {
      assertThatThrownBy(() -> builder.sendTimeout(timeout))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("sendTimeout is " + timeout + " but must be from 1 ms to 1 day");
    }
  }

  private MetricsServer.Builder local() {
    return MetricsServer.builder().host("127.0.0.1").gatherer(registry);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(RawClient.TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
