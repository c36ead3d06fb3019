package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.Buckets;
import dev.narthex.model.CounterSnapshot;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.Millis;
import dev.narthex.model.Quantiles;
import dev.narthex.model.SummarySnapshot;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What metrics promise whose value is asked for at each scrape. */
class CallbackMetricTest {

  private final Registry registry = new Registry();

  @Test
  void asksForANumberAtEachScrape() {
    AtomicInteger calls = new AtomicInteger();
    Counter.builder("calls_total")
        .help("Calls.")
        .callback(calls::incrementAndGet)
        .register(registry);
    Gauge.builder("depth").callback(() -> -calls.get()).register(registry);
    Untyped.builder("reading").callback(() -> Double.NaN).register(registry);

    assertThat(calls).hasValue(0);
    assertThat(Transcript.of(registry)).isEqualTo("""
        calls_total counter "Calls."
          {} 1.0
        depth gauge ""
          {} -1.0
        reading untyped ""
          {} NaN
        """);
    assertThat(Transcript.of(registry)).startsWith("""
        calls_total counter "Calls."
          {} 2.0
        """);
  }

  /** What something else counts may begin again at 0; a number must not be lost over that. */
  @Test
  void passesOnWhatACounterSaysAlsoIfItIsLessThanBefore() {
    AtomicInteger count = new AtomicInteger(7);
    Counter.builder("calls_total").callback(count::get).register(registry);
    assertThat(Transcript.of(registry)).endsWith("  {} 7.0\n");

    count.set(2);

    assertThat(Transcript.of(registry)).endsWith("  {} 2.0\n");
  }

  @Test
  void hasNoCreatedTimeBecauseNobodyKnowsIt() {
    Counter.builder("calls_total").callback(() -> 1).register(registry);

    assertThat(registry.snapshot().get(0).series(Labels.EMPTY))
        .isEqualTo(new CounterSnapshot(Labels.EMPTY, 1, Millis.NONE, null, Millis.NONE));
  }

  @Test
  void showsHistogramsAndSummariesThatSomethingElseKeeps() {
    Histogram.builder("latency_seconds")
        .callback(() -> HistogramSnapshot.of(Buckets.of(1, 2), new long[] {3, 0, 1}, 9.5))
        .register(registry);
    Summary.builder("size_bytes")
        .callback(() -> SummarySnapshot.of(Quantiles.of(0.5, 0.9), new double[] {10, 20}, 7, 100))
        .register(registry);

    assertThat(Transcript.of(registry)).isEqualTo("""
        latency_seconds histogram ""
          {} 1.0:3 2.0:0 Infinity:1 sum 9.5
        size_bytes summary ""
          {} 0.5:10.0 0.9:20.0 count 7 sum 100.0
        """);
  }

  @Test
  void hasConstantLabelsAndTheNamesOfAView() {
    Gauge.builder("depth")
        .constLabel("queue", "in")
        .callback(() -> 1)
        .register(registry.withPrefix("shop_").withLabels(Labels.of("zone", "a")));

    assertThat(Transcript.of(registry)).isEqualTo("""
        shop_depth gauge ""
          {queue="in", zone="a"} 1.0
        """);
  }

  @Test
  void isLeftOutAndNamedWhenTheCallbackThrowsWhileOthersStay() {
    Gauge.builder("a").register(registry);
    Gauge.builder("broken")
        .callback(() -> {
          throw new IllegalStateException("no connection");
        })
        .register(registry);
    Gauge.builder("z").register(registry);

    assertThat(Transcript.of(registry)).isEqualTo("""
        a gauge ""
          {} 0.0
        z gauge ""
          {} 0.0
        ! CallbackMetric (broken): collect() threw java.lang.IllegalStateException: no connection
        """);
  }

  @Test
  void isLeftOutAndNamedWhenTheCallbackGivesNothing() {
    Histogram.builder("latency_seconds").callback(() -> null).register(registry);
    Summary.builder("size_bytes").callback(() -> null).register(registry);

    assertThat(Transcript.of(registry)).isEqualTo("""
        ! CallbackMetric (latency_seconds): collect() threw java.lang.NullPointerException: The data of a \
        sample is null. Give data, or throw an exception that says why there is none.
        ! CallbackMetric (size_bytes): collect() threw java.lang.NullPointerException: The data of a \
        sample is null. Give data, or throw an exception that says why there is none.
        """);
  }

  @Test
  void isRefusedWithoutACallbackWhenItIsDefinedAndNotAtEachScrape() {
    assertNullRefused(() -> Gauge.builder("depth").callback(null));
    assertNullRefused(() -> Histogram.builder("latency_seconds").callback(null));
    assertNullRefused(() -> Summary.builder("size_bytes").callback(null));
  }

  private static void assertNullRefused(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage("callback");
  }

  @Test
  void clashesAtRegistrationLikeAnyOther() {
    Gauge.builder("depth").register(registry);

    assertThatThrownBy(() -> Gauge.builder("depth").callback(() -> 1).register(registry))
        .isInstanceOf(AlreadyRegisteredException.class)
        .hasMessageStartingWith("depth is registered already.");
    assertThatThrownBy(() -> Counter.builder("depth").callback(() -> 1).register(registry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("depth is registered with the type \"GAUGE\" but got \"COUNTER\"."
            + " Make them alike, or give one another name.");
  }

  @Test
  void canBeUnregistered() {
    CallbackMetric depth = Gauge.builder("depth").callback(() -> 1).register(registry);

    assertThat(registry.unregister(depth)).isTrue();
    assertThat(registry.unregister(depth)).isFalse();

    assertThat(Transcript.of(registry)).isEmpty();
  }
}
