package dev.narthex.red;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Gauge;
import dev.narthex.Histogram;
import dev.narthex.Registry;
import dev.narthex.Summary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each part alone, with metrics of the program: which ones fit, and what is said of those that do not. */
class GivenMetricsTest {

  private final Registry registry = new Registry();
  private final ManualClock clock = new ManualClock();

  private void serve(HttpMetrics<Call> metrics) {
    Measurement<Call> measurement = metrics.begin("GET");
    clock.advanceMillis(500);
    measurement.firstByte();
    clock.advanceMillis(500);
    measurement.requestBytes(10);
    measurement.responseBytes(20);
    measurement.finish(new Call("/cart"), 201);
  }

  @Test
  void mayHaveNoLabel() {
    Gauge inFlight = Gauge.builder("in_flight").register(registry);
    Counter requests = Counter.builder("requests_total").register(registry);
    Summary duration = Summary.builder("duration_seconds").register(registry);
    Summary firstByte = Summary.builder("first_byte_seconds").register(registry);
    Summary requestSize = Summary.builder("request_bytes").register(registry);
    Summary responseSize = Summary.builder("response_bytes").register(registry);

    serve(HttpMetrics.<Call>server()
        .clock(clock)
        .inFlight(inFlight)
        .requests(requests)
        .duration(duration)
        .timeToFirstByte(firstByte)
        .requestSize(requestSize)
        .responseSize(responseSize)
        .build());

    assertThat(registry).exposes("""
        # TYPE duration_seconds summary
        duration_seconds_sum 1
        duration_seconds_count 1
        # TYPE first_byte_seconds summary
        first_byte_seconds_sum 0.5
        first_byte_seconds_count 1
        # TYPE in_flight gauge
        in_flight 0
        # TYPE request_bytes summary
        request_bytes_sum 10
        request_bytes_count 1
        # TYPE requests_total counter
        requests_total 1
        # TYPE response_bytes summary
        response_bytes_sum 20
        response_bytes_count 1
        """);
  }

  @Test
  void mayHaveAnyOfTheLabelsInAnyOrder() {
    Family<Counter> requests =
        Counter.builder("requests_total").labelNames("code").register(registry);
    Family<Histogram> duration =
        Histogram.builder("duration_seconds").buckets(0.5).labelNames("method").register(registry);
    Family<Summary> firstByte =
        Summary.builder("first_byte_seconds").labelNames("code", "method").register(registry);
    Family<Summary> requestSize =
        Summary.builder("request_bytes").labelNames("route", "code", "method").register(registry);
    Family<Summary> responseSize = Summary.builder("response_bytes")
        .labelNames("c", "route", "b", "code", "method", "a")
        .register(registry);

    serve(HttpMetrics.<Call>server()
        .clock(clock)
        .route(Call::route)
        .label("a", call -> "1")
        .label("b", call -> "2")
        .label("c", call -> "3")
        .requests(requests)
        .duration(duration)
        .timeToFirstByte(firstByte)
        .requestSize(requestSize)
        .responseSize(responseSize)
        .build());

    assertThat(registry).exposes("""
        # TYPE duration_seconds histogram
        duration_seconds_bucket{method="get",le="0.5"} 0
        duration_seconds_bucket{method="get",le="+Inf"} 1
        duration_seconds_sum{method="get"} 1
        duration_seconds_count{method="get"} 1
        # TYPE first_byte_seconds summary
        first_byte_seconds_sum{code="201",method="get"} 0.5
        first_byte_seconds_count{code="201",method="get"} 1
        # TYPE request_bytes summary
        request_bytes_sum{code="201",method="get",route="/cart"} 10
        request_bytes_count{code="201",method="get",route="/cart"} 1
        # TYPE requests_total counter
        requests_total{code="201"} 1
        # TYPE response_bytes summary
        response_bytes_sum{a="1",b="2",c="3",code="201",method="get",route="/cart"} 20
        response_bytes_count{a="1",b="2",c="3",code="201",method="get",route="/cart"} 1
        """);
  }

  @Test
  void mayHaveFourLabels() {
    Family<Counter> requests = Counter.builder("requests_total")
        .labelNames("method", "code", "route", "a")
        .register(registry);

    serve(HttpMetrics.<Call>server()
        .label("a", call -> "1")
        .route(Call::route)
        .requests(requests)
        .build());

    assertThat(registry).exposes("""
        # TYPE requests_total counter
        requests_total{a="1",code="201",method="get",route="/cart"} 1
        """);
  }

