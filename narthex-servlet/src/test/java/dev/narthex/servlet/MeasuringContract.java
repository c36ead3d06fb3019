package dev.narthex.servlet;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.support.Await;
import dev.narthex.testing.Exposition;
import jakarta.servlet.ServletException;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What {@link MeasuringServletFilter} counts over real connections, in whatever container it runs. */
abstract class MeasuringContract extends MeasuredServlets {

  @Test
  void countsAndMeasuresARequestInAllUsualWays() throws Exception {
    servlet("/hello/*", (request, response) -> {
      response.setStatus(202);
      response.getOutputStream().write("hello".getBytes(UTF_8));
    });
    start(REQUESTS);

    assertThat(get("/hello/you?how=well").body()).isEqualTo("hello");
    assertThat(get("/hello/me").statusCode()).isEqualTo(202);

    assertRequests("http_requests_total{code=\"202\",method=\"get\",route=\"/hello/*\"} 2\n");
    assertThat(registry)
        .hasValue(
            2,
            "http_request_duration_seconds_count",
            "code",
            "202",
            "method",
            "get",
            "route",
            "/hello/*")
        .hasValue(2, "http_request_size_bytes_count", "method", "get", "route", "/hello/*")
        .hasValue(10, "http_response_size_bytes_sum", "method", "get", "route", "/hello/*")
        .hasValue(2, "http_time_to_first_byte_seconds_count", "method", "get", "route", "/hello/*");
  }

  @Test
  void addsTheLengthOfTheBodyToTheSizeOfARequest() throws Exception {
    servlet("/", (request, response) -> request.getInputStream().readAllBytes());
    start(REQUESTS);

    client.send(
        request("/").POST(BodyPublishers.ofString("x".repeat(10_000))).build(),
        BodyHandlers.discarding());

    awaitNoneInFlight();
    assertThat(Exposition.of(registry)
            .value("http_request_size_bytes_sum", "method", "post", "route", "/"))
        .isBetween(10_050.0, 10_500.0);
  }

  @Test
  void foldsMethodsThatNobodyKnows() throws Exception {
    servlet("/", (request, response) -> {});
    start(REQUESTS);

    for (String method : List.of("HEAD", "BREW", "SPLICE")) {
      client.send(
          request("/").method(method, BodyPublishers.noBody()).build(), BodyHandlers.discarding());
    }

    assertRequests("""
        http_requests_total{code="200",method="head",route="/"} 1
        http_requests_total{code="200",method="unknown",route="/"} 2
        """);
  }

  @Test
  void countsWhatServletsAnswerWithoutWriting() throws Exception {
    servlet("/error", (request, response) -> response.sendError(404));
    servlet("/message", (request, response) -> response.sendError(409, "taken"));
    servlet("/redirect", (request, response) -> response.sendRedirect("/elsewhere"));
    servlet("/status", (request, response) -> response.setStatus(204));
    servlet("/flushed", (request, response) -> response.flushBuffer());
    start(REQUESTS);

    for (String path : List.of("/error", "/message", "/redirect", "/status", "/flushed")) {
      get(path);
    }

    assertRequests("""
        http_requests_total{code="200",method="get",route="/flushed"} 1
        http_requests_total{code="204",method="get",route="/status"} 1
        http_requests_total{code="302",method="get",route="/redirect"} 1
        http_requests_total{code="404",method="get",route="/error"} 1
        http_requests_total{code="409",method="get",route="/message"} 1
        """);
    assertThat(registry)
        .hasValue(1, "http_time_to_first_byte_seconds_count", "method", "get", "route", "/error")
        .hasValue(1, "http_time_to_first_byte_seconds_count", "method", "get", "route", "/flushed")
        .hasValue(1, "http_time_to_first_byte_seconds_count", "method", "get", "route", "/message")
        .hasValue(1, "http_time_to_first_byte_seconds_count", "method", "get", "route", "/redirect")
        .hasSeriesCount(4, "http_time_to_first_byte_seconds");
  }

  @Test
  void countsTheBytesThatTextBecomes() throws Exception {
    servlet("/utf8", (request, response) -> {
      response.setContentType("text/plain; charset=utf-8");
      PrintWriter writer = response.getWriter();
      writer.print("aé€😀");
      writer.write('ß');
      writer.println();
      writer.write("xxéx".toCharArray(), 1, 2);
      assertThat(writer.checkError()).isFalse();
      assertThat(response.getWriter()).isSameAs(writer);
    });
    servlet("/latin1", (request, response) -> {
      response.setContentType("text/plain; charset=iso-8859-1");
      response.getWriter().print("aéü");
    });
    servlet("/stream", (request, response) -> {
      response.getOutputStream().print("abc");
      response.getOutputStream().write('d');
      response.getOutputStream().flush();
    });
    start(REQUESTS);

    for (String path : List.of("/utf8", "/latin1", "/stream")) {
      byte[] body =
          client.send(request(path).build(), BodyHandlers.ofByteArray()).body();
      awaitNoneInFlight();
      assertThat(bytes(path)).as(path).isEqualTo(body.length);
    }
    assertThat(bytes("/utf8")).isEqualTo(1 + 2 + 3 + 4 + 2 + 1 + 3);
  }

