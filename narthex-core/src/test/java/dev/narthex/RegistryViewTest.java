package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.Buckets;
import dev.narthex.model.Descriptor;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Quantiles;
import dev.narthex.model.SummarySnapshot;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What the views of a {@link Registry} with a prefix and with labels promise. */
class RegistryViewTest {

  private final Registry registry = new Registry();
  private final Registry shop = registry.withPrefix("shop_");
  private final Registry zoneA = registry.withLabels(Labels.of("zone", "a"));

  @Test
  void putAPrefixBeforeNamesAsItIs() {
    Counter.builder("jobs_total").help("Jobs.").register(shop).inc();
    shop.register(Gauge.builder("depth").build()).set(2);
    Gauge.builder("x").namespace("ns").register(registry.withPrefix("raw"));

    assertThat(Transcript.of(registry)).isEqualTo("""
        rawns_x gauge ""
          {} 0.0
        shop_depth gauge ""
          {} 2.0
        shop_jobs_total counter "Jobs."
          {} 1.0
        """);
  }

  @Test
  void addLabelsToEverySeries() {
    Family<Counter> jobs =
        Counter.builder("jobs_total").constLabel("app", "x").labelNames("queue").register(zoneA);
    jobs.with("in").inc();
    Family<Counter> built = zoneA.register(Counter.builder("built_total")
        .constLabel("app", "x")
        .labelNames("queue")
        .build());
    built.with("out").inc();
    built.with("in").inc();

    assertThat(Transcript.of(registry)).isEqualTo("""
        built_total counter ""
          {app="x", queue="in", zone="a"} 1.0
          {app="x", queue="out", zone="a"} 1.0
        jobs_total counter ""
          {app="x", queue="in", zone="a"} 1.0
        """);
  }

  @Test
  void nest() {
    Registry nested = shop.withLabels(Labels.of("zone", "a"))
        .withPrefix("cart_")
        .withLabels(Labels.of("app", "x"));

    Gauge.builder("items").register(nested);

    assertThat(Transcript.of(registry)).isEqualTo("""
        shop_cart_items gauge ""
          {app="x", zone="a"} 0.0
        """);
  }

  @Test
  void gatherTheWholeRegistry() {
    Gauge.builder("a").register(registry);
    Gauge.builder("b").register(shop);

    assertThat(Transcript.of(shop)).isEqualTo(Transcript.of(registry)).contains("a gauge");
  }

  @Test
  void renameWhatOtherCollectorsWriteWhateverItsType() {
    Labels labels = Labels.of("queue", "in");
    registry.withPrefix("shop_").withLabels(Labels.of("zone", "a")).register(sink -> {
      sink.family(Descriptor.of(MetricType.COUNTER, "c_total", ""));
      sink.counter(labels, 1);
      sink.family(Descriptor.of(MetricType.GAUGE, "g", ""));
      sink.value(labels, 2);
      sink.family(Descriptor.of(MetricType.HISTOGRAM, "h", ""));
      sink.histogram(labels, HistogramSnapshot.of(Buckets.of(1), new long[] {1, 2}, 9));
      sink.family(Descriptor.of(MetricType.SUMMARY, "s", ""));
      sink.summary(labels, SummarySnapshot.of(Quantiles.of(0.5), new double[] {4}, 3, 12));
    });

    assertThat(Transcript.of(registry)).isEqualTo("""
        shop_c_total counter ""
          {queue="in", zone="a"} 1.0
        shop_g gauge ""
          {queue="in", zone="a"} 2.0
        shop_h histogram ""
          {queue="in", zone="a"} 1.0:1 Infinity:2 sum 9.0
        shop_s summary ""
          {queue="in", zone="a"} 0.5:4.0 count 3 sum 12.0
        """);
  }

