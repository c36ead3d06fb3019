package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.Labels;
import dev.narthex.support.CapturedLog;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a {@link TypedFamily} promises: the series of a family, found by objects of the program. */
class TypedFamilyTest {

  private enum Outcome {
    DONE,
    FAILED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private enum Other {
    DONE
  }

  private record Call(@Nullable String method, int code, Outcome outcome) {}

  private static final LabelSchema<Call> CALL = LabelSchema.<Call>builder()
      .label("method", Call::method)
      .label("code", Call::code)
      .label("outcome", Call::outcome)
      .build();

  private final Registry registry = new Registry();

  private final CapturedLog log = new CapturedLog(Family.class);

  @AfterEach
  void stopListening() {
    log.close();
  }

  @Test
  void findsASeriesByTheConstantOfAnEnum() {
    TypedFamily<Outcome, Counter> jobs = Counter.builder("jobs_total")
        .label("outcome", Outcome.class)
        .help("Jobs.")
        .register(registry);

    jobs.with(Outcome.DONE).inc();
    jobs.with(Outcome.FAILED).add(2);
    jobs.untyped().with("done").inc();

    assertThat(Transcript.of(registry)).isEqualTo("""
        jobs_total counter "Jobs."
          {outcome="done"} 2.0
          {outcome="failed"} 2.0
        """);
    assertThat(jobs.remove(Outcome.DONE)).isTrue();
    assertThat(jobs.remove(Outcome.DONE)).isFalse();
    assertThat(jobs.untyped().size()).isEqualTo(1);
  }

  @Test
  void findsASeriesByWhatTheFunctionsOfASchemaGive() {
    TypedFamily<Call, Histogram> seconds =
        Histogram.builder("call_seconds").buckets(1).labels(CALL).register(registry);

    seconds.with(new Call("GET", 200, Outcome.DONE)).observe(0.5);
    seconds.with(new Call("GET", 500, Outcome.FAILED)).observe(2);

    assertThat(Transcript.of(registry)).isEqualTo("""
        call_seconds histogram ""
          {code="200", method="GET", outcome="done"} 1.0:1 Infinity:0 sum 0.5
          {code="500", method="GET", outcome="failed"} 1.0:0 Infinity:1 sum 2.0
        """);
    assertThat(seconds.remove(new Call("GET", 500, Outcome.FAILED))).isTrue();
    assertThat(seconds.untyped().size()).isEqualTo(1);
  }

  @Test
  void worksForAnyNumberOfLabels() {
    for (int labels = 1; labels <= 6; labels++) {
      LabelSchema.Builder<Integer> schema = LabelSchema.builder();
      for (int i = 0; i < labels; i++) {
        int added = i;
        schema.label("l" + i, number -> number + added);
      }
      TypedFamily<Integer, Gauge> gauges =
          Gauge.builder("g").labels(schema.build()).register(new Registry());

      gauges.with(10).inc();
      gauges.with(10).inc();
      gauges.with(20).inc();

      assertThat(gauges.untyped().size()).isEqualTo(2);
      Series<Gauge> first = gauges.untyped().series().get(0);
      assertThat(first.metric().value()).isEqualTo(2);
      assertThat(first.labels().get("l" + (labels - 1))).isEqualTo("" + (10 + labels - 1));
      assertThat(gauges.remove(20)).isTrue();
    }
  }

  @Test
  void refusesNullAndNullValuesAndMakesNoSeries() {
    TypedFamily<Call, Counter> calls =
        Counter.builder("calls_total").labels(CALL).register(registry);

    assertRefused(
        () -> calls.with(null),
        "calls_total: the labels [method, code, outcome] cannot be taken from null. Pass the object"
            + " that has them.");
    assertRefused(
        () -> calls.with(new Call(null, 1, Outcome.DONE)),
        "calls_total: the value of label \"method\" is null, as taken from Call[method=null, code=1,"
            + " outcome=done]. Let its function give \"\" for a label without a value.");
    assertRefused(() -> calls.remove(null), "cannot be taken from null");
    assertThat(calls.untyped().size()).isZero();
  }

  @Test
  void refusesASchemaWithoutLabelsOrWithOneTwice() {
    assertRefused(
        () -> LabelSchema.builder().build(),
        "The schema has no label. Give it at least one with label(…).");
    assertRefused(
        () -> LabelSchema.<Call>builder().label("a", Call::code).label("a", Call::method),
        "Label \"a\" is given twice, among [a]. A series has each label once.");
    assertRefused(
        () -> Counter.builder("a_total").label("__x", Outcome.class).build(),
        "\"__x\" cannot name a label");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void hasTheGuardsOfOtherFamilies() {
    ManualTime time = new ManualTime();
    TypedFamily<Call, Counter> calls = Counter.builder("calls_total")
        .labels(CALL)
        .time(time)
        .constLabel("zone", "z")
        .constrain("code", code -> code.charAt(0) + "xx")
        .maxSeries(1)
        .expireAfter(Duration.ofMinutes(1))
        .register(registry);

    calls.with(new Call("GET", 200, Outcome.DONE)).inc();
    calls.with(new Call("GET", 204, Outcome.DONE)).inc();
    calls.with(new Call("PUT", 204, Outcome.DONE)).inc();

    assertThat(Transcript.of(registry)).isEqualTo("""
        calls_total counter ""
          {code="2xx", method="GET", outcome="done", zone="z"} 2.0
          {code="__overflow__", method="__overflow__", outcome="__overflow__", zone="z"} 1.0
        """);
    time.advance(Duration.ofMinutes(1));
    assertThat(registry.snapshot()).isEmpty();
  }

  @Test
  void isRegisteredAsItsFamilyIs() {
    TypedFamily<Outcome, Counter> jobs = Counter.builder("jobs_total")
        .label("outcome", Outcome.class)
        .register(registry.withPrefix("shop_").withLabels(Labels.of("zone", "z")));
    jobs.untyped().curry(Map.of()).with("done").inc();

    assertThat(Transcript.of(registry)).isEqualTo("""
        shop_jobs_total counter ""
          {outcome="done", zone="z"} 1.0
        """);
    assertThatThrownBy(() -> registry.register(jobs.untyped()))
        .isInstanceOf(AlreadyRegisteredException.class);
    assertThat(registry.unregister(jobs.untyped())).isTrue();
    assertThat(registry.snapshot()).isEmpty();
  }

  @Test
  void isSharedByThoseWhoDefineItAlike() {
    TypedFamily<Outcome, Counter> jobs =
        Counter.builder("jobs_total").label("outcome", Outcome.class).registerOrGet(registry);
    TypedFamily<Call, Counter> calls =
        Counter.builder("calls_total").labels(CALL).registerOrGet(registry);

    assertThat(
            Counter.builder("jobs_total").label("outcome", Outcome.class).registerOrGet(registry))
        .isSameAs(jobs);
    assertThat(Counter.builder("calls_total").labels(CALL).registerOrGet(registry))
        .isSameAs(calls);
    assertRefused(
        () -> Counter.builder("jobs_total").label("outcome", Other.class).registerOrGet(registry),
        "schema [outcome] of dev.narthex.TypedFamilyTest$Outcome and would be");
    assertRefused(
        () -> Counter.builder("jobs_total").labelNames("outcome").registerOrGet(registry),
        "is registered with another definition");
    LabelSchema<Call> sameNames = LabelSchema.<Call>builder()
        .label("method", Call::outcome)
        .label("code", Call::code)
        .label("outcome", Call::method)
        .build();
    assertRefused(
        () -> Counter.builder("calls_total").labels(sameNames).registerOrGet(registry),
        "is registered with another definition");
  }
}
