package dev.narthex.red;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Summary;
import dev.narthex.model.Labels;
import dev.narthex.support.CapturedLog;
import org.junit.jupiter.api.Test;

/** Labels whose values come from requests: bounded, and harmless whatever their functions do. */
class LabelsFromRequestsTest {

  private final Family<Counter> requests =
      Counter.builder("requests_total").labelNames("route").build();

  @Test
  void haveAConstantWhereThereIsNoValue() {
    HttpMetrics<Call> metrics =
        HttpMetrics.<Call>server().requests(requests).route(call -> null).build();

    metrics.begin("GET").finish(new Call("/"), 404);

    assertThat(requests.with("unknown").value()).isEqualTo(1);
    assertThat(requests.size()).isEqualTo(1);
  }

  @Test
  void haveSoManyValuesAndOneForAllOthers() {
    HttpMetrics<Call> metrics = HttpMetrics.<Call>server()
        .requests(requests)
        .label("route", 3, Call::route)
        .build();

    try (CapturedLog log = new CapturedLog(HttpMetrics.class)) {
      for (int i = 0; i < 1000; i++) {
        metrics.begin("GET").finish(new Call("/products/" + i), 200);
      }
      metrics.begin("GET").finish(new Call("/products/1"), 200);

      assertThat(log.messages())
          .containsExactly("The label \"route\" has had 3 values, so every new"
              + " one is \"other\". Let its function give names from a fixed list, such as the template"
              + " of a route and never a raw path; or allow more with label(name, maxValues, function)."
              + " This is logged once.");
    }
    assertThat(requests.series())
        .extracting(series -> series.labels() + " " + series.metric().value())
        .containsExactly(
            "{route=\"/products/0\"} 1.0",
            "{route=\"/products/1\"} 2.0",
            "{route=\"/products/2\"} 1.0",
            "{route=\"other\"} 997.0");
  }

  @Test
  void haveFiveHundredValuesUnlessToldOtherwise() {
    HttpMetrics<Call> metrics =
        HttpMetrics.<Call>server().requests(requests).route(Call::route).build();

    try (CapturedLog log = new CapturedLog(HttpMetrics.class)) {
      for (int i = 0; i < 2000; i++) {
        metrics.begin("GET").finish(new Call("/products/" + i), 200);
      }

      assertThat(log.messages()).hasSize(1);
    }
    assertThat(requests.size()).isEqualTo(501);
    assertThat(requests.with("other").value()).isEqualTo(1500);
  }

  @Test
  void haveNoValueLongerThanANameIs() {
    HttpMetrics<Call> metrics =
        HttpMetrics.<Call>server().requests(requests).route(Call::route).build();

    metrics.begin("GET").finish(new Call("x".repeat(256)), 200);
    metrics.begin("GET").finish(new Call("x".repeat(257)), 200);

    assertThat(requests.with("x".repeat(256)).value()).isEqualTo(1);
    assertThat(requests.with("other").value()).isEqualTo(1);
    assertThat(requests.size()).isEqualTo(2);
  }

  @Test
  void countARequestWhoseFunctionFailsAndLogItOnce() {
    HttpMetrics<Call> metrics = HttpMetrics.<Call>server()
        .requests(requests)
        .route(call -> {
          throw new IllegalStateException("no route");
        })
        .build();

    try (CapturedLog log = new CapturedLog(HttpMetrics.class)) {
      metrics.begin("GET").finish(new Call("/"), 200);
      metrics.begin("GET").finish(new Call("/"), 200);

      assertThat(log.messages())
          .containsExactly("The function of the label \"route\" failed. Its value"
              + " is \"unknown\" for such requests. Let the function give null where there is no value."
              + " This is logged once.");
    }
    assertThat(requests.with("unknown").value()).isEqualTo(2);
  }

  @Test
  void areAskedForOnceARequestAndAtItsEnd() {
    Family<Summary> duration =
        Summary.builder("duration_seconds").labelNames("route").build();
    HttpMetrics<Call> metrics = HttpMetrics.<Call>server()
        .requests(requests)
        .duration(duration)
        .route(Call::route)
        .build();
    Call call = new Call("/");

    Measurement<Call> measurement = metrics.begin("GET");
    assertThat(call.asked()).isZero();
    measurement.finish(call, 200);

    assertThat(call.asked()).isEqualTo(1);
  }

  @Test
  void mayTakeThePlaceOfMethodAndCode() {
    Family<Counter> own =
        Counter.builder("requests_total").labelNames("method", "code").build();
    HttpMetrics<Call> metrics = HttpMetrics.<Call>server()
        .requests(own)
        .label("code", call -> "mine")
        .label("method", Call::route)
        .build();

    metrics.begin("GET").finish(new Call("/cart"), 200);

    assertThat(own.series())
        .extracting(series -> series.labels())
        .containsExactly(Labels.of("method", "/cart", "code", "mine"));
  }
}
