package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.narthex.model.Descriptor;
import dev.narthex.model.MetricType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@link Registry} promises when something is registered. */
class RegistryTest {

  private final Registry registry = new Registry();

  private static Counter.Builder jobs() {
    return Counter.builder("jobs_total").help("Jobs.");
  }

  private static Descriptor gauge(String name) {
    return Descriptor.of(MetricType.GAUGE, name, "");
  }

  @Test
  void exposesNothingWhenItIsEmpty() {
    assertThat(registry.snapshot()).isEmpty();
    assertThat(Transcript.of(registry)).isEmpty();
  }

  @Test
  void hasADefaultThatBuildersUseWhenNoneIsNamed() {
    assertThat(Registry.defaultRegistry()).isSameAs(Registry.defaultRegistry());
    Counter counter = Counter.builder("registry_test_default_total").register();
    try {
      counter.inc();

      assertThat(Transcript.of(Registry.defaultRegistry())).contains("""
          registry_test_default_total counter ""
            {} 1.0
          """);
    } finally {
      assertThat(Registry.defaultRegistry().unregister(counter)).isTrue();
    }
  }

  @Test
  void exposesWhatWasBuiltBeforeOnceItIsRegistered() {
    Counter jobs = jobs().build();
    jobs.inc();

    assertThat(registry.register(jobs)).isSameAs(jobs);

    assertThat(Transcript.of(registry)).isEqualTo("""
        jobs_total counter "Jobs."
          {} 1.0
        """);
  }

  @Test
  void refusesTheSameCollectorTwiceAndGivesTheFirst() {
    Counter first = jobs().register(registry);
    Counter equal = jobs().build();

    assertAlreadyRegistered(() -> registry.register(first), "jobs_total", first);
    assertAlreadyRegistered(() -> registry.register(equal), "jobs_total", first);
    assertAlreadyRegistered(() -> jobs().register(registry), "jobs_total", first);
  }

  @Test
  void refusesTheSameConstantLabelsTwiceAndNamesThem() {
    Counter first = jobs().constLabel("zone", "a").register(registry);
    jobs().constLabel("zone", "b").register(registry);

    assertAlreadyRegistered(
        () -> jobs().constLabel("zone", "a").register(registry),
        "jobs_total with the constant labels {zone=\"a\"}",
        first);
  }

  @Test
  void refusesAnEqualFamilyAlsoBeforeItHasASeries() {
    Family<Counter> first = jobs().labelNames("queue").register(registry);

    assertAlreadyRegistered(
        () -> jobs().labelNames("queue").register(registry), "jobs_total", first);
  }

  @Test
  void refusesACollectorThatDescribesTheSameWhateverItsOrderOrDoubles() {
    Collector first = registry.register(WrittenCollector.describing(gauge("a"), gauge("b")));

    assertAlreadyRegistered(() -> registry.register(first), "a", first);
    assertAlreadyRegistered(
        () -> registry.register(
            WrittenCollector.describing(gauge("b"), gauge("a"), gauge("b"), gauge("a"))),
        "b",
        first);
  }

  @Test
  void refusesAnUndeclaredCollectorTwiceOnlyIfItIsTheSameObject() {
    Collector first = registry.register(WrittenCollector.undeclared(sink -> {}));
    registry.register(WrittenCollector.undeclared(sink -> {}));

    assertAlreadyRegistered(
        () -> registry.register(first), WrittenCollector.class.getName(), first);
  }

  @Test
  void refusesTheSameCollectorTwiceAlsoIfItDescribesSomethingElseNow() {
    AtomicInteger asked = new AtomicInteger();
    Collector unsteady = new Collector() {
      @Override
      public List<Descriptor> describe() {
        return List.of(Descriptor.of(MetricType.GAUGE, "g" + asked.incrementAndGet(), ""));
      }

      @Override
      public void collect(MetricSink sink) {}
    };
    registry.register(unsteady);

    assertAlreadyRegistered(() -> registry.register(unsteady), "g2", unsteady);
  }

  private static void assertAlreadyRegistered(
      ThrowingCallable call, String what, Collector existing) {
    AlreadyRegisteredException refusal =
        catchThrowableOfType(AlreadyRegisteredException.class, call);
    assertThat(refusal)
        .hasMessage(what
            + " is registered already. Keep the metric that the first registration returned, get it"
            + " with registerOrGet, or unregister it first.");
    assertThat(refusal.existing()).isSameAs(existing);
  }

  @Test
  void refusesACollectorOfWhichSomeIsThereAlready() {
    registry.register(WrittenCollector.describing(gauge("a"), gauge("b")));

    assertRefused(
        () -> registry.register(WrittenCollector.describing(gauge("b"), gauge("c"))),
        "b is registered already, by dev.narthex.WrittenCollector (a, b). Give one of them another"
            + " name or another constant label.");
    assertRefused(
        () -> Gauge.builder("b").register(registry),
        "b is registered already, by dev.narthex.WrittenCollector (a, b). Give one of them another"
            + " name or another constant label.");

    Gauge.builder("c").register(registry); // it did not come in with b
  }

