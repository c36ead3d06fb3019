package dev.narthex.red;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Gauge;
import dev.narthex.Histogram;
import dev.narthex.Registry;
import dev.narthex.Summary;
import dev.narthex.TraceContext;
import dev.narthex.model.Labels;
import dev.narthex.support.CapturedLog;
import dev.narthex.testing.Exposition;
import dev.narthex.testing.reader.ExposedExemplar;
import dev.narthex.testing.reader.ExposedHistogram;
import dev.narthex.testing.reader.ExposedNumber;
import dev.narthex.testing.reader.ExposedSeries;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One request from its beginning to its end, on whatever way it gets there. */
class MeasurementTest {

  private final Registry registry = new Registry();
  private final Gauge inFlight = Gauge.builder("in_flight").build();
  private final Counter requests = Counter.builder("requests_total").build();
  private final Call call = new Call("/");

  @Test
  void isInFlightUntilItEnds() {
    HttpMetrics<Call> metrics = HttpMetrics.<Call>server().inFlight(inFlight).build();

    Measurement<Call> one = metrics.begin("GET");
    Measurement<Call> other = metrics.begin("GET");
    assertThat(inFlight.value()).isEqualTo(2);

    one.finish(call, 200);
    assertThat(inFlight.value()).isEqualTo(1);
    other.fail(call, Failure.ERROR);
    assertThat(inFlight.value()).isZero();
  }

  @Test
  void isCountedOnceWhateverIsCalledAfter() {
    HttpMetrics<Call> metrics =
        HttpMetrics.<Call>server().inFlight(inFlight).requests(requests).build();
    Measurement<Call> measurement = metrics.begin("GET");

    assertThat(measurement.finish(call, 200)).isTrue();
    assertThat(measurement.finish(call, 500)).isFalse();
    assertThat(measurement.fail(call, Failure.CANCELLED)).isFalse();
    measurement.firstByte();
    measurement.responseBytes(5);

    assertThat(requests.value()).isEqualTo(1);
    assertThat(inFlight.value()).isZero();
  }

