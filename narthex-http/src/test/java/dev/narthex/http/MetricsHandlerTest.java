package dev.narthex.http;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.narthex.Counter;
import dev.narthex.Gatherer;
import dev.narthex.Registry;
import dev.narthex.scrape.ScrapeEndpoint;
import dev.narthex.support.CapturedLog;
import dev.narthex.testing.Exposition;
import dev.narthex.testing.junit.FreshMetrics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link MetricsHandler} promises to clients, on a server of the user's own. */
class MetricsHandlerTest {

  private static final String TEXT = """
      # HELP jobs_total Jobs finished.
      # TYPE jobs_total counter
      jobs_total 3
      """;

  private static final String OPENMETRICS = """
      # HELP jobs Jobs finished.
      # TYPE jobs counter
      jobs_total 3.0
      # EOF
      """;

  private final Registry registry = new Registry();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;
  private URI url;

  @BeforeEach
  void countThreeJobs() throws IOException {
    Counter.builder("jobs_total").help("Jobs finished.").register(registry).add(3);
    serve(MetricsHandler.of(registry));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void servesTextToAClientThatAsksForNothing() throws Exception {
    HttpResponse<String> response = get();

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(TEXT);
    assertThat(header(response, "Content-Type"))
        .isEqualTo("text/plain; version=0.0.4; charset=utf-8; escaping=underscores");
    assertThat(header(response, "Content-Length")).isEqualTo(Integer.toString(TEXT.length()));
    assertThat(header(response, "Vary")).isEqualTo("Accept, Accept-Encoding");
    assertThat(response.headers().map()).doesNotContainKey("content-encoding");
  }

  @Test
  void servesTheFormatTheClientLikesBest() throws Exception {
    HttpResponse<String> response =
        get("Accept", "text/plain;q=0.5, application/openmetrics-text;version=1.0.0");

    assertThat(response.body()).isEqualTo(OPENMETRICS);
    assertThat(header(response, "Content-Type"))
        .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8;"
            + " escaping=underscores");
  }

  @Test
  void servesProtobuf() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(url)
        .header(
            "Accept",
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
                + "encoding=delimited")
        .build();

    HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());

    assertThat(header(response, "Content-Type"))
        .startsWith("application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;");
    assertThat(Exposition.read(response.body(), header(response, "Content-Type")))
        .exposes(TEXT);
  }

  @Test
  void servesBrowsersAPageThatMayRunItsOwnScriptOnly() throws Exception {
    HttpResponse<String> response = get("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    assertThat(header(response, "Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(header(response, "Content-Security-Policy")).startsWith("default-src 'none'; ");
    assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(response, "Vary")).isEqualTo("Accept, Accept-Encoding");
  }

  @Test
  void compressesForAClientThatAcceptsIt() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(url).header("Accept-Encoding", "gzip").build();

    HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());

    assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(response.headers().firstValueAsLong("Content-Length"))
        .hasValue(response.body().length);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(TEXT);
    }
  }

  @Test
  void joinsHeadersThatComeInSeveralLines() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(url)
        .header("Accept", "text/html")
        .header("Accept", "application/openmetrics-text;version=1.0.0")
        .header("Accept-Encoding", "br")
        .header("Accept-Encoding", "gzip")
        .build();

    HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());

    assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/openmetrics-text; version=1.0.0;");
  }

  @ParameterizedTest
  @CsvSource({"'', ''", "gzip, gzip"})
  void answersHeadWithTheHeadersOfGetAndNoBody(String acceptEncoding, String coding)
      throws Exception {
    String rest =
        " /metrics HTTP/1.1\r\nHost: test\r\nAccept-Encoding: " + acceptEncoding + "\r\n\r\n";
    try (RawClient raw = RawClient.connect(server.getAddress().getPort())) {
      RawClient.Answer get = raw.send("GET" + rest).answer();
      RawClient.Answer head = raw.send("HEAD" + rest).answerWithoutBody();

      get.headers().remove("date");
      head.headers().remove("date");
      assertThat(head.statusLine()).isEqualTo(get.statusLine()).isEqualTo("HTTP/1.1 200 OK");
      assertThat(head.headers()).isEqualTo(get.headers());
      assertThat(head.headers().getOrDefault("content-encoding", "")).isEqualTo(coding);
      // The next bytes are the next answer, so HEAD had no body, and the connection lives on.
      assertThat(raw.get("/metrics").text()).isEqualTo(TEXT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "get", "BREW"})
  void refusesOtherMethods(String method) throws Exception {
    try (RawClient raw = RawClient.connect(server.getAddress().getPort())) {
      RawClient.Answer answer =
          raw.send(method + " /metrics HTTP/1.1\r\nHost: test\r\n\r\n").answer();

      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.header("Allow")).isEqualTo("GET, HEAD");
      assertThat(answer.text()).isEqualTo("Only GET and HEAD are answered here.\n");
      assertThat(raw.get("/metrics").text()).isEqualTo(TEXT);
    }
  }

  @Test
  void readsABodyNobodyWantsAndKeepsTheConnection() throws Exception {
    String body = "x".repeat(60_000);
    try (RawClient raw = RawClient.connect(server.getAddress().getPort())) {
      RawClient.Answer answer = raw.send("POST /metrics HTTP/1.1\r\nHost: test\r\nContent-Length: "
              + body.length() + "\r\n\r\n" + body)
          .answer();

      assertThat(answer.status()).isEqualTo(405);
      assertThat(raw.get("/metrics").text()).isEqualTo(TEXT);
    }
  }

  @Test
  void sendsAnEmptyBodyWithItsLength() throws Exception {
    server.stop(0);
    serve(MetricsHandler.of(new Registry()));

    try (RawClient raw = RawClient.connect(server.getAddress().getPort())) {
      RawClient.Answer answer = raw.get("/metrics");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Length")).isEqualTo("0");
      assertThat(answer.headers()).doesNotContainKey("transfer-encoding");
    }
  }

  @Test
  void tellsAFailedScrapeAsStatus500() throws Exception {
    server.stop(0);
    serve(MetricsHandler.of(sink -> {
      throw new IllegalStateException("the queue is gone");
    }));

    try (CapturedLog log = new CapturedLog(ScrapeEndpoint.class)) {
      HttpResponse<String> response = get();

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.body()).isEqualTo("Metrics could not be served. the queue is gone\n");
      assertThat(log.messages()).hasSize(1);
    }
  }

  @Test
  void tellsAnErrorOfTheJvmAsStatus500AndKeepsServing() throws Exception {
    server.stop(0);
    boolean[] broken = {true};
    Gatherer sometimes = sink -> {
      if (broken[0]) {
        throw new StackOverflowError("on purpose");
      }
      registry.gather(sink);
    };
    // One scrape at a time, so that a slot that is not given back shows at once.
    serve(new MetricsHandler(ScrapeEndpoint.builder(sometimes).maxConcurrent(1).build()));

    try (CapturedLog log = new CapturedLog(MetricsHandler.class)) {
      HttpResponse<String> failed = get();
      broken[0] = false;
      HttpResponse<String> next = get();

      assertThat(failed.statusCode()).isEqualTo(500);
      assertThat(failed.body())
          .isEqualTo("The request failed. The log of this program says why.\n");
      assertThat(log.messages()).containsExactly("A request for metrics failed.");
      assertThat(next.body()).isEqualTo(TEXT);
    }
  }

  @Test
  @FreshMetrics
  void servesTheDefaultRegistryUnlessToldOtherwise() throws Exception {
    server.stop(0);
    serve(new MetricsHandler());

    Counter.builder("handler_test_total").help("A test.").register();

    assertThat(Exposition.scraped(url)).hasValue(0, "handler_test_total");
  }

  private void serve(MetricsHandler handler) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/metrics", handler);
    server.start();
    url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics");
  }

  private HttpResponse<String> get(String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(url);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElseThrow();
  }
}
