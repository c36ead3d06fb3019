package dev.narthex.red;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.Counter;
import dev.narthex.Registry;
import dev.narthex.model.Buckets;
import dev.narthex.model.Labels;
import dev.narthex.model.NativeBuckets;
import dev.narthex.testing.Exposition;
import dev.narthex.testing.reader.ExposedFamily;
import dev.narthex.testing.reader.ExposedHistogram;
import org.junit.jupiter.api.Test;

/** What one call defines, seen in a scrape. */
class UsualMetricsTest {

  private final Registry registry = new Registry();
  private final ManualClock clock = new ManualClock();

  @Test
  void measureAServer() {
    HttpMetrics<Call> metrics =
        HttpMetrics.<Call>server().clock(clock).route(Call::route).register(registry);

    Measurement<Call> measurement = metrics.begin("GET");
    metrics.begin("POST");
    clock.advanceMillis(30);
    measurement.firstByte();
    clock.advanceMillis(10);
    measurement.firstByte();
    measurement.responseBytes(1000);
    measurement.responseBytes(234);
    measurement.requestBytes(120);
    measurement.finish(new Call("/products/{id}"), 404);

    assertThat(registry).exposes("""
        # HELP http_request_duration_seconds Time from the beginning of a request to the end of its answer.
        # TYPE http_request_duration_seconds histogram
        # UNIT http_request_duration_seconds seconds
        http_request_duration_seconds_bucket{code="404",method="get",route="/products/{id}",le="0.005"} 0
        http_request_duration_seconds_bucket{code="404",method="get",route="/products/{id}",le="0.01"} 0
        http_request_duration_seconds_bucket{code="404",method="get",route="/products/{id}",le="0.025"} 0
        http_request_duration_seconds_bucket{code="404",method="get",route="/products/{id}",le="0.05"} 1
        http_request_duration_seconds_bucket{code="404",method="get",route="/products/{id}",le="0.1"} 1
        http_request_duration_seconds_bucket{code="404",method="get",route="/products/{id}",le="0.25"} 1
        http_request_duration_seconds_bucket{code="404",method="get",route="/products/{id}",le="0.5"} 1
        http_request_duration_seconds_bucket{code="404",method="get",route="/products/{id}",le="1.0"} 1
        http_request_duration_seconds_bucket{code="404",method="get",route="/products/{id}",le="2.5"} 1
        http_request_duration_seconds_bucket{code="404",method="get",route="/products/{id}",le="5.0"} 1
        http_request_duration_seconds_bucket{code="404",method="get",route="/products/{id}",le="10.0"} 1
        http_request_duration_seconds_bucket{code="404",method="get",route="/products/{id}",le="+Inf"} 1
        http_request_duration_seconds_sum{code="404",method="get",route="/products/{id}"} 0.04
        http_request_duration_seconds_count{code="404",method="get",route="/products/{id}"} 1
        # HELP http_request_size_bytes Size of requests, head and body.
        # TYPE http_request_size_bytes histogram
        # UNIT http_request_size_bytes bytes
        http_request_size_bytes_bucket{method="get",route="/products/{id}",le="100.0"} 0
        http_request_size_bytes_bucket{method="get",route="/products/{id}",le="1000.0"} 1
        http_request_size_bytes_bucket{method="get",route="/products/{id}",le="10000.0"} 1
        http_request_size_bytes_bucket{method="get",route="/products/{id}",le="100000.0"} 1
        http_request_size_bytes_bucket{method="get",route="/products/{id}",le="1e+06"} 1
        http_request_size_bytes_bucket{method="get",route="/products/{id}",le="1e+07"} 1
        http_request_size_bytes_bucket{method="get",route="/products/{id}",le="1e+08"} 1
        http_request_size_bytes_bucket{method="get",route="/products/{id}",le="+Inf"} 1
        http_request_size_bytes_sum{method="get",route="/products/{id}"} 120.0
        http_request_size_bytes_count{method="get",route="/products/{id}"} 1
        # HELP http_requests_in_flight Requests that are being answered.
        # TYPE http_requests_in_flight gauge
        http_requests_in_flight 1.0
        # HELP http_requests Requests that were answered.
        # TYPE http_requests counter
        http_requests_total{code="404",method="get",route="/products/{id}"} 1.0
        # HELP http_response_size_bytes Size of the bodies of answers.
        # TYPE http_response_size_bytes histogram
        # UNIT http_response_size_bytes bytes
        http_response_size_bytes_bucket{method="get",route="/products/{id}",le="100.0"} 0
        http_response_size_bytes_bucket{method="get",route="/products/{id}",le="1000.0"} 0
        http_response_size_bytes_bucket{method="get",route="/products/{id}",le="10000.0"} 1
        http_response_size_bytes_bucket{method="get",route="/products/{id}",le="100000.0"} 1
        http_response_size_bytes_bucket{method="get",route="/products/{id}",le="1e+06"} 1
        http_response_size_bytes_bucket{method="get",route="/products/{id}",le="1e+07"} 1
        http_response_size_bytes_bucket{method="get",route="/products/{id}",le="1e+08"} 1
        http_response_size_bytes_bucket{method="get",route="/products/{id}",le="+Inf"} 1
        http_response_size_bytes_sum{method="get",route="/products/{id}"} 1234.0
        http_response_size_bytes_count{method="get",route="/products/{id}"} 1
        # HELP http_time_to_first_byte_seconds Time from the beginning of a request to the beginning of its answer.
        # TYPE http_time_to_first_byte_seconds histogram
        # UNIT http_time_to_first_byte_seconds seconds
        http_time_to_first_byte_seconds_bucket{method="get",route="/products/{id}",le="0.005"} 0
        http_time_to_first_byte_seconds_bucket{method="get",route="/products/{id}",le="0.01"} 0
        http_time_to_first_byte_seconds_bucket{method="get",route="/products/{id}",le="0.025"} 0
        http_time_to_first_byte_seconds_bucket{method="get",route="/products/{id}",le="0.05"} 1
        http_time_to_first_byte_seconds_bucket{method="get",route="/products/{id}",le="0.1"} 1
        http_time_to_first_byte_seconds_bucket{method="get",route="/products/{id}",le="0.25"} 1
        http_time_to_first_byte_seconds_bucket{method="get",route="/products/{id}",le="0.5"} 1
        http_time_to_first_byte_seconds_bucket{method="get",route="/products/{id}",le="1.0"} 1
        http_time_to_first_byte_seconds_bucket{method="get",route="/products/{id}",le="2.5"} 1
        http_time_to_first_byte_seconds_bucket{method="get",route="/products/{id}",le="5.0"} 1
        http_time_to_first_byte_seconds_bucket{method="get",route="/products/{id}",le="10.0"} 1
        http_time_to_first_byte_seconds_bucket{method="get",route="/products/{id}",le="+Inf"} 1
        http_time_to_first_byte_seconds_sum{method="get",route="/products/{id}"} 0.03
        http_time_to_first_byte_seconds_count{method="get",route="/products/{id}"} 1
        # EOF
        """);
  }

