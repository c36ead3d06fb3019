package dev.narthex.http;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Summary;
import dev.narthex.model.Labels;
import dev.narthex.support.Await;
import dev.narthex.testing.Exposition;
import dev.narthex.testing.reader.ExposedNumber;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What {@link MeasuringFilter} counts of requests over real connections, however handlers answer. */
class MeasuringFilterTest {

  private static final HttpHandler HELLO = exchange -> {
    try (exchange) {
      exchange.sendResponseHeaders(200, 5);
      exchange.getResponseBody().write("hello".getBytes(UTF_8));
    }
  };

  @Test
  void countsAndMeasuresARequestInAllUsualWays() throws Exception {
    try (MeasuredServer server = new MeasuredServer().handle("/hello", HELLO);
        RawClient client = server.connect()) {
      assertThat(client.get("/hello/you?how=well").text()).isEqualTo("hello");

      server.assertRequests(
          "http_requests_total{code=\"200\",method=\"get\",route=\"/hello\"} 1\n");
      assertThat(server.registry)
          .hasValue(
              1,
              "http_request_duration_seconds_count",
              "code",
              "200",
              "method",
              "get",
              "route",
              "/hello")
          .hasValue(38, "http_request_size_bytes_sum", "method", "get", "route", "/hello")
          .hasValue(1, "http_request_size_bytes_count", "method", "get", "route", "/hello")
          .hasValue(5, "http_response_size_bytes_sum", "method", "get", "route", "/hello")
          .hasValue(1, "http_response_size_bytes_count", "method", "get", "route", "/hello")
          .hasValue(1, "http_time_to_first_byte_seconds_count", "method", "get", "route", "/hello");
      Exposition now = Exposition.of(server.registry);
      assertThat(
              now.value("http_time_to_first_byte_seconds_sum", "method", "get", "route", "/hello"))
          .isPositive()
          .isLessThanOrEqualTo(now.value(
              "http_request_duration_seconds_sum",
              "code",
              "200",
              "method",
              "get",
              "route",
              "/hello"));
    }
  }

  @Test
  void addsTheLengthOfTheBodyToTheSizeOfARequest() throws Exception {
    Summary size = Summary.builder("size_bytes").build();
    MeasuringFilter filter = MeasuringFilter.builder().requestSize(size).build();
    try (MeasuredServer server = new MeasuredServer()) {
      server.handle("/", filter, HELLO);
      try (RawClient client = server.connect()) {
        client
            .send("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 100\r\n\r\n" + "x".repeat(100))
            .answer();
        Await.until("the request is counted", () -> size.snapshot().count() == 1);
      }
    }

    // POST, /, HTTP/1.1, Host, test, Content-length, 100, and the body
    assertThat(size.snapshot().sum()).isEqualTo(4 + 1 + 8 + 4 + 4 + 14 + 3 + 100);
  }

  @Test
  void tellsContextsApartAndNeverPaths() throws Exception {
    try (MeasuredServer server =
            new MeasuredServer().handle("/", HELLO).handle("/products", HELLO);
        RawClient client = server.connect()) {
      for (String path : List.of("/", "/a", "/b", "/products", "/products/1", "/products/2")) {
        client.get(path);
      }

      server.assertRequests("""
          http_requests_total{code="200",method="get",route="/"} 3
          http_requests_total{code="200",method="get",route="/products"} 3
          """);
    }
  }

  @Test
  void takesRoutesFromAFunctionAndFoldsWhatHasNone() throws Exception {
    try (MeasuredServer server = new MeasuredServer()) {
      MeasuringFilter filter = MeasuringFilter.builder()
          .route(exchange ->
              exchange.getRequestURI().getPath().startsWith("/products/") ? "/products/{id}" : null)
          .register(server.registry);
      server.handle("/", filter, HELLO);
      try (RawClient client = server.connect()) {
        client.get("/products/1");
        client.get("/products/2");
        client.get("/wp-admin");

        server.assertRequests("""
            http_requests_total{code="200",method="get",route="/products/{id}"} 2
            http_requests_total{code="200",method="get",route="unknown"} 1
            """);
      }
    }
  }