  @Test
  void takesOneNameSeveralTimesIfConstantLabelsTellThemApart() {
    jobs().constLabel("zone", "b").register(registry).add(2);
    jobs().constLabel("zone", "a").register(registry).add(1);

    assertThat(Transcript.of(registry)).isEqualTo("""
        jobs_total counter "Jobs."
          {zone="a"} 1.0
          {zone="b"} 2.0
        """);
  }

  @Test
  void refusesAnotherDefinitionUnderOneName() {
    jobs().unit("jobs").constLabel("zone", "a").labelNames("queue", "code").register(registry);

    assertOtherDefinition(
        Counter.builder("jobs_total")
            .help("Jobs!")
            .unit("jobs")
            .constLabel("zone", "b")
            .labelNames("queue", "code"),
        "the help \"Jobs.\" but got \"Jobs!\"");
    assertOtherDefinition(
        jobs().unit("bytes").constLabel("zone", "b").labelNames("queue", "code"),
        "the unit \"jobs\" but got \"bytes\"");
    assertOtherDefinition(
        jobs().unit("jobs").constLabel("zone", "b").labelNames("queue"),
        "the labels \"[code, queue]\" but got \"[queue]\"");
    assertOtherDefinition(
        jobs().unit("jobs").constLabel("app", "a").labelNames("queue", "code"),
        "the constant labels \"[zone]\" but got \"[app]\"");
    assertOtherDefinition(
        jobs().unit("jobs").labelNames("zone", "queue", "code"),
        "the constant labels \"[zone]\" but got \"[]\"");
    assertOtherDefinition(
        Gauge.builder("jobs_total")
            .help("Jobs.")
            .unit("jobs")
            .constLabel("zone", "b")
            .labelNames("queue", "code"),
        "the type \"COUNTER\" but got \"GAUGE\"");
  }

  private void assertOtherDefinition(Family.Builder<?> builder, String difference) {
    assertRefused(
        () -> builder.register(registry),
        "jobs_total is registered with " + difference
            + ". Make them alike, or give one another name.");
  }

  @Test
  void doesNotMindTheOrderInWhichLabelsAreDefined() {
    jobs().constLabel("zone", "a").labelNames("queue", "code").register(registry);

    jobs().constLabel("zone", "b").labelNames("code", "queue").register(registry);
  }

  @Test
  void refusesADifferentDefinitionAsSuchEvenIfItIsThereAlready() {
    jobs().register(registry);

    assertThatThrownBy(() -> jobs().help("Jobs!").register(registry))
        .isNotInstanceOf(AlreadyRegisteredException.class)
        .hasMessageContaining("the help \"Jobs.\" but got \"Jobs!\"");
  }

  @Test
  void refusesACollectorThatDescribesOneNameInTwoWays() {
    assertRefused(
        () -> registry.register(
            WrittenCollector.describing(gauge("a"), Descriptor.of(MetricType.GAUGE, "a", "other"))),
        "a is described by the same collector with the help \"\" but got \"other\". Make them alike,"
            + " or give one another name.");
  }