  @Test
  void mayHaveOtherLabelsThatAreConstantOrCurried() {
    Family<Counter> requests = Counter.builder("requests_total")
        .labelNames("server", "method")
        .constLabel("code", "any")
        .register(registry);
    Family<Summary> duration = Summary.builder("duration_seconds")
        .labelNames("method", "server", "code", "route")
        .register(registry);
    Family<Summary> firstByte =
        Summary.builder("first_byte_seconds").labelNames("server").register(registry);
    Family<Summary> requestSize =
        Summary.builder("request_bytes").labelNames("server", "method", "code").register(registry);
    Family<Summary> responseSize = Summary.builder("response_bytes")
        .labelNames("server", "method", "code", "route", "a")
        .register(registry);

    serve(HttpMetrics.<Call>server()
        .clock(clock)
        .route(Call::route)
        .label("a", call -> "1")
        .requests(requests.curry("server", "admin"))
        .duration(duration.curry("server", "admin"))
        .timeToFirstByte(firstByte.curry("server", "admin"))
        .requestSize(requestSize.curry("server", "admin"))
        .responseSize(responseSize.curry("server", "admin"))
        .build());

    assertThat(registry).exposes("""
        # TYPE duration_seconds summary
        duration_seconds_sum{code="201",method="get",route="/cart",server="admin"} 1
        duration_seconds_count{code="201",method="get",route="/cart",server="admin"} 1
        # TYPE first_byte_seconds summary
        first_byte_seconds_sum{server="admin"} 0.5
        first_byte_seconds_count{server="admin"} 1
        # TYPE request_bytes summary
        request_bytes_sum{code="201",method="get",server="admin"} 10
        request_bytes_count{code="201",method="get",server="admin"} 1
        # TYPE requests_total counter
        requests_total{code="any",method="get",server="admin"} 1
        # TYPE response_bytes summary
        response_bytes_sum{a="1",code="201",method="get",route="/cart",server="admin"} 20
        response_bytes_count{a="1",code="201",method="get",route="/cart",server="admin"} 1
        """);
  }

  @Test
  void mayBeLambdas() {
    List<Double> seconds = new ArrayList<>();

    serve(HttpMetrics.<Call>server().clock(clock).duration(seconds::add).build());

    assertThat(seconds).containsExactly(1.0);
  }

  @Test
  void mayNotHaveALabelThatNoRequestFills() {
    Family<Counter> requests =
        Counter.builder("requests_total").labelNames("code", "tenant").build();

    assertThatThrownBy(() -> HttpMetrics.<Call>server()
            .requests(requests)
            .duration(Histogram.builder("duration_seconds").labelNames("route").build())
            .route(Call::route)
            .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "requests_total has the label \"tenant\", which no request fills: there are \"method\","
                + " \"code\" and those declared, [route]. Declare it with label(\"tenant\", request ->"
                + " …), curry it, or take it out of the family.");
    assertThat(requests.size()).isZero();
  }

  @Test
  void mayNotLeaveADeclaredLabelOut() {
    assertThatThrownBy(() -> HttpMetrics.<Call>server()
            .requests(Counter.builder("requests_total").labelNames("code").build())
            .label("tenant", call -> "x")
            .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The label \"tenant\" is declared but none of the metrics has it, which are"
                + " [requests_total]. Add it to the label names of one of them, or declare it no more.");
  }

  @Test
  void mustBeAtLeastOne() {
    assertThatThrownBy(() -> HttpMetrics.<Call>server().build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("There is no metric")
        .hasMessageContaining("register(registry)");
  }

  @Test
  void haveEachLabelDeclaredOnce() {
    assertThatThrownBy(
            () -> HttpMetrics.<Call>server().route(Call::route).label("route", call -> "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The label \"route\" is declared twice, among [route]. Declare it once, with one"
                + " function.");
  }

  @Test
  void needLabelsThatMayHaveAValue() {
    assertThatThrownBy(() -> HttpMetrics.<Call>server().label("tenant", 0, call -> "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("label(\"tenant\", 0, …) may have no value. Allow at least 1");
  }

  @Test
  void tellWhatNobodyNeedsToMeasure() {
    HttpMetrics<Call> one = HttpMetrics.<Call>server()
        .requests(Counter.builder("requests_total").build())
        .build();
    HttpMetrics<Call> all = HttpMetrics.<Call>server().register(registry);

    assertThat(one.measuresTimeToFirstByte()).isFalse();
    assertThat(one.measuresRequestSize()).isFalse();
    assertThat(one.measuresResponseSize()).isFalse();
    assertThat(all.measuresTimeToFirstByte()).isTrue();
    assertThat(all.measuresRequestSize()).isTrue();
    assertThat(all.measuresResponseSize()).isTrue();
  }
}
