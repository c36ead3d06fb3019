package dev.narthex.testing;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.narthex.Counter;
import dev.narthex.Histogram;
import dev.narthex.Info;
import dev.narthex.Registry;
import dev.narthex.model.NativeBuckets;
import dev.narthex.scrape.ScrapeEndpoint;
import dev.narthex.scrape.ScrapeRequest;
import dev.narthex.scrape.ScrapeResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is promised to whoever compares what a running program exposes. */
class ScrapeTest {

  private final Registry registry = new Registry();
  private final AtomicReference<String> accepted = new AtomicReference<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void findsTheSameInAProgramAsInItsRegistry() {
    serveRegistry();
    Counter.builder("http.requests_total").help("Requests.").register(registry).add(3);
    Info.builder("build_info").register(registry).set("version", "1.2");
    Histogram.builder("latency_seconds")
        .nativeBuckets(NativeBuckets.growingBy(2))
        .register(registry)
        .observe(0.7);

    Exposition scraped = Exposition.scraped(url());

    assertThat(scraped).exposes(Exposition.of(registry));
    assertThat(Exposition.scraped(url())).exposes(Exposition.of(registry).asText());
    assertThat(Exposition.scraped(url())).exposes(Exposition.of(registry).asOpenMetrics());
    assertThat(Exposition.scraped(url()))
        .exposes(Exposition.of(registry).asTextWithNativeBuckets());
    assertThat(scraped.asTextWithNativeBuckets()).contains("{count:1,sum:0.7,schema:0,");
    assertThat(scraped.value("http.requests_total")).isEqualTo(3);
  }

  @Test
  void readsWhatTheProgramAnswersByItsContentType() {
    serve(200, "text/plain; version=0.0.4", "# TYPE a gauge\na 1\n");
    assertThat(Exposition.scraped(url())).exposes("# TYPE a gauge\na 1\n");
    assertThat(accepted.get()).startsWith("application/vnd.google.protobuf;");

    restart(200, "application/openmetrics-text; version=1.0.0", "# TYPE a info\na_info 1\n# EOF\n");
    assertThat(Exposition.scraped(url())).exposes("# TYPE a info\na_info 1\n# EOF\n");
  }

  @Test
  void asksForTheFormatThatIsWanted() {
    serveRegistry();
    Counter.builder("jobs_total").register(registry).add(3);

    Scrape scrape = Scrape.of(url(), "application/openmetrics-text;version=1.0.0");

    assertThat(scrape.contentType()).startsWith("application/openmetrics-text; version=1.0.0");
    assertThat(new String(scrape.body(), UTF_8))
        .isEqualTo("# TYPE jobs counter\njobs_total 3.0\n# EOF\n");
    assertThat(scrape.exposition()).hasValue(3, "jobs_total");
  }

  @Test
  void showsTheDifference() {
    serve(200, "text/plain", "# TYPE a gauge\na 1\n");

    assertThatThrownBy(() -> assertThat(Exposition.scraped(url())).exposes("# TYPE a gauge\na 2\n"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("""
            What is exposed is not what was expected: 1 line different
            --- exposed
            +++ expected
             # TYPE a gauge
            -a 1
            +a 2
            """);
  }

  @Test
  void tellsWhatChangedInAProgram() {
    serveRegistry();
    Counter jobs = Counter.builder("jobs_total").register(registry);
    jobs.add(5);

    Delta delta = Delta.during(url(), () -> jobs.add(2));
    Delta since = Delta.since(url());
    jobs.add(3);

    assertThat(delta.value("jobs_total")).isEqualTo(2);
    assertThat(since.value("jobs_total")).isEqualTo(3);
  }

  @Test
  void refusesAUrlThatIsNotAbsolute() {
    assertThatThrownBy(() -> Exposition.scraped(URI.create("/metrics")))
        .isInstanceOf(AssertionError.class)
        .hasMessage("scraping metrics failed: \"/metrics\" is not an absolute URL, such as"
            + " http://localhost:9400/metrics.");
  }

  @Test
  void tellsThatNobodyIsThere() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    assertThatThrownBy(() -> Exposition.scraped(URI.create("http://127.0.0.1:" + port + "/")))
        .isInstanceOf(AssertionError.class)
        .hasMessage("scraping metrics failed: http://127.0.0.1:" + port
            + "/ did not answer. Nothing can be connected to there. Does the program run?");
  }

  @Test
  void namesAStatusOtherThan200() {
    serve(404, "text/plain", "Not found. Metrics are at /metrics.\n");

    assertThatThrownBy(() -> Exposition.scraped(url()))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "scraping metrics failed: " + url() + " answered with status 404 instead of 200."
                + " It says: Not found. Metrics are at /metrics.");
  }

  @Test
  void tellsWhatCannotBeRead() {
    serve(200, "text/plain", "a b c\n");

    assertThatThrownBy(() -> Exposition.scraped(url()))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("scraping metrics failed: what " + url()
            + " answered, as \"text/plain\", cannot be read. line 1");
  }

  @Test
  void refusesACodingThatNobodyAskedFor() {
    server.createContext("/metrics", exchange -> {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      exchange.sendResponseHeaders(200, 1);
      exchange.getResponseBody().write(0x1f);
      exchange.close();
    });

    assertThatThrownBy(() -> Exposition.scraped(url()))
        .isInstanceOf(AssertionError.class)
        .hasMessage("scraping metrics failed: " + url()
            + " answered in the coding \"gzip\", which it was not asked for.");
  }

  @Test
  void doesNotUnderstandCompositeValuesInAScrape() {
    serve(200, "text/plain", "# TYPE a histogram\na {count:0,sum:0,schema:0}\n");

    assertThatThrownBy(() -> Exposition.scraped(url()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("cannot be read. line 2");
  }

  @Test
  void givesUpABodyThatIsTooLong() {
    serve(200, "text/plain", "# ".repeat(10_000));

    assertThatThrownBy(() -> Scrape.of(url(), "*/*", Duration.ofSeconds(30), 19_999))
        .isInstanceOf(AssertionError.class)
        .hasMessage("scraping metrics failed: " + url()
            + " did not answer. IOException: The body is longer than 19999 bytes.");
  }

  @Test
  void givesUpAnAnswerThatDoesNotCome() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/metrics");

      assertThatThrownBy(() -> Scrape.of(url, "*/*", Duration.ofMillis(20), 1000))
          .isInstanceOf(AssertionError.class)
          .hasMessage("scraping metrics failed: " + url + " did not answer within 20 ms.");
    }
  }

  private void serveRegistry() {
    ScrapeEndpoint endpoint = ScrapeEndpoint.builder(registry).build();
    server.createContext("/metrics", exchange -> {
      try (ScrapeResponse response =
          endpoint.scrape(ScrapeRequest.of(exchange.getRequestHeaders().getFirst("Accept"), ""))) {
        response.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(200, 0);
        response.writeTo(exchange.getResponseBody());
      }
      exchange.close();
    });
  }

  private void restart(int status, String contentType, String body) {
    server.removeContext("/metrics");
    serve(status, contentType, body);
  }

  private void serve(int status, String contentType, String body) {
    server.createContext("/metrics", exchange -> {
      accepted.set(exchange.getRequestHeaders().getFirst("Accept"));
      exchange.getResponseHeaders().set("Content-Type", contentType);
      byte[] bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    });
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics");
  }
}