  @Test
  void renameTheLabelOfTheStatesWithTheirFamily() {
    Registry view = shop.withLabels(Labels.of("zone", "a"));
    StateSet<String> defined = StateSet.builder("defined", "off", "on").register(view);
    StateSet<String> built =
        view.register(StateSet.builder("built", "off", "on").build());
    registry.register(built);
    Labels shared = Labels.of("one", "x", "other", "y");
    shop.register(sink -> {
      for (String name : new String[] {"one", "other"}) {
        sink.family(Descriptor.of(MetricType.STATESET, name, ""));
        sink.value(shared, 1);
      }
    });
    defined.setOnly("on");
    built.setOnly("off");

    assertThat(Transcript.of(registry)).isEqualTo("""
        built stateset ""
          {built="off"} 1.0
          {built="on"} 0.0
        shop_built stateset ""
          {shop_built="off", zone="a"} 1.0
          {shop_built="on", zone="a"} 0.0
        shop_defined stateset ""
          {shop_defined="off", zone="a"} 0.0
          {shop_defined="on", zone="a"} 1.0
        shop_one stateset ""
          {other="y", shop_one="x"} 1.0
        shop_other stateset ""
          {one="x", shop_other="y"} 1.0
        """);
  }

  /** What the facts are is not known when the view is made, and a scrape must not end over it. */
  @Test
  void leaveOutAnInfoWhoseFactsClashWithTheirLabelsAndKeepTheRest() {
    Info build = zoneA.register(Info.builder("build_info").build());
    Gauge.builder("depth").register(registry);
    build.set("version", "1.2");
    assertThat(Transcript.of(registry)).isEqualTo("""
        build_info info ""
          {version="1.2", zone="a"} 1.0
        depth gauge ""
          {} 0.0
        """);

    build.set("zone", "b");

    assertThat(Transcript.of(registry)).isEqualTo("""
        depth gauge ""
          {} 0.0
        ! Info (build_info): collect() threw java.lang.IllegalArgumentException: Label "zone" is \
        given twice. A series has each label once.
        """);
  }

  @Test
  void letOneCollectorBeRegisteredUnderSeveralNames() {
    Gauge depth = Gauge.builder("depth").build();
    registry.register(depth);
    shop.register(depth);
    shop.withLabels(Labels.of("zone", "a")).withPrefix("cart_").register(depth);
    depth.set(3);

    assertThat(Transcript.of(registry)).isEqualTo("""
        depth gauge ""
          {} 3.0
        shop_cart_depth gauge ""
          {zone="a"} 3.0
        shop_depth gauge ""
          {} 3.0
        """);
  }

  @Test
  void bringTheSameMetricUnderSeveralLabelsIntoOneFamily() {
    Registry zoneB = registry.withLabels(Labels.of("zone", "b"));
    Family<Gauge> first =
        zoneB.register(Gauge.builder("depth").labelNames("queue").build());
    Family<Gauge> second =
        zoneA.register(Gauge.builder("depth").labelNames("queue").build());
    first.with("in").set(3);
    second.with("out").set(2);
    second.with("in").set(1);

    assertThat(Transcript.of(registry)).isEqualTo("""
        depth gauge ""
          {queue="in", zone="a"} 1.0
          {queue="out", zone="a"} 2.0
          {queue="in", zone="b"} 3.0
        """);
  }

  @Test
  void refuseALabelThatTheMetricHasAlready() {
    assertRefused(
        () -> Gauge.builder("depth").constLabel("zone", "z").register(zoneA),
        "depth: Label \"zone\" is given twice. A series has each label once.");
    assertRefused(
        () -> zoneA.register(Gauge.builder("depth").constLabel("zone", "a").build()),
        "depth: Label \"zone\" is given twice. A series has each label once.");
    assertRefused(
        () -> Gauge.builder("depth").labelNames("zone").register(zoneA),
        "depth: label \"zone\" is defined twice, among constLabels {zone=\"a\"} and labelNames"
            + " [zone]. A series has each label once; remove one.");
    assertRefused(
        () -> zoneA.register(Gauge.builder("depth").labelNames("zone").build()),
        "depth: label \"zone\" is defined twice, among constLabels {zone=\"a\"} and labelNames"
            + " [zone]. A series has each label once; remove one.");
    assertRefused(
        () -> zoneA.withPrefix("x_").withLabels(Labels.of("zone", "b")),
        "Label \"zone\" is given twice. A series has each label once.");
    assertThat(registry.snapshot()).isEmpty();
  }

  @Test
  void refuseALabelThatTheTypeWritesItself() {
    Registry le = registry.withLabels(Labels.of("le", "1"));

    assertRefused(
        () -> Histogram.builder("size").register(le),
        "size: a histogram cannot have a label \"le\"");
    Gauge.builder("depth").register(le);
  }

