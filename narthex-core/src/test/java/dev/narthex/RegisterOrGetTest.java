package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.Labels;
import dev.narthex.model.NativeBuckets;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What {@code registerOrGet} promises: one metric for one definition, never for two. */
class RegisterOrGetTest {

  private final Registry registry = new Registry();

  @Test
  void registersWhatIsNotThereAndGivesWhatIs() {
    Counter first = Counter.builder("jobs_total").help("Jobs.").registerOrGet(registry);
    Counter again = Counter.builder("jobs_total").help("Jobs.").registerOrGet(registry);

    again.inc();

    assertThat(again).isSameAs(first);
    assertThat(Transcript.of(registry)).isEqualTo("""
        jobs_total counter "Jobs."
          {} 1.0
        """);
  }

  @Test
  void givesEachTypeWithTheSameSettings() {
    assertThat(Gauge.builder("g").unit("bytes").registerOrGet(registry))
        .isSameAs(Gauge.builder("g").unit("bytes").registerOrGet(registry));
    assertThat(Untyped.builder("u").registerOrGet(registry))
        .isSameAs(Untyped.builder("u").registerOrGet(registry));
    assertThat(Histogram.builder("h").buckets(1, 2).registerOrGet(registry))
        .isSameAs(
            Histogram.builder("h").buckets(1, 2, Double.POSITIVE_INFINITY).registerOrGet(registry));
    assertThat(Summary.builder("s").objective(0.5, 0.1).registerOrGet(registry))
        .isSameAs(Summary.builder("s")
            .objective(0.5, 0.1)
            .maxAge(Duration.ofMinutes(10))
            .registerOrGet(registry));
    assertThat(Histogram.builder("f").buckets(1).labelNames("a").registerOrGet(registry))
        .isSameAs(Histogram.builder("f").buckets(1).labelNames("a").registerOrGet(registry));
  }

  @Test
  void givesWhatWasRegisteredInAnotherWay() {
    Counter registered = Counter.builder("jobs_total").register(registry);
    Gauge built = registry.register(Gauge.builder("depth").build());

    assertThat(Counter.builder("jobs_total").registerOrGet(registry)).isSameAs(registered);
    assertThat(Gauge.builder("depth").registerOrGet(registry)).isSameAs(built);
  }

  @Test
  void tellsApartTheSameNameWithOtherConstantLabels() {
    Counter a = Counter.builder("jobs_total").constLabel("zone", "a").registerOrGet(registry);
    Counter b = Counter.builder("jobs_total").constLabel("zone", "b").registerOrGet(registry);

    assertThat(a).isNotSameAs(b);
    assertThat(Counter.builder("jobs_total").constLabel("zone", "a").registerOrGet(registry))
        .isSameAs(a);
  }

  @Test
  void refusesOtherSettingsAndShowsBothDefinitions() {
    Histogram.builder("h").help("Old.").buckets(1, 2).registerOrGet(registry);
    Summary.builder("s").objective(0.5, 0.1).registerOrGet(registry);

    assertRefused(
        () -> Histogram.builder("h").help("Old.").buckets(1, 3).registerOrGet(registry),
        "h is registered with another definition. It is h (histogram) help \"Old.\" unit \"\""
            + " [1.0, 2.0, Infinity] and would be h (histogram) help \"Old.\" unit \"\" [1.0, 3.0,"
            + " Infinity]. Make both definitions alike, or give one another name.");
    assertRefused(
        () -> Summary.builder("s").objective(0.5, 0.2).registerOrGet(registry),
        "{0.5±0.1}",
        "{0.5±0.2}");
    assertRefused(
        () -> Summary.builder("s").objective(0.5, 0.1).ageBuckets(2).registerOrGet(registry),
        "ageBuckets=5",
        "ageBuckets=2");
    assertRefused(
        () -> Summary.builder("s")
            .objective(0.5, 0.1)
            .maxAge(Duration.ofMinutes(1))
            .registerOrGet(registry),
        "maxAge=PT10M",
        "maxAge=PT1M");
  }

