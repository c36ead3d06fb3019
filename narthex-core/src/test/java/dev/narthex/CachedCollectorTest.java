package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.Buckets;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Quantiles;
import dev.narthex.model.SummarySnapshot;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What {@link Collector#cachedFor} promises. */
class CachedCollectorTest {

  private static final Duration TIME = Duration.ofSeconds(10);
  private static final Duration MOMENT = Duration.ofNanos(1);
  private static final Descriptor CALLS = Descriptor.of(MetricType.GAUGE, "calls", "Calls so far.");

  private final ManualTime time = new ManualTime();
  private final Registry registry = new Registry();
  private final AtomicInteger calls = new AtomicInteger();

  private Collector counting() {
    return Collector.describing(CALLS).collecting(sink -> {
      sink.family(CALLS);
      sink.value(Labels.EMPTY, calls.incrementAndGet());
    });
  }

  private Collector cached(Collector collector) {
    return new CachedCollector(collector, TIME, time);
  }

  private static String callsText(int calls) {
    return """
        calls gauge "Calls so far."
          {} %d.0
        """.formatted(calls);
  }

  @Test
  void asksAtMostOnceInTheTime() {
    registry.register(cached(counting()));

    assertThat(Transcript.of(registry)).isEqualTo(callsText(1));
    time.advance(TIME.minus(MOMENT));
    assertThat(Transcript.of(registry)).isEqualTo(callsText(1));
    time.advance(MOMENT);
    assertThat(Transcript.of(registry)).isEqualTo(callsText(2));
    time.advance(TIME.minus(MOMENT));
    assertThat(Transcript.of(registry)).isEqualTo(callsText(2));
  }

  @Test
  void countsTheTimeFromWhereACollectionBegan() {
    registry.register(cached(sink -> {
      time.advance(TIME.minus(MOMENT)); // a slow source
      counting().collect(sink);
    }));

    assertThat(Transcript.of(registry)).isEqualTo(callsText(1));
    assertThat(Transcript.of(registry)).isEqualTo(callsText(1));
    time.advance(MOMENT);
    assertThat(Transcript.of(registry)).isEqualTo(callsText(2));
  }

  @Test
  void goesByTheClockOfTheMachineAndIsFreshForALongTime() {
    registry.register(counting().cachedFor(Duration.ofSeconds(Long.MAX_VALUE)));

    assertThat(Transcript.of(registry)).isEqualTo(callsText(1));
    assertThat(Transcript.of(registry)).isEqualTo(callsText(1));
  }

  @Test
  void writesAllThatWasWrittenAgainAsItWas() {
    Exemplar exemplar = new Exemplar(Labels.of("id", "7"), 0.5, 400);
    Collector everything = sink -> {
      sink.family(Descriptor.of(MetricType.SUMMARY, "s", "S."));
      SummarySnapshot summary = SummarySnapshot.of(Quantiles.of(0.5), new double[] {3}, 8, 9);
      sink.summary(Labels.of("x", "2"), summary, 5);
      sink.summary(Labels.of("x", "1"), summary);
      sink.family(Descriptor.of(MetricType.HISTOGRAM, "h", "H."));
      HistogramSnapshot histogram = HistogramSnapshot.of(Buckets.of(1), new long[] {1, 2}, 3);
      sink.histogram(Labels.EMPTY, histogram, 6);
      sink.family(Descriptor.of(MetricType.SUMMARY, "s", "S."));
      sink.summary(Labels.EMPTY, summary);
      sink.family(Descriptor.of(MetricType.COUNTER, "c_total", ""));
      sink.counter(Labels.EMPTY, 7, 200, exemplar, 300);
      sink.family(Descriptor.of(MetricType.UNTYPED, "u", ""));
      sink.value(Labels.EMPTY, Double.NaN);
      sink.family(CALLS); // without a sample
    };
    Collector cached = cached(everything);
    Transcript written = new Transcript();
    everything.collect(written);

    for (int i = 0; i < 2; i++) {
      Transcript replayed = new Transcript();
      cached.collect(replayed);
      assertThat(replayed.text()).isEqualTo(written.text());
    }
    Registry without = new Registry();
    without.register(everything);
    registry.register(cached);
    assertThat(registry.snapshot()).hasToString(without.snapshot().toString()).hasSize(4);
  }

  @Test
  void describesTheSameFamilies() {
    assertThat(cached(counting()).describe()).containsExactly(CALLS);
    assertThat(cached(sink -> {}).describe()).isEmpty();
    Gauge.builder("calls").register(registry);
    assertThatThrownBy(() -> registry.register(cached(counting())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("calls is registered with the help");
    assertThatThrownBy(() ->
            registry.register(cached(Gauge.builder("g").labelNames("x").build().with("1"))))
        .hasMessageStartingWith("g: this is one series of a family");
  }

  @Test
  void cachesUnderAnyWrapping() {
    Labels labels = Labels.of("zone", "a");
    registry.register(cached(counting()).withPrefix("outside_").withLabels(labels));
    registry.register(cached(counting().withLabels(labels).withPrefix("inside_")));
    String expected = """
        inside_calls gauge "Calls so far."
          {zone="a"} 1.0
        outside_calls gauge "Calls so far."
          {zone="a"} 2.0
        """;

    assertThat(Transcript.of(registry)).isEqualTo(expected);
    assertThat(Transcript.of(registry)).isEqualTo(expected);
    assertThat(registry.unregister(cached(counting()).withLabels(labels).withPrefix("outside_")))
        .isTrue();
  }

  @Test
  void reportsAFailureAndAsksAgainAtTheNextScrape() {
    registry.register(cached(WrittenCollector.describing(CALLS).writing(sink -> {
      counting().collect(sink);
      if (calls.get() % 2 == 1) {
        throw new IllegalStateException("no connection");
      }
    })));
    String failure =
        "! WrittenCollector (calls): collect() threw java.lang.IllegalStateException: no connection\n";

    assertThat(Transcript.of(registry)).isEqualTo(callsText(1) + failure);
    assertThat(Transcript.of(registry)).isEqualTo(callsText(2));
    assertThat(Transcript.of(registry)).isEqualTo(callsText(2));
    time.advance(TIME); // nor does the old copy hide a failure
    assertThat(Transcript.of(registry)).isEqualTo(callsText(3) + failure);
    assertThat(Transcript.of(registry)).isEqualTo(callsText(4));
  }

  @Test
  void refusesWhatTheRegistryRefusesInItsWords() {
    registry.register(cached(WrittenCollector.undeclared(sink -> {
      counting().collect(sink);
      sink.counter(Labels.EMPTY, 1);
    })));

    assertThat(Transcript.of(registry)).isEqualTo(callsText(1) + """
        ! WrittenCollector: collect() threw java.lang.IllegalStateException: calls is a family of \
        type GAUGE but counter(…) was called. Call the method of its type, or describe it as COUNTER.
        """);
  }

  @Test
  void keepsNothingWhenMemoryRunsOut() {
    OutOfMemoryError outOfMemory = new OutOfMemoryError("pretended");
    registry.register(cached(sink -> {
      counting().collect(sink);
      if (calls.get() == 1) {
        throw outOfMemory;
      }
    }));

    assertThatThrownBy(registry::snapshot).isSameAs(outOfMemory);

    assertThat(Transcript.of(registry)).isEqualTo(callsText(2));
  }

  @Test
  void givesOthersTheLastCopyWhileOneAsks() throws Exception {
    CountDownLatch asking = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    registry.register(cached(sink -> {
      counting().collect(sink);
      if (calls.get() == 2) {
        asking.countDown();
        Background.await(answer);
      }
    }));
    assertThat(Transcript.of(registry)).isEqualTo(callsText(1));
    time.advance(TIME);
    Background<String> refreshing = Background.begin(() -> Transcript.of(registry));
    Background.await(asking);

    assertThat(Transcript.of(registry)).isEqualTo(callsText(1));
    assertThat(Transcript.of(registry)).isEqualTo(callsText(1));

    answer.countDown();
    assertThat(refreshing.result()).isEqualTo(callsText(2));
    assertThat(Transcript.of(registry)).isEqualTo(callsText(2));
  }

  @Test
  void letsAllWaitForTheFirstCopyAndShareIt() throws Exception {
    assertFirstIsShared(callsText(1), () -> {});
  }

  /** Or each of those who wait would ask a source that hangs, one after the other. */
  @Test
  void letsAllShareTheFirstFailureToo() throws Exception {
    assertFirstIsShared(
        callsText(1)
            + "! CachedCollectorTest: collect() threw java.lang.IllegalStateException: failed\n",
        () -> {
          throw new IllegalStateException("failed");
        });
  }

  private void assertFirstIsShared(String expected, Runnable end) throws Exception {
    CountDownLatch asking = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    registry.register(cached(sink -> {
      counting().collect(sink);
      asking.countDown();
      Background.await(answer);
      end.run();
    }));
    Background<String> first = Background.begin(() -> Transcript.of(registry));
    Background.await(asking);
    Background<String> second = Background.begin(() -> Transcript.of(registry)).whenItWaits();
    Background<String> third = Background.begin(() -> Transcript.of(registry)).whenItWaits();

    answer.countDown();

    assertThat(first.result()).isEqualTo(expected);
    assertThat(second.result()).isEqualTo(expected);
    assertThat(third.result()).isEqualTo(expected);
    assertThat(calls).hasValue(1);
  }

  @Test
  void stopsWaitingForTheFirstCopyWhenTheScrapeIsInterrupted() throws Exception {
    CountDownLatch asking = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    registry.register(cached(sink -> {
      asking.countDown();
      Background.await(answer);
      counting().collect(sink);
    }));
    Background<String> first = Background.begin(() -> Transcript.of(registry));
    Background.await(asking);
    Background<String> second = Background.begin(
            () -> Transcript.of(registry) + "interrupted " + Thread.interrupted())
        .whenItWaits();

    second.interrupt();

    assertThat(second.result()).isEqualTo("""
        ! CachedCollectorTest: was skipped in this scrape, because the scrape was interrupted while \
        it waited for another one to collect for the first time.
        interrupted true""");
    answer.countDown();
    assertThat(first.result()).isEqualTo(callsText(1));
  }

  @Test
  void refusesATimeThatIsNotPositive() {
    for (Duration wrong : new Duration[] {Duration.ZERO, Duration.ofNanos(-1)}) {
      assertThatThrownBy(() -> counting().cachedFor(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("cachedFor got the time " + wrong + " but it must be longer than zero.");
    }
  }
}