  @Test
  void foldsMethodsThatNobodyKnows() throws Exception {
    try (MeasuredServer server = new MeasuredServer().handle("/", HELLO);
        RawClient client = server.connect()) {
      for (String method : List.of("GET", "get", "POST", "BREW", "SPLICE", "Get")) {
        client.send(method + " / HTTP/1.1\r\nHost: test\r\n\r\n").answer();
      }

      server.assertRequests("""
          http_requests_total{code="200",method="get",route="/"} 2
          http_requests_total{code="200",method="post",route="/"} 1
          http_requests_total{code="200",method="unknown",route="/"} 3
          """);
    }
  }

  @Test
  void countsAnswersWithoutABody() throws Exception {
    try (MeasuredServer server = new MeasuredServer()
            .handle("/204", exchange -> exchange.sendResponseHeaders(204, -1))
            .handle("/304", exchange -> exchange.sendResponseHeaders(304, -1))
            .handle("/404", exchange -> exchange.sendResponseHeaders(404, -1))
            .handle("/head", exchange -> exchange.sendResponseHeaders(200, -1));
        RawClient client = server.connect()) {
      client.send("GET /204 HTTP/1.1\r\nHost: test\r\n\r\n").answerWithoutBody();
      client.send("GET /304 HTTP/1.1\r\nHost: test\r\n\r\n").answerWithoutBody();
      client.send("GET /404 HTTP/1.1\r\nHost: test\r\n\r\n").answerWithoutBody();
      client.head("/head");

      server.assertRequests("""
          http_requests_total{code="200",method="head",route="/head"} 1
          http_requests_total{code="204",method="get",route="/204"} 1
          http_requests_total{code="304",method="get",route="/304"} 1
          http_requests_total{code="404",method="get",route="/404"} 1
          """);
      assertThat(server.registry)
          .hasValue(0, "http_response_size_bytes_sum", "method", "get", "route", "/204")
          .hasValue(0, "http_response_size_bytes_sum", "method", "get", "route", "/304")
          .hasValue(0, "http_response_size_bytes_sum", "method", "get", "route", "/404")
          .hasValue(0, "http_response_size_bytes_sum", "method", "head", "route", "/head")
          .hasSeriesCount(4, "http_response_size_bytes");
    }
  }