  @Test
  void measureAClient() {
    HttpMetrics<Call> metrics =
        HttpMetrics.<Call>client().clock(clock).buckets(Buckets.of(0.1, 1)).register(registry);

    metrics.begin("POST");
    Measurement<Call> measurement = metrics.begin("GET");
    clock.advanceMillis(250);
    measurement.fail(new Call("/"), Failure.TIMEOUT);

    assertThat(registry).exposes("""
        # HELP http_client_request_duration_seconds Time from sending a request to having its answer.
        # TYPE http_client_request_duration_seconds histogram
        # UNIT http_client_request_duration_seconds seconds
        http_client_request_duration_seconds_bucket{code="timeout",method="get",le="0.1"} 0
        http_client_request_duration_seconds_bucket{code="timeout",method="get",le="1.0"} 1
        http_client_request_duration_seconds_bucket{code="timeout",method="get",le="+Inf"} 1
        http_client_request_duration_seconds_sum{code="timeout",method="get"} 0.25
        http_client_request_duration_seconds_count{code="timeout",method="get"} 1
        # HELP http_client_requests_in_flight Requests that wait for an answer.
        # TYPE http_client_requests_in_flight gauge
        http_client_requests_in_flight 1.0
        # HELP http_client_requests Requests that were sent.
        # TYPE http_client_requests counter
        http_client_requests_total{code="timeout",method="get"} 1.0
        # EOF
        """);
  }

  @Test
  void goThroughAViewOfTheRegistry() {
    HttpMetrics.<Call>client()
        .register(registry.withPrefix("shop_").withLabels(Labels.of("part", "checkout")))
        .begin("GET")
        .finish(new Call("/"), 200);

    assertThat(registry)
        .hasValue(0, "shop_http_client_requests_in_flight", "part", "checkout")
        .hasValue(
            1,
            "shop_http_client_requests_total",
            "code",
            "200",
            "method",
            "get",
            "part",
            "checkout");
  }

  @Test
  void haveNativeBucketsBesideTheClassicOnesIfAskedFor() {
    HttpMetrics.<Call>server()
        .nativeBuckets(NativeBuckets.DEFAULT)
        .register(registry)
        .begin("GET")
        .finish(new Call("/"), 200);

    assertThat(Exposition.of(registry).families())
        .filteredOn(family -> "seconds".equals(family.unit()))
        .isNotEmpty()
        .flatExtracting(ExposedFamily::series)
        .allSatisfy(series -> {
          ExposedHistogram histogram = (ExposedHistogram) series;
          assertThat(histogram.nativePart()).isNotNull();
          assertThat(histogram.buckets()).hasSizeGreaterThan(1);
        });
  }

  @Test
  void areSharedByAllThatAreDefinedAlike() {
    HttpMetrics<Call> one = HttpMetrics.<Call>client().register(registry);
    HttpMetrics<Call> other = HttpMetrics.<Call>client().register(registry);

    one.begin("GET").finish(new Call("/"), 200);
    other.begin("GET").finish(new Call("/"), 200);

    assertThat(registry).hasValue(2, "http_client_requests_total", "code", "200", "method", "get");
  }

  @Test
  void areRefusedWithOtherLabels() {
    HttpMetrics.<Call>client().register(registry);

    assertThatThrownBy(() -> HttpMetrics.<Call>client().route(Call::route).register(registry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http_client_requests_total");
  }

  @Test
  void leaveRoomForMetricsOfOnesOwn() {
    Counter all = Counter.builder("all_requests_total").build();
    HttpMetrics.<Call>client()
        .requests(all)
        .register(registry)
        .begin("GET")
        .finish(new Call("/"), 200);

    assertThat(all.value()).isEqualTo(1);
    assertThat(registry)
        .hasValue(1, "http_client_request_duration_seconds_count", "code", "200", "method", "get")
        .hasNoFamilies("http_client_requests_total", "all_requests_total");
  }

  @Test
  void letADeclaredLabelTakeThePlaceOfAUsualOne() {
    HttpMetrics.<Call>client()
        .label("code", call -> "2xx")
        .register(registry)
        .begin("GET")
        .finish(new Call("/"), 200);

    assertThat(registry).hasValue(1, "http_client_requests_total", "code", "2xx", "method", "get");
  }
}