  @Test
  void doesNotCountWhatWasThrownAway() throws Exception {
    servlet("/reset", (request, response) -> {
      response.getWriter().print("first");
      response.reset();
      response.getOutputStream().print("ok");
    });
    servlet("/error", (request, response) -> {
      response.getWriter().print("first");
      response.resetBuffer();
      response.getWriter().print("second");
      response.sendError(500);
    });
    start(REQUESTS);

    assertThat(get("/reset").body()).isEqualTo("ok");
    get("/error");

    awaitNoneInFlight();
    assertThat(bytes("/reset")).isEqualTo(2);
    assertThat(bytes("/error")).isZero();
  }

  @Test
  void countsWhatEscapesAsFailed() throws Exception {
    servlet("/unchecked", (request, response) -> {
      throw new IllegalStateException("a bug");
    });
    servlet("/servlet", (request, response) -> {
      throw new ServletException("a bug");
    });
    servlet("/io", (request, response) -> {
      throw new IOException("the disk");
    });
    servlet("/late", (request, response) -> {
      response.getOutputStream().print("begin");
      response.flushBuffer();
      throw new IllegalStateException("a bug after the answer was committed");
    });
    servlet("/gone", (request, response) -> {
      response.setStatus(206);
      response.getOutputStream().print("begin");
      response.flushBuffer();
      throw new IOException("Broken pipe");
    });
    servlet("/busy", (request, response) -> {
      throw new UnavailableException("busy", 1);
    });
    servlet("/removed", (request, response) -> {
      throw new UnavailableException("removed");
    });
    start(ALL);

    for (String path :
        List.of("/unchecked", "/servlet", "/io", "/late", "/gone", "/busy", "/removed")) {
      sendIfItCanBe("GET", path);
    }

    assertRequests("""
        http_requests_total{code="206",method="get",route="/gone"} 1
        http_requests_total{code="404",method="get",route="/removed"} 1
        http_requests_total{code="500",method="get",route="/io"} 1
        http_requests_total{code="500",method="get",route="/late"} 1
        http_requests_total{code="500",method="get",route="/servlet"} 1
        http_requests_total{code="500",method="get",route="/unchecked"} 1
        http_requests_total{code="503",method="get",route="/busy"} 1
        """);
  }

  @Test
  void countsARequestOnceThatIsForwardedAndIncludesOthers() throws Exception {
    servlet("/page", (request, response) -> {
      response.setStatus(201);
      response.getWriter().print("page ");
    });
    servlet("/part", (request, response) -> response.getWriter().print("part "));
    servlet(
        "/forward",
        (request, response) -> request.getRequestDispatcher("/page").forward(request, response));
    servlet("/include", (request, response) -> {
      request.getRequestDispatcher("/part").include(request, response);
      request.getRequestDispatcher("/part").include(request, response);
      response.getWriter().print("end");
    });
    start(ALL);

    assertThat(get("/forward").body()).isEqualTo("page ");
    assertThat(get("/include").body()).isEqualTo("part part end");

    assertRequests("""
        http_requests_total{code="200",method="get",route="/include"} 1
        http_requests_total{code="201",method="get",route="/forward"} 1
        """);
    assertThat(bytes("/forward")).isEqualTo(5);
    assertThat(bytes("/include")).isEqualTo(13);
  }

  @Test
  void takesTheRouteThatAFrameworkLeavesInTheRequest() throws Exception {
    servlet("/", (request, response) -> {
      if (request.getRequestURI().startsWith("/products/")) {
        request.setAttribute("framework.route", "/products/{id}");
      }
    });
    filter(
        MeasuringServletFilter.builder()
            .route(request -> (String) request.getAttribute("framework.route"))
            .register(registry),
        REQUESTS);
    start();

    get("/products/1");
    get("/products/2");
    get("/wp-admin");

    assertRequests("""
        http_requests_total{code="200",method="get",route="/products/{id}"} 2
        http_requests_total{code="200",method="get",route="unknown"} 1
        """);
  }

  @Test
  void leavesTheResponseAloneWhereNobodyNeedsToLookAtIt() throws Exception {
    Family<Counter> requests =
        Counter.builder("requests_total").labelNames("method", "code").build();
    AtomicReference<HttpServletResponse> seen = new AtomicReference<>();
    servlet("/", (request, response) -> seen.set(response));
    filter(MeasuringServletFilter.builder().requests(requests).build(), REQUESTS);
    start();

    get("/");

    Await.until("the request is counted", () -> requests.with("get", "200").value() == 1);
    assertThat(requests.size()).isEqualTo(1);
    assertThat(seen.get()).isNotInstanceOf(MeasuredResponse.class);
  }

  @Test
  void isOneOfSeveralFilters() throws Exception {
    Counter own = Counter.builder("requests_total").build();
    servlet("/", (request, response) -> {});
    filter(MeasuringServletFilter.builder().requests(own).build(), REQUESTS);
    start(REQUESTS);

    get("/");

    assertRequests("http_requests_total{code=\"200\",method=\"get\",route=\"/\"} 1\n");
    Await.until("the other filter has counted too", () -> own.value() == 1);
  }
}