  @Test
  void countsAnAnswerThatIsWrittenPieceByPiece() throws Exception {
    try (MeasuredServer server = new MeasuredServer().handle("/", exchange -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream out = exchange.getResponseBody();
          out.write('a');
          out.write(new byte[10]);
          out.flush();
          out.write(new byte[100], 20, 30);
          out.close();
        });
        RawClient client = server.connect()) {
      client.send("GET / HTTP/1.0\r\n\r\n").answerWithoutBody();

      assertThat(client.bytesUntilClosed()).isEqualTo(41);
      server.awaitNoneInFlight();
      assertThat(server.registry)
          .hasValue(41, "http_response_size_bytes_sum", "method", "get", "route", "/")
          .hasSeriesCount(1, "http_response_size_bytes");
    }
  }

  @Test
  void countsAnAnswerThatWasSentThoughItsBodyWasNotClosed() throws Exception {
    try (MeasuredServer server = new MeasuredServer().handle("/", exchange -> {
          exchange.sendResponseHeaders(200, 5);
          exchange.getResponseBody().write("hello".getBytes(UTF_8));
          exchange.getResponseBody().flush();
        });
        RawClient client = server.connect()) {
      client.get("/");

      server.assertRequests("http_requests_total{code=\"200\",method=\"get\",route=\"/\"} 1\n");
    }
  }

  @Test
  void countsBytesAsTheyLeaveWhereAHandlerPutsAStreamInTheirWay() throws Exception {
    try (MeasuredServer server = new MeasuredServer().handle("/", exchange -> {
          try (exchange) {
            exchange.getRequestBody();
            OutputStream doubling = doubling(exchange.getResponseBody());
            exchange.setStreams(null, doubling);
            exchange.sendResponseHeaders(200, 10);
            assertThat(exchange.getResponseBody()).isSameAs(doubling);
            exchange.getResponseBody().write("hello".getBytes(UTF_8));
          }
        });
        RawClient client = server.connect()) {
      assertThat(client.get("/").text()).isEqualTo("hheelllloo");

      server.awaitNoneInFlight();
      assertThat(server.registry)
          .hasValue(10, "http_response_size_bytes_sum", "method", "get", "route", "/")
          .hasSeriesCount(1, "http_response_size_bytes");
    }
  }

  private static OutputStream doubling(OutputStream out) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        out.write(b);
        out.write(b);
      }

      @Override
      public void close() throws IOException {
        out.close();
      }
    };
  }

  @Test
  void countsAHandlerThatThrowsAsFailed() throws Exception {
    try (MeasuredServer server = new MeasuredServer()
        .handle("/unchecked", exchange -> {
          throw new IllegalStateException("a bug");
        })
        .handle("/io", exchange -> {
          throw new IOException("the disk");
        })
        .handle("/late", exchange -> {
          exchange.sendResponseHeaders(200, 10);
          exchange.getResponseBody().write(1);
          throw new IllegalStateException("a bug after the head was sent");
        })) {
      for (String path : List.of("/unchecked", "/io", "/late")) {
        try (RawClient client = server.connect()) {
          client.send("GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n").bytesUntilClosed();
        }
      }

      server.assertRequests("""
          http_requests_total{code="500",method="get",route="/io"} 1
          http_requests_total{code="500",method="get",route="/late"} 1
          http_requests_total{code="500",method="get",route="/unchecked"} 1
          """);
      assertThat(server.registry)
          .hasValue(1, "http_time_to_first_byte_seconds_count", "method", "get", "route", "/late")
          .hasSeriesCount(1, "http_time_to_first_byte_seconds");
    }
  }

  @Test
  void takesAnIoExceptionAfterTheHeadForAClientThatWentAway() throws Exception {
    try (MeasuredServer server = new MeasuredServer().handle("/", exchange -> {
      exchange.sendResponseHeaders(206, 10);
      throw new IOException("Broken pipe");
    })) {
      try (RawClient client = server.connect()) {
        client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n").bytesUntilClosed();
      }

      server.assertRequests("http_requests_total{code=\"206\",method=\"get\",route=\"/\"} 1\n");
    }
  }

  @Test
  void countsAnExchangeThatWasClosedWithoutAnAnswer() throws Exception {
    try (MeasuredServer server = new MeasuredServer().handle("/", HttpExchange::close)) {
      try (RawClient client = server.connect()) {
        assertThatThrownBy(() -> client.get("/")).isInstanceOf(EOFException.class);
      }

      server.assertRequests("http_requests_total{code=\"unknown\",method=\"get\",route=\"/\"} 1\n");
      assertThat(server.registry).hasNoFamilies("http_time_to_first_byte_seconds");
    }
  }

  @Test
  void measuresAnAnswerOfAnotherThreadToItsEnd() throws Exception {
    CountDownLatch returned = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    try (MeasuredServer server = new MeasuredServer()) {
      server.handle("/", MeasuringFilter.of(server.registry), exchange -> {
        Thread thread = new Thread(() -> answerWhenTold(exchange, answer));
        thread.setDaemon(true);
        thread.start();
        returned.countDown();
      });
      try (RawClient client = server.connect()) {
        client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n");
        returned.await();
        assertThat(server.registry)
            .hasValue(1, "http_requests_in_flight")
            .hasNoFamilies("http_requests_total");

        answer.countDown();

        assertThat(client.answer().status()).isEqualTo(202);
        server.assertRequests("http_requests_total{code=\"202\",method=\"get\",route=\"/\"} 1\n");
        assertThat(server.registry)
            .hasValue(5, "http_response_size_bytes_sum", "method", "get", "route", "/")
            .hasSeriesCount(1, "http_response_size_bytes");
      }
    }
  }

  private static void answerWhenTold(HttpExchange exchange, CountDownLatch told) {
    try (exchange) {
      told.await();
      exchange.sendResponseHeaders(202, 5);
      exchange.getResponseBody().write("later".getBytes(UTF_8));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void showsHandlersTheExchangeAsItIs() throws Exception {
    StringBuilder seen = new StringBuilder();
    try (MeasuredServer server = new MeasuredServer().handle("/shown", exchange -> {
          try (exchange) {
            exchange.setAttribute("narthex-test", "kept");
            seen.append(exchange.getRequestMethod())
                .append(' ')
                .append(exchange.getRequestURI())
                .append(' ')
                .append(exchange.getProtocol())
                .append(' ')
                .append(exchange.getRequestHeaders().getFirst("Host"))
                .append(' ')
                .append(exchange.getHttpContext().getPath())
                .append(' ')
                .append(exchange.getAttribute("narthex-test"))
                .append(' ')
                .append(exchange.getPrincipal())
                .append(' ')
                .append(exchange.getRemoteAddress().getAddress().isLoopbackAddress())
                .append(' ')
                .append(exchange.getLocalAddress().getAddress().isLoopbackAddress())
                .append(' ')
                .append(new String(exchange.getRequestBody().readAllBytes(), UTF_8))
                .append(' ')
                .append(exchange.getResponseCode());
            exchange.getResponseHeaders().set("X-Test", "seen");
            exchange.sendResponseHeaders(200, -1);
            seen.append(' ').append(exchange.getResponseCode());
          }
        });
        RawClient client = server.connect()) {
      RawClient.Answer answer = client
          .send("POST /shown/x HTTP/1.1\r\nHost: test\r\nContent-Length: 4\r\n\r\nbody")
          .answer();

      server.awaitNoneInFlight();
      assertThat(answer.header("X-Test")).isEqualTo("seen");
      assertThat(seen)
          .hasToString("POST /shown/x HTTP/1.1 test /shown kept null true true body -1 200");
    }
  }

  @Test
  void passesASecondHeadOnToTheServerAndCountsTheFirst() throws Exception {
    try (MeasuredServer server = new MeasuredServer().handle("/", exchange -> {
          exchange.sendResponseHeaders(201, 5);
          assertThatThrownBy(() -> exchange.sendResponseHeaders(500, -1))
              .isInstanceOf(IOException.class);
          exchange.getResponseBody().write("hello".getBytes(UTF_8));
          exchange.close();
        });
        RawClient client = server.connect()) {
      assertThat(client.get("/").status()).isEqualTo(201);

      server.assertRequests("http_requests_total{code=\"201\",method=\"get\",route=\"/\"} 1\n");
    }
  }

  @Test
  void isOneOfSeveralFilters() throws Exception {
    Counter inner = Counter.builder("inner_total").build();
    Family<Counter> outer = Counter.builder("outer_total").labelNames("code").build();
    MeasuringFilter around = MeasuringFilter.builder().requests(outer).build();
    MeasuringFilter within = MeasuringFilter.builder().requests(inner).build();
    try (MeasuredServer server = new MeasuredServer()) {
      server.handle(
          "/", around, exchange -> within.doFilter(exchange, new Filter.Chain(List.of(), HELLO)));
      try (RawClient client = server.connect()) {
        client.get("/");
        Await.until(
            "both have counted", () -> outer.with("200").value() == 1 && inner.value() == 1);
      }
    }

    assertThat(outer.size()).isEqualTo(1);
  }

  @Test
  void takesExemplarsFromRequests() throws Exception {
    Counter requests = Counter.builder("requests_total").build();
    MeasuringFilter filter = MeasuringFilter.builder()
        .requests(requests)
        .exemplar(
            exchange -> Labels.of("trace_id", exchange.getRequestHeaders().getFirst("X-Trace")))
        .build();
    try (MeasuredServer server = new MeasuredServer()) {
      server.handle("/", filter, HELLO);
      try (RawClient client = server.connect()) {
        client.send("GET / HTTP/1.1\r\nHost: test\r\nX-Trace: abc\r\n\r\n").answer();
        Await.until("the exemplar is kept", () -> counted(requests).exemplar() != null);
      }

      assertThat(counted(requests).exemplar().labels())
          .containsExactly(Map.entry("trace_id", "abc"));
    }
  }

  private static ExposedNumber counted(Counter requests) {
    return (ExposedNumber) Exposition.of(requests).families().get(0).series().get(0);
  }

  @Test
  void saysWhatItDoes() {
    assertThat(MeasuringFilter.builder()
            .requests(Counter.builder("requests_total").build())
            .build()
            .description())
        .isEqualTo("Measures requests for Prometheus.");
  }
}
