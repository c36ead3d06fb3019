package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.Labels;
import dev.narthex.support.CapturedLog;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@link SelfMetrics} tell of the guards of a registry's families and collectors. */
class SelfMetricsTest {

  private enum Outcome {
    DONE
  }

  private final ManualTime time = new ManualTime();
  private final Registry registry = new Registry();
  private final Registry told = new Registry();

  private String told() {
    return Transcript.of(told);
  }

  private final CapturedLog log = new CapturedLog(Family.class);

  @AfterEach
  void stopListening() {
    log.close();
  }

  @Test
  void tellNothingOfARegistryWithoutFamilies() {
    Counter.builder("jobs_total").register(registry);
    registry.register(sink -> {});
    told.register(SelfMetrics.of(registry));

    assertThat(told()).isEmpty();
  }

  @Test
  void tellOfEachFamilyWhatItsGuardsDid() {
    Family<Counter> jobs =
        Counter.builder("jobs_total").labelNames("queue").maxSeries(2).register(registry);
    Family<Gauge> depth = Gauge.builder("depth")
        .time(time)
        .labelNames("queue")
        .expireAfter(Duration.ofMinutes(1))
        .register(registry);
    told.register(SelfMetrics.of(registry));
    for (int i = 0; i < 5; i++) {
      jobs.with("q" + i);
    }
    Gauge held = depth.with("a");
    depth.with("b");
    registry.snapshot();
    time.advance(Duration.ofMinutes(1));
    registry.snapshot();
    held.set(1);

    assertThat(told()).isEqualTo("""
        narthex_family_expired_total counter "Series that left a metric family because they did not change for a while."
          {family="depth"} 2.0
        narthex_family_overflowed_total counter "Look-ups of a series that a metric family sent to its overflow series."
          {family="depth"} 0.0
          {family="jobs_total"} 3.0
        narthex_family_series gauge "Series that a metric family has."
          {family="depth"} 1.0
          {family="jobs_total"} 3.0
        """);
  }

  @Test
  void tellOfFamiliesUnderTheNameThatIsExposedAndOfThoseOfOneNameTogether() {
    for (String zone : new String[] {"a", "b"}) {
      Registry view = registry.withPrefix("shop_").withLabels(Labels.of("zone", zone));
      Counter.builder("jobs_total")
          .label("outcome", Outcome.class)
          .register(view)
          .with(Outcome.DONE);
    }
    Family<Gauge> gauges = Gauge.builder("depth").labelNames("queue").build();
    registry.withPrefix("x_").register(gauges);
    registry.register(WrittenCollector.undeclared(sink -> {}));
    told.register(SelfMetrics.of(registry));

    assertThat(told()).endsWith("""
        narthex_family_series gauge "Series that a metric family has."
          {family="shop_jobs_total"} 2.0
          {family="x_depth"} 0.0
        """);
  }

  @Test
  void tellOfAFamilyBehindACache() {
    Family<Gauge> depth = Gauge.builder("depth").labelNames("queue").build();
    depth.with("a");
    registry.register(depth.cachedFor(Duration.ofMinutes(1)).withPrefix("shop_"));
    told.register(SelfMetrics.of(registry));

    assertThat(told()).contains("""
        narthex_family_series gauge "Series that a metric family has."
          {family="shop_depth"} 1.0
        """);
  }

  @Test
  void tellHowOftenACollectorWithATimeLimitWasSkipped() {
    boolean[] refuses = {true};
    Collector slow = WrittenCollector.undeclared(sink -> {});
    registry.register(slow.timeLimited(Duration.ofHours(1), task -> {
      if (refuses[0]) {
        throw new RejectedExecutionException("full");
      }
      task.run();
    }));
    told.register(SelfMetrics.of(registry));

    assertThat(Transcript.of(registry)).contains("was skipped");
    refuses[0] = false;
    assertThat(Transcript.of(registry)).isEmpty();

    assertThat(told()).isEqualTo("""
        narthex_collector_skipped_total counter "Scrapes that went on without a collector, because of its time limit."
          {collector="dev.narthex.WrittenCollector"} 1.0
        """);
  }

  @Test
  void canBeRegisteredWithTheRegistryTheyTellOf() {
    Gauge.builder("depth").labelNames("queue").register(registry).with("a");
    registry.register(SelfMetrics.of(registry));

    assertThat(Transcript.of(registry)).isEqualTo("""
        depth gauge ""
          {queue="a"} 0.0
        narthex_family_overflowed_total counter "Look-ups of a series that a metric family sent to its overflow series."
          {family="depth"} 0.0
        narthex_family_series gauge "Series that a metric family has."
          {family="depth"} 1.0
        """);
  }
}
