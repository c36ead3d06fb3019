package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What {@link Collector#withPrefix} and {@link Collector#withLabels} promise. */
class CollectorWrappingTest {

  private static final Labels ZONE_A = Labels.of("zone", "a");
  private static final Descriptor SIZE = Descriptor.builder(MetricType.GAUGE, "size")
      .help("Size.")
      .constLabel("kind", "k")
      .labelNames("name")
      .build();

  private final Registry registry = new Registry();

  private static Collector sizes() {
    return Collector.describing(SIZE).collecting(sink -> {
      sink.family(SIZE);
      sink.value(SIZE.labels("n"), 1);
    });
  }

  @Test
  void putPrefixAndLabelsAroundOneCollector() {
    registry.register(sizes().withPrefix("shop_"));
    registry.register(sizes().withLabels(ZONE_A));
    registry.register(Gauge.builder("depth").build().withPrefix("shop_").withLabels(ZONE_A));

    assertThat(Transcript.of(registry)).isEqualTo("""
        shop_depth gauge ""
          {zone="a"} 0.0
        shop_size gauge "Size."
          {kind="k", name="n"} 1.0
        size gauge "Size."
          {kind="k", name="n", zone="a"} 1.0
        """);
  }

  @Test
  void nestTheOuterPrefixFirst() {
    registry.withPrefix("all_").register(sizes().withPrefix("cart_").withPrefix("shop_"));

    assertThat(Transcript.of(registry)).isEqualTo("""
        all_shop_cart_size gauge "Size."
          {kind="k", name="n"} 1.0
        """);
  }

  @Test
  void wrapAllThatACollectorWritesAlsoWithoutARegistry() {
    Transcript transcript = new Transcript();

    sizes().withPrefix("shop_").withLabels(ZONE_A).collect(transcript);

    assertThat(transcript.text()).isEqualTo("""
        shop_size gauge "Size."
          {kind="k", name="n", zone="a"} 1.0
        """);
    assertThat(sizes().withPrefix("shop_").withLabels(ZONE_A).describe())
        .containsExactly(SIZE.within("shop_", ZONE_A));
  }

  @Test
  void leaveAMetricOneThatStreams() {
    registry.register(Gauge.builder("depth").build().withPrefix("shop_").withLabels(ZONE_A));

    Plan plan = registry.plan();

    assertThat(plan.recorded()).isEmpty();
    assertThat(plan.streamed()).extracting(Plan.Group::name).containsExactly("shop_depth");
  }

  @Test
  void leaveAnUndeclaredCollectorUndeclared() {
    Collector undeclared = WrittenCollector.undeclared(sink -> {
      sink.family(SIZE);
      sink.value(SIZE.labels("n"), 1);
      sink.value(Labels.of("zone", "b"), 2);
    });
    registry.register(undeclared.withLabels(ZONE_A));

    assertThat(undeclared.withLabels(ZONE_A).describe()).isEmpty();
    assertThat(Transcript.of(registry)).isEqualTo("""
        size gauge "Size."
          {kind="k", name="n", zone="a"} 1.0
        ! WrittenCollector: collect() threw java.lang.IllegalArgumentException: Label "zone" is given \
        twice. A series has each label once.
        """);
  }

  @Test
  void refuseALabelThatTheCollectorHasAlready() {
    assertRefused(
        () -> registry.register(sizes().withLabels(Labels.of("kind", "k"))),
        "size: Label \"kind\" is given twice. A series has each label once.");
    assertRefused(
        () -> registry.register(sizes().withLabels(Labels.of("name", "n"))),
        "size: label \"name\" is defined twice, among constLabels {kind=\"k\", name=\"n\"} and"
            + " labelNames [name]. A series has each label once; remove one.");
    assertRefused(
        () -> sizes().withLabels(ZONE_A).withLabels(ZONE_A),
        "Label \"zone\" is given twice. A series has each label once.");
    assertThat(registry.snapshot()).isEmpty();
  }

  @Test
  void refuseOneSeriesOfAFamilyAsWithoutThem() {
    Gauge series = Gauge.builder("depth").labelNames("queue").build().with("a");

    assertRefused(
        () -> registry.register(series.withPrefix("shop_")),
        "depth: this is one series of a family and cannot be registered alone.");
  }

  @Test
  void refuseNullInPlaceOfPrefixAndLabels() {
    Gauge depth = Gauge.builder("depth").build();

    assertThatThrownBy(() -> depth.withPrefix(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("prefix");
    assertThatThrownBy(() -> depth.withLabels(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("labels");
  }

  @Test
  void nameTheCollectorInsideWhenItCannotDescribeItself() {
    assertRefused(
        () -> registry.register(new WrittenCollector(null, sink -> {}).withPrefix("shop_")),
        "dev.narthex.WrittenCollector: describe() threw java.lang.NullPointerException");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void areTakenOffWhereTheRegistryGivesTheCollectorThatIsThere() {
    Gauge original = Gauge.builder("depth").build();
    registry.register(original.withPrefix("p_").withLabels(ZONE_A));

    AlreadyRegisteredException refusal = catchThrowableOfType(
        AlreadyRegisteredException.class,
        () -> Gauge.builder("p_depth").constLabel("zone", "a").register(registry));

    assertThat(refusal)
        .hasMessageStartingWith("p_depth with the constant labels {zone=\"a\"} is registered");
    assertThat(refusal.existing()).isSameAs(original);
  }

  @Test
  void areFoundByTheRegistryHoweverTheyWereMade() {
    Collector undeclared = WrittenCollector.undeclared(sink -> {});
    Gauge depth = Gauge.builder("depth").build();
    for (Collector original : new Collector[] {undeclared, depth, sizes()}) {
      Collector wrapped = registry.register(original.withPrefix("p_").withLabels(ZONE_A));

      assertThat(registry.unregister(original)).isFalse();
      assertThat(registry.unregister(original.withPrefix("p_"))).isFalse();
      assertThat(registry.unregister(wrapped)).isTrue();
      assertThat(registry.unregister(wrapped)).isFalse();

      registry.register(wrapped);
      assertThat(registry.unregister(original.withLabels(ZONE_A).withPrefix("p_")))
          .isTrue();

      registry.register(wrapped);
      assertThat(registry.withPrefix("p_").withLabels(ZONE_A).unregister(original))
          .isTrue();

      registry.withLabels(ZONE_A).register(original.withPrefix("p_"));
      assertThatThrownBy(() -> registry.register(wrapped))
          .isInstanceOfSatisfying(
              AlreadyRegisteredException.class,
              refusal -> assertThat(refusal.existing()).isSameAs(original));
      assertThat(registry.unregister(wrapped)).isTrue();
    }
    assertThat(registry.snapshot()).isEmpty();
  }

  @Test
  void nameTheCollectorInsideWhenItFails() {
    registry.register(WrittenCollector.describing(SIZE)
        .writing(sink -> {
          throw new IllegalStateException("closed");
        })
        .withPrefix("shop_"));

    assertThat(Transcript.of(registry)).isEqualTo("""
        ! WrittenCollector (shop_size): collect() threw java.lang.IllegalStateException: closed
        """);
  }
}