  @Test
  void refusesACollectorThatCannotDescribeItself() {
    Collector broken = new Collector() {
      @Override
      public List<Descriptor> describe() {
        throw new IllegalStateException("not connected");
      }

      @Override
      public void collect(MetricSink sink) {}
    };

    assertThatThrownBy(() -> registry.register(broken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(broken.getClass().getName()
            + ": describe() threw java.lang.IllegalStateException: not connected. It must return the"
            + " same descriptors at every call, or none.")
        .hasRootCauseMessage("not connected");
  }

  @Test
  void refusesACollectorThatDescribesNullAndNamesIt() {
    Collector broken = new Collector() {
      @Override
      public List<Descriptor> describe() {
        return null;
      }

      @Override
      public void collect(MetricSink sink) {}
    };

    assertThatThrownBy(() -> registry.register(broken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            broken.getClass().getName() + ": describe() threw java.lang.NullPointerException");
  }

  @ParameterizedTest
  @ValueSource(strings = {"_count", "_sum", "_bucket"})
  void refusesANameUnderWhichAHistogramWritesItsSamplesInBothOrders(String suffix) {
    assertClashesInBothOrders(MetricType.HISTOGRAM, suffix);
  }

  @ParameterizedTest
  @ValueSource(strings = {"_count", "_sum"})
  void refusesANameUnderWhichASummaryWritesItsSamplesInBothOrders(String suffix) {
    assertClashesInBothOrders(MetricType.SUMMARY, suffix);
  }

  @ParameterizedTest
  @ValueSource(strings = {"_count", "_sum", "_bucket", "_gcount", "_gsum"})
  void refusesANameUnderWhichAGaugeHistogramWritesItsSamplesInBothOrders(String suffix) {
    assertClashesInBothOrders(MetricType.GAUGE_HISTOGRAM, suffix);
  }

  private void assertClashesInBothOrders(MetricType type, String suffix) {
    Collector x = WrittenCollector.describing(Descriptor.of(type, "x", ""));
    Collector other = WrittenCollector.describing(gauge("x" + suffix));
    String reason = ": one of them is a histogram or summary and writes samples under the other's"
        + " name. Give one of them another name.";

    registry.register(x);
    assertRefused(
        () -> registry.register(other), "x" + suffix + " clashes with the registered x" + reason);
    registry.unregister(x);
    registry.register(other);
    assertRefused(() -> registry.register(x), "x clashes with the registered x" + suffix + reason);
    assertRefused(
        () -> new Registry()
            .register(
                WrittenCollector.describing(Descriptor.of(type, "x", ""), gauge("x" + suffix))),
        "x clashes with the same collector's x" + suffix + reason);
  }

  @ParameterizedTest
  @EnumSource(names = {"SUMMARY", "GAUGE", "COUNTER", "STATESET", "UNTYPED"})
  void takesANameThatOnlyAHistogramWouldUse(MetricType type) {
    registry.register(WrittenCollector.describing(Descriptor.of(type, "x", "")));
    registry.register(WrittenCollector.describing(gauge("x_bucket")));
    registry.register(WrittenCollector.describing(gauge("_count"), gauge("_bucket")));
    registry.register(WrittenCollector.describing(gauge("x_gcount"), gauge("x_gsum")));
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatOpenMetricsWouldMergeWithACounterInBothOrders(MetricType type) {
    assertMergedInOpenMetrics(
        Descriptor.of(MetricType.COUNTER, "x_total", ""),
        Descriptor.of(type, type == MetricType.INFO ? "x_info" : "x", ""));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INFO")
  void refusesWhatOpenMetricsWouldMergeWithAnInfoInBothOrders(MetricType type) {
    assertMergedInOpenMetrics(
        Descriptor.of(MetricType.INFO, "x_info", ""), Descriptor.of(type, "x", ""));
  }

  private void assertMergedInOpenMetrics(Descriptor first, Descriptor second) {
    Collector one = WrittenCollector.describing(first);
    Collector other = WrittenCollector.describing(second);
    String message = "%s clashes with the registered %s: in OpenMetrics a counter's family is named"
        + " without _total and an info's without _info, so both would be one family. Give one of"
        + " them another name.";

    registry.register(one);
    assertRefused(() -> registry.register(other), message.formatted(second.name(), first.name()));
    registry.unregister(one);
    registry.register(other);
    assertRefused(() -> registry.register(one), message.formatted(first.name(), second.name()));
  }

  @Test
  void takesAGaugeThatHappensToEndLikeACounterOrAnInfo() {
    Gauge.builder("x_total").register(registry);
    Gauge.builder("x_info").register(registry);
    Gauge.builder("x").register(registry);
    Counter.builder("z_info_total").register(registry);
    Info.builder("z_total_info").register(registry);
    Counter.builder("y_total_total").register(registry);
    Counter.builder("_total").register(registry);
  }

  @Test
  void staysAsItWasAfterEveryRefusal() {
    jobs().register(registry).inc();
    Histogram.builder("size").buckets(1).register(registry);
    String before = Transcript.of(registry);
    List<ThrowingCallable> refused = List.of(
        () -> jobs().register(registry),
        () -> jobs().help("other").register(registry),
        () -> Gauge.builder("jobs").register(registry),
        () -> Gauge.builder("size_count").register(registry),
        () -> Gauge.builder("").register(registry),
        () -> registry.register(WrittenCollector.describing(gauge("new"), gauge("size_sum"))),
        () -> registry.register(WrittenCollector.describing(gauge("new"), gauge("jobs"))),
        () -> registry.register(jobs().labelNames("queue").build().with("a")));

    refused.forEach(call -> assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class));

    assertThat(Transcript.of(registry)).isEqualTo(before);
    Gauge.builder("new").register(registry);
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .isNotInstanceOf(AlreadyRegisteredException.class)
        .hasMessageContaining(message);
  }

  @Test
  void asksACollectorForItsDescriptorsOnceWhenItIsRegistered() {
    List<String> calls = new ArrayList<>();
    registry.register(new Collector() {
      @Override
      public List<Descriptor> describe() {
        calls.add("describe");
        return List.of(gauge("a"));
      }

      @Override
      public void collect(MetricSink sink) {
        calls.add("collect");
      }
    });

    registry.snapshot();
    registry.snapshot();

    assertThat(calls).containsExactly("describe", "collect", "collect");
  }

  @Test
  void refusesNull() {
    assertThatThrownBy(() -> registry.register((Collector) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("collector");
    assertThatThrownBy(() -> registry.unregister(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("collector");
    assertThat(registry.snapshot()).isEmpty();
  }
}