  @Test
  void refuseAPrefixThatCannotBeginAName() {
    assertRefused(
        () -> Gauge.builder("depth").register(registry.withPrefix("\uD83D")),
        "\"\uD83Ddepth\" cannot name a metric.");
  }

  @Test
  void refuseNullInPlaceOfPrefixAndLabels() {
    assertThatThrownBy(() -> registry.withPrefix(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("prefix");
    assertThatThrownBy(() -> registry.withLabels(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("labels");
  }

  @Test
  void seeClashesUnderTheNamesThatAreExposed() {
    Histogram.builder("shop_size").register(registry);

    assertRefused(
        () -> Gauge.builder("size_count").register(shop),
        "shop_size_count clashes with the registered shop_size: ");
    Gauge.builder("size_count").register(registry);
  }

  @Test
  void showTheCollectorThatWasRegisteredUnderTheSameNameAsItWasPassed() {
    Gauge original = Gauge.builder("depth").build();
    shop.withLabels(Labels.of("zone", "a")).register(original);

    assertThatThrownBy(() -> Gauge.builder("shop_depth").constLabel("zone", "a").register(registry))
        .isInstanceOfSatisfying(AlreadyRegisteredException.class, refusal -> {
          assertThat(refusal.existing()).isSameAs(original);
          assertThat(refusal)
              .hasMessageStartingWith(
                  "shop_depth with the constant labels {zone=\"a\"} is" + " registered already.");
        });
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void unregisterWhatWasRegisteredThroughThem() {
    Gauge built = shop.register(Gauge.builder("built").build());
    Gauge defined = Gauge.builder("defined").register(shop);
    Collector undeclared = shop.register(WrittenCollector.undeclared(sink -> {}));

    assertThat(registry.unregister(built)).isFalse();
    assertThat(registry.withPrefix("other_").unregister(built)).isFalse();
    assertThat(zoneA.unregister(defined)).isFalse();
    assertThat(registry.unregister(undeclared)).isFalse();

    for (Collector one : new Collector[] {built, defined, undeclared}) {
      assertThat(shop.unregister(one)).isTrue();
      assertThat(shop.unregister(one)).isFalse();
    }
    assertThat(registry.snapshot()).isEmpty();
  }

  @Test
  void unregisterThroughAnEqualView() {
    Gauge built = shop.register(Gauge.builder("depth").build());

    assertThat(registry.withPrefix("sh").withPrefix("op_").unregister(built)).isTrue();
  }

  @Test
  void unregisterByAnyCollectorThatDescribesTheSame() {
    shop.register(Gauge.builder("depth").build());
    assertThat(shop.unregister(Gauge.builder("depth").build())).isTrue();

    shop.register(Gauge.builder("depth").build());
    assertThat(registry.unregister(Gauge.builder("shop_depth").build())).isTrue();

    Gauge.builder("depth").register(shop);
    assertThat(shop.unregister(Gauge.builder("depth").build())).isTrue();
    assertThat(registry.snapshot()).isEmpty();
  }

  @Test
  void unregisterWhatHasTheirLabelsAndSayFalseTheSecondTime() {
    Counter jobs = Counter.builder("jobs_total").register(zoneA);

    assertThat(zoneA.unregister(jobs)).isTrue();
    assertThat(zoneA.unregister(jobs)).isFalse();
    assertThat(zoneA.unregister(Gauge.builder("x").labelNames("zone").build())).isFalse();
  }

  @Test
  void neverUnregisterWhatIsThereUnderAnotherName() {
    Collector undeclared = WrittenCollector.undeclared(sink -> {
      sink.family(Descriptor.of(MetricType.GAUGE, "x", ""));
      sink.value(Labels.EMPTY, 1);
    });
    registry.register(undeclared);
    shop.register(undeclared);
    Gauge depth = Gauge.builder("shop_depth").build();
    registry.register(depth);
    shop.register(depth);

    assertThat(shop.unregister(undeclared)).isTrue();
    assertThat(shop.unregister(depth)).isTrue();

    assertThat(Transcript.of(registry)).isEqualTo("""
        shop_depth gauge ""
          {} 0.0
        x gauge ""
          {} 1.0
        """);
    assertThat(shop.unregister(undeclared)).isFalse();
  }
}