  @Test
  void refusesOtherNativeBucketsAndShowsBothDefinitions() {
    Histogram.builder("h").nativeBuckets(NativeBuckets.DEFAULT).registerOrGet(registry);

    assertRefused(
        () -> Histogram.builder("h")
            .nativeBuckets(NativeBuckets.growingBy(2).zeroThreshold(0))
            .nativeExemplars(3, Duration.ofHours(1))
            .traceContext(TraceContext.NONE)
            .registerOrGet(registry),
        "[Infinity], native buckets (schema 3, zeroThreshold ",
        "[Infinity], native buckets (schema 0, zeroThreshold 0.0, maxBuckets 160, resetAfter null,"
            + " maxZeroThreshold 0.0), nativeExemplars(3, PT1H), traceContext dev.narthex.");
  }

  @Test
  void refusesAnotherDescriptorAndShowsBothDefinitions() {
    Counter.builder("jobs_total").help("Jobs.").labelNames("a", "b").registerOrGet(registry);

    assertRefused(
        () -> Counter.builder("jobs_total").help("x").labelNames("a", "b").registerOrGet(registry),
        "help \"Jobs.\"",
        "help \"x\"");
    assertRefused(
        () -> Counter.builder("jobs_total")
            .help("Jobs.")
            .unit("x")
            .labelNames("a", "b")
            .registerOrGet(registry),
        "unit \"\"",
        "unit \"x\"");
    assertRefused( // values are passed in this order, so it is part of the definition
        () -> Counter.builder("jobs_total")
            .help("Jobs.")
            .labelNames("b", "a")
            .registerOrGet(registry),
        "[a, b]",
        "[b, a]");
    assertRefused(
        () -> Counter.builder("jobs_total").help("Jobs.").registerOrGet(registry),
        "jobs_total (counter) [a, b]",
        "jobs_total (counter) help");
    assertRefused(
        () ->
            Gauge.builder("jobs_total").help("Jobs.").labelNames("a", "b").registerOrGet(registry),
        "(counter)",
        "(gauge)");
  }

  private static void assertRefused(ThrowingCallable call, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .isNotInstanceOf(AlreadyRegisteredException.class)
        .hasMessageContaining("is registered with another definition. It is ")
        .hasMessageContainingAll(parts)
        .hasMessageEndingWith("Make both definitions alike, or give one another name.");
  }

  @Test
  void refusesAClashLikeRegister() {
    Gauge.builder("jobs").register(registry);

    assertThatThrownBy(() -> Counter.builder("jobs_total").registerOrGet(registry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("jobs_total clashes with the registered jobs: in OpenMetrics");
    assertThat(registry.snapshot()).hasSize(1);
  }

  @Test
  void refusesANameThatACollectorOfAnotherKindHas() {
    CallbackMetric callback = Gauge.builder("depth").callback(() -> 1).register(registry);

    assertThatThrownBy(() -> Gauge.builder("depth").registerOrGet(registry))
        .isInstanceOfSatisfying(
            AlreadyRegisteredException.class,
            refusal -> assertThat(refusal.existing()).isSameAs(callback));
  }

  @Test
  void makesAnotherAfterTheFirstWasUnregistered() {
    Counter first = Counter.builder("jobs_total").registerOrGet(registry);
    registry.unregister(first);

    assertThat(Counter.builder("jobs_total").registerOrGet(registry)).isNotSameAs(first);
  }

  @Test
  void worksThroughViews() {
    Registry view = registry.withPrefix("shop_").withLabels(Labels.of("zone", "a"));
    Counter jobs = Counter.builder("jobs_total").registerOrGet(view);

    assertThat(Counter.builder("jobs_total").registerOrGet(view)).isSameAs(jobs);
    assertThat(Counter.builder("shop_jobs_total").constLabel("zone", "a").registerOrGet(registry))
        .isSameAs(jobs);
    assertThat(Counter.builder("jobs_total").registerOrGet(registry)).isNotSameAs(jobs);
  }
}
