package dev.narthex.http;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Registry;
import dev.narthex.Summary;
import dev.narthex.model.Labels;
import dev.narthex.support.Await;
import dev.narthex.testing.Exposition;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@link MeasuringClient} counts of requests over real connections, and that it changes nothing. */
@Timeout(300)
class MeasuringClientTest {

  private static final String IN_FLIGHT = "http_client_requests_in_flight";

  private final Registry registry = new Registry();
  private final HttpClient plain =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();
  private final HttpClient client = MeasuringClient.of(plain, registry);
  private final CountDownLatch release = new CountDownLatch(1);
  private final CountDownLatch arrived = new CountDownLatch(1);
  private ExecutorService threads;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    threads = Executors.newCachedThreadPool();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/hello", exchange -> answer(exchange, 200, "hello"));
    server.createContext("/teapot", exchange -> answer(exchange, 418, "short and stout"));
    server.createContext("/moved", exchange -> {
      exchange.getResponseHeaders().set("Location", "/hello");
      answer(exchange, 301, "");
    });
    server.createContext("/hanging", exchange -> {
      arrived.countDown();
      await(release);
      answer(exchange, 200, "at last");
    });
    server.createContext("/trickling", exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write("begin ".getBytes(UTF_8));
      exchange.getResponseBody().flush();
      await(release);
      exchange.getResponseBody().write("end".getBytes(UTF_8));
      exchange.close();
    });
    server.start();
  }

  @AfterEach
  void stop() {
    release.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path));
  }

  /** Asserts which requests were counted, as samples. */
  private void assertCounted(String samples) {
    assertThat(registry).exposesAmongOthers("""
        # HELP http_client_requests_total Requests that were sent.
        # TYPE http_client_requests_total counter
        """ + samples);
  }

  private double inFlight() {
    return Exposition.of(registry).value(IN_FLIGHT);
  }

  @Test
  void countsByMethodAndCodeAndLeavesTheBodyToItsHandler() throws Exception {
    HttpResponse<String> hello = client.send(request("/hello").build(), BodyHandlers.ofString());
    HttpResponse<String> teapot = client.send(
        request("/teapot").POST(BodyPublishers.ofString("tea")).build(), BodyHandlers.ofString());

    assertThat(hello.body()).isEqualTo("hello");
    assertThat(teapot.body()).isEqualTo("short and stout");
    assertCounted("""
        http_client_requests_total{code="200",method="get"} 1
        http_client_requests_total{code="418",method="post"} 1
        """);
    assertThat(registry)
        .hasValue(1, "http_client_request_duration_seconds_count", "code", "200", "method", "get")
        .hasValue(1, "http_client_request_duration_seconds_count", "code", "418", "method", "post")
        .hasSeriesCount(2, "http_client_request_duration_seconds");
    assertThat(inFlight()).isZero();
  }

  @Test
  void hasCountedAnAsynchronousRequestWhenItsFutureIsComplete() {
    HttpRequest request = request("/hello").build();

    for (int i = 1; i <= 50; i++) {
      assertThat(client.sendAsync(request, BodyHandlers.ofString()).join().body())
          .isEqualTo("hello");
      assertCounted("http_client_requests_total{code=\"200\",method=\"get\"} " + i + "\n");
      assertThat(inFlight()).isZero();
    }
    assertThat(client.sendAsync(request, BodyHandlers.ofString(), null).join().statusCode())
        .isEqualTo(200);
    assertCounted("http_client_requests_total{code=\"200\",method=\"get\"} 51\n");
  }

  @Test
  void countsARequestThatIsRedirectedOnceWithTheLastCode() throws Exception {
    HttpResponse<String> response = client.send(request("/moved").build(), BodyHandlers.ofString());

    assertThat(response.body()).isEqualTo("hello");
    assertCounted("http_client_requests_total{code=\"200\",method=\"get\"} 1\n");
  }

  @Test
  void isInFlightUntilTheCallerHasTheAnswer() throws Exception {
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request("/hanging").build(), BodyHandlers.ofString());
    arrived.await();

    assertThat(inFlight()).isEqualTo(1);
    assertThat(registry).hasNoFamilies("http_client_requests_total");

    release.countDown();
    answer.join();
    assertThat(inFlight()).isZero();
  }

  @Test
  void endsTheTimeToTheFirstByteWithTheHeadAndNeverWithTheBody() throws Exception {
    Summary firstByte = Summary.builder("first_byte_seconds").build();
    Counter requests = Counter.builder("requests_total").build();
    HttpClient measured = MeasuringClient.builder(plain)
        .timeToFirstByte(firstByte)
        .requests(requests)
        .build();

    HttpResponse<InputStream> response =
        measured.send(request("/trickling").build(), BodyHandlers.ofInputStream());

    assertThat(requests.value()).isEqualTo(1);
    assertThat(firstByte.snapshot().count()).isEqualTo(1);
    release.countDown();
    assertThat(new String(response.body().readAllBytes(), UTF_8)).isEqualTo("begin end");
  }

  @Test
  void hasACodeForTimeouts() {
    HttpRequest request = request("/hanging").timeout(Duration.ofMillis(1)).build();

    assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
        .isInstanceOf(HttpTimeoutException.class);
    assertThatThrownBy(() -> client.sendAsync(request, BodyHandlers.ofString()).join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(HttpTimeoutException.class);

    assertCounted("http_client_requests_total{code=\"timeout\",method=\"get\"} 2\n");
    assertThat(inFlight()).isZero();
  }

  @Test
  void hasACodeForAllOtherErrors() throws Exception {
    HttpRequest nobody = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + portWithoutServer() + "/"))
        .build();

    assertThatThrownBy(() -> client.send(nobody, BodyHandlers.ofString()))
        .isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> client.sendAsync(nobody, BodyHandlers.ofString()).join())
        .hasCauseInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> client.send(request("/hello").build(), head -> {
          throw new IllegalStateException("no body for you");
        }))
        .isInstanceOf(IOException.class);

    assertCounted("http_client_requests_total{code=\"error\",method=\"get\"} 3\n");
    assertThat(inFlight()).isZero();
  }

  private static int portWithoutServer() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void countsWhatTheClientRefusesToSend() {
    assertThatThrownBy(() -> client.send(request("/hello").build(), null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> client.sendAsync(request("/hello").build(), null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> client.sendAsync(request("/hello").build(), null, null))
        .isInstanceOf(NullPointerException.class);

    assertCounted("http_client_requests_total{code=\"error\",method=\"get\"} 3\n");
    assertThat(inFlight()).isZero();
  }

  @Test
  void cancelsTheRequestWhenItsFutureIsCancelled() throws Exception {
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request("/hanging").build(), BodyHandlers.ofString());
    arrived.await();

    assertThat(answer.cancel(true)).isTrue();

    // Which of the two it is, is a race inside the JDK.
    assertThatThrownBy(answer::join)
        .extracting(thrown -> thrown instanceof CompletionException ? thrown.getCause() : thrown)
        .isInstanceOf(CancellationException.class);
    assertThat(inFlight()).isZero();
    assertCounted("http_client_requests_total{code=\"cancelled\",method=\"get\"} 1\n");
  }

  @Test
  void cancelsTheRequestWhenADerivedFutureIsCancelled() throws Exception {
    CompletableFuture<String> text = client
        .sendAsync(request("/hanging").build(), BodyHandlers.ofString())
        .thenApply(HttpResponse::body);
    arrived.await();

    text.cancel(true);

    // The JDK may count the request off in a thread of its own.
    Await.until("no request is in flight", () -> inFlight() == 0);
    assertCounted("http_client_requests_total{code=\"cancelled\",method=\"get\"} 1\n");
  }

  @Test
  void hasTheCodeOfACancelledRequestWhenItsThreadIsInterrupted() throws Exception {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread = new Thread(() -> {
      try {
        client.send(request("/hanging").build(), BodyHandlers.ofString());
      } catch (IOException | InterruptedException e) {
        thrown.set(e);
      }
    });
    thread.start();
    arrived.await();

    thread.interrupt();
    thread.join();

    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertCounted("http_client_requests_total{code=\"cancelled\",method=\"get\"} 1\n");
    assertThat(inFlight()).isZero();
  }

  @Test
  void tellsKnownHostsApart() throws Exception {
    HttpClient measured = MeasuringClient.builder(plain)
        .label("host", MeasuringClient.hosts("example.com", "LOCALHOST"))
        .register(registry.withPrefix("hosts_"));
    int port = server.getAddress().getPort();

    for (String host : List.of("localhost", "LocalHost", "127.0.0.1")) {
      measured.send(
          HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + "/hello"))
              .build(),
          BodyHandlers.discarding());
    }

    assertThat(registry).exposesAmongOthers("""
        # HELP hosts_http_client_requests_total Requests that were sent.
        # TYPE hosts_http_client_requests_total counter
        hosts_http_client_requests_total{code="200",host="localhost",method="get"} 2
        hosts_http_client_requests_total{code="200",host="unknown",method="get"} 1
        """);
  }

  @Test
  void asksFunctionsAboutTheRequestThatWasPassed() throws Exception {
    Family<Counter> requests =
        Counter.builder("requests_total").labelNames("path").build();
    HttpRequest request = request("/moved").build();
    List<HttpRequest> asked = new ArrayList<>();
    HttpClient measured = MeasuringClient.builder(plain)
        .requests(requests)
        .label("path", seen -> {
          asked.add(seen);
          return seen.uri().getPath();
        })
        .exemplar(seen -> Labels.of("trace_id", "abc"))
        .build();

    measured.send(request, BodyHandlers.discarding());

    assertThat(asked).containsExactly(request);
    assertThat(requests.with("/moved").value()).isEqualTo(1);
  }

  @Test
  void isTheClientBehindItInAllOtherWays() {
    HttpClient behind = HttpClient.newBuilder()
        .connectTimeout(Duration.ofSeconds(7))
        .version(HttpClient.Version.HTTP_1_1)
        .executor(threads)
        .build();
    HttpClient measured = MeasuringClient.of(behind, registry);

    assertThat(measured.connectTimeout()).contains(Duration.ofSeconds(7));
    assertThat(measured.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    assertThat(measured.executor()).containsSame(threads);
    assertThat(measured.followRedirects()).isEqualTo(behind.followRedirects());
    assertThat(measured.cookieHandler()).isEqualTo(behind.cookieHandler());
    assertThat(measured.proxy()).isEqualTo(behind.proxy());
    assertThat(measured.authenticator()).isEqualTo(behind.authenticator());
    assertThat(measured.sslContext()).isSameAs(behind.sslContext());
    assertThat(measured.sslParameters().getProtocols())
        .isEqualTo(behind.sslParameters().getProtocols());
    assertThat(measured.newWebSocketBuilder()).isNotNull();
    assertThat(measured).hasToString("measured " + behind);
  }

  @Test
  void isClosedWithTheClientBehindIt() throws Exception {
    assumeTrue(
        Runtime.version().feature() >= 21,
        () -> "Clients can be closed from JDK 21 on; this is " + Runtime.version() + ".");
    HttpClient behind = HttpClient.newHttpClient();
    HttpClient measured = MeasuringClient.of(behind, registry);
    assertThat(call(measured, "isTerminated")).isEqualTo(false);

    call(measured, "shutdown");

    assertThat(HttpClient.class
            .getMethod("awaitTermination", Duration.class)
            .invoke(measured, Duration.ofSeconds(60)))
        .isEqualTo(true);
    assertThat(call(behind, "isTerminated")).isEqualTo(true);
    assertThat(call(measured, "isTerminated")).isEqualTo(true);
    call(measured, "shutdownNow");
    call(measured, "close");
    assertThatThrownBy(() -> measured.send(request("/hello").build(), BodyHandlers.discarding()))
        .isInstanceOf(IOException.class);
  }

  private static Object call(HttpClient client, String method) throws ReflectiveOperationException {
    return HttpClient.class.getMethod(method).invoke(client);
  }

  @Test
  void losesNoneOfManyRequestsAtOnce() throws Exception {
    int requests =
        200; // of more connections at once, the JDK's server closes some when they are idle
    List<CompletableFuture<?>> answers = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      answers.add(client.sendAsync(
          request(i % 2 == 0 ? "/hello" : "/teapot").build(), BodyHandlers.discarding()));
    }
    CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(300, TimeUnit.SECONDS);

    assertCounted("""
        http_client_requests_total{code="200",method="get"} 100
        http_client_requests_total{code="418",method="get"} 100
        """);
    assertThat(inFlight()).isZero();
  }
}