  @Test
  void isCountedOnceWhenSeveralThreadsEndIt() throws Exception {
    HttpMetrics<Call> metrics =
        HttpMetrics.<Call>server().inFlight(inFlight).requests(requests).build();
    int rounds = 10_000;
    Measurement<?>[] measurements = new Measurement<?>[rounds];
    for (int i = 0; i < rounds; i++) {
      measurements[i] = metrics.begin("GET");
    }
    AtomicInteger ended = new AtomicInteger();
    CyclicBarrier start = new CyclicBarrier(2);
    Runnable end = () -> {
      try {
        start.await();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      for (Measurement<?> measurement : measurements) {
        if (finish(measurement)) {
          ended.incrementAndGet();
        }
      }
    };
    Thread other = new Thread(end);
    other.start();
    end.run();
    other.join();

    assertThat(ended).hasValue(rounds);
    assertThat(requests.value()).isEqualTo(rounds);
    assertThat(inFlight.value()).isZero();
  }

  @SuppressWarnings("unchecked")
  private boolean finish(Measurement<?> measurement) {
    return ((Measurement<Call>) measurement).finish(call, 200);
  }

  @Test
  void hasNoTimeToItsFirstByteIfThereWasNone() {
    Summary firstByte = Summary.builder("first_byte_seconds").register(registry);
    HttpMetrics<Call> metrics =
        HttpMetrics.<Call>server().timeToFirstByte(firstByte).build();

    metrics.begin("GET").finish(call, 200);

    assertThat(registry).exposes("""
        # TYPE first_byte_seconds summary
        first_byte_seconds_sum 0
        first_byte_seconds_count 0
        """);
  }

  @Test
  void givesCounterAndHistogramAnExemplarFromTheRequest() {
    Counter counter = Counter.builder("requests_total").register(registry);
    Histogram duration = Histogram.builder("duration_seconds").buckets(1).register(registry);
    HttpMetrics<Call> metrics = HttpMetrics.<Call>server()
        .clock(new ManualClock())
        .requests(counter)
        .duration(duration)
        .exemplar(asked -> Labels.of("trace_id", asked.route()))
        .build();

    metrics.begin("GET").finish(new Call("abc"), 200);

    ExposedNumber counted = (ExposedNumber) onlySeries("requests_total");
    assertThat(counted.value()).isEqualTo(1);
    assertExemplar(counted.exemplar(), 1, Map.of("trace_id", "abc"));
    ExposedHistogram.Bucket bucket =
        ((ExposedHistogram) onlySeries("duration_seconds")).buckets().get(0);
    assertThat(bucket.upperBound()).isEqualTo(1);
    assertThat(bucket.cumulativeCount()).isEqualTo(1);
    assertExemplar(bucket.exemplar(), 0, Map.of("trace_id", "abc"));
  }

  @Test
  void givesTheExemplarOfTheCurrentTraceWithoutBeingTold() {
    TraceContext trace = new TraceContext() {
      @Override
      public boolean isSampled() {
        return true;
      }

      @Override
      public String traceId() {
        return "abc";
      }

      @Override
      public String spanId() {
        return "def";
      }
    };
    Counter counter = Counter.builder("requests_total").traceContext(trace).register(registry);
    HttpMetrics<Call> metrics = HttpMetrics.<Call>server().requests(counter).build();

    Exposition.of(registry); // asks for an example of what comes next
    metrics.begin("GET").finish(call, 200);

    ExposedNumber counted = (ExposedNumber) onlySeries("requests_total");
    assertThat(counted.value()).isEqualTo(1);
    assertExemplar(counted.exemplar(), 1, Map.of("trace_id", "abc", "span_id", "def"));
  }

  @Test
  void isCountedWithoutAnExemplarWhereThereIsNoneOrItCannotBe() {
    Family<Summary> duration =
        Summary.builder("duration_seconds").labelNames("code").register(registry);
    HttpMetrics<Call> metrics = HttpMetrics.<Call>server()
        .requests(requests)
        .duration(duration)
        .exemplar(asked -> asked.route().isEmpty() ? null : Labels.of("trace_id", asked.route()))
        .build();

    metrics.begin("GET").finish(new Call(""), 200);
    metrics.begin("GET").finish(new Call("abc"), 200);

    assertThat(requests.value()).isEqualTo(2);
    assertThat(registry).hasValue(2, "duration_seconds_count", "code", "200");
  }

  @Test
  void isCountedWhenTheFunctionOfItsExemplarFailsOrGivesTooMuch() {
    HttpMetrics<Call> metrics = HttpMetrics.<Call>server()
        .requests(requests)
        .exemplar(asked ->
            Labels.of("trace_id", "x".repeat(asked.route().equals("long") ? 500 : -1)))
        .build();

    try (CapturedLog log = new CapturedLog(HttpMetrics.class)) {
      metrics.begin("GET").finish(new Call("long"), 200);
      metrics.begin("GET").finish(new Call("failing"), 200);
      metrics.begin("GET").finish(new Call("failing"), 200);

      assertThat(log.messages()).hasSize(2).allMatch(line -> line.endsWith("This is logged once."));
    }
    assertThat(requests.value()).isEqualTo(3);
  }

  @Test
  void isCountedByAllPartsThoughOneOfThemFails() {
    Summary size = Summary.builder("response_bytes").register(registry);
    HttpMetrics<Call> metrics = HttpMetrics.<Call>server()
        .inFlight(inFlight)
        .duration(seconds -> {
          throw new IllegalStateException("full");
        })
        .responseSize(size)
        .build();

    try (CapturedLog log = new CapturedLog(HttpMetrics.class)) {
      for (int i = 0; i < 3; i++) {
        metrics.begin("GET").finish(call, 200);
      }

      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains("could not take what was measured of a request. This is logged once.");
    }
    assertThat(inFlight.value()).isZero();
    assertThat(registry).hasValue(3, "response_bytes_count");
  }

  private ExposedSeries onlySeries(String family) {
    assertThat(registry).hasSeriesCount(1, family);
    return Exposition.of(registry).only(family).families().get(0).series().get(0);
  }

  private static void assertExemplar(
      ExposedExemplar exemplar, double value, Map<String, String> labels) {
    assertThat(exemplar.labels()).isEqualTo(labels);
    assertThat(exemplar.value()).isEqualTo(value);
    assertThat(exemplar.timestampMillis()).isPositive();
  }
}
