package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.Buckets;
import dev.narthex.model.Descriptor;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Quantiles;
import dev.narthex.model.SummarySnapshot;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What {@link Registry#pedantic} promises: nothing is served that was described otherwise. */
class PedanticRegistryTest {

  private static final Descriptor SIZE = Descriptor.builder(MetricType.GAUGE, "size")
      .help("Size.")
      .constLabel("kind", "k")
      .labelNames("name", "id")
      .build();

  private final Registry registry = Registry.pedantic();

  @Test
  void servesWhatAgreesWithItsDescription() {
    Descriptor otherKind = Descriptor.builder(MetricType.GAUGE, "size")
        .help("Size.")
        .constLabel("kind", "other")
        .labelNames("id", "name")
        .build();
    registry.withPrefix("p_").register(Collector.describing(SIZE, otherKind).collecting(sink -> {
      sink.family(SIZE);
      sink.value(SIZE.labels("n", "1"), 1);
      sink.value(otherKind.labels("1", "n"), 2);
      sink.value(Labels.of("id", "2", "kind", "k", "name", "n"), 3);
    }));
    Gauge.builder("own").labelNames("x").register(registry).with("1").set(4);
    Gauge.builder("callback").callback(() -> 5).register(registry);

    assertThat(Transcript.of(registry)).isEqualTo("""
        callback gauge ""
          {} 5.0
        own gauge ""
          {x="1"} 4.0
        p_size gauge "Size."
          {id="1", kind="k", name="n"} 1.0
          {id="1", kind="other", name="n"} 2.0
          {id="2", kind="k", name="n"} 3.0
        """);
  }

  @Test
  void doesNotCheckMetricsBehindACache() {
    Info build = Info.builder("build_info").build();
    build.set("version", "1.2");
    registry.register(build.cachedFor(Duration.ofHours(1)));

    assertThat(Transcript.of(registry)).isEqualTo("""
        build_info info ""
          {version="1.2"} 1.0
        """);
  }

  @Test
  void letsAnInfoTellWhatItWillBesideItsLabels() {
    Descriptor disk =
        Descriptor.builder(MetricType.INFO, "disk_info").labelNames("disk").build();
    registry
        .withLabels(Labels.of("zone", "a"))
        .register(Info.builder("build_info").build());
    registry.register(Collector.describing(disk).collecting(sink -> {
      sink.family(disk);
      sink.value(Labels.of("disk", "sda", "maker", "m"), 1);
      sink.value(Labels.of("maker", "m"), 1);
    }));

    assertThat(Transcript.of(registry)).isEqualTo("""
        build_info info ""
          {zone="a"} 1.0
        disk_info info ""
          {disk="sda", maker="m"} 1.0
        ! PedanticRegistryTest (disk_info): disk_info{maker="m"} was left out, because it is described \
        as disk_info (info) [disk]. Make its labels with labels(…) of that Descriptor.
        """);
  }

  @Test
  void knowsTheLabelOfTheStatesOfAStateSet() {
    Descriptor mode =
        Descriptor.builder(MetricType.STATESET, "mode").labelNames("zone").build();
    registry.withPrefix("p_").register(Collector.describing(mode).collecting(sink -> {
      sink.family(mode);
      sink.value(Labels.of("mode", "on", "zone", "a"), 1);
      sink.value(Labels.of("mode", "on"), 1);
    }));

    assertThat(Transcript.of(registry)).isEqualTo("""
        p_mode stateset ""
          {p_mode="on", zone="a"} 1.0
        ! PedanticRegistryTest (p_mode): p_mode{p_mode="on"} was left out, because it is described as \
        p_mode (stateset) [zone]. Make its labels with labels(…) of that Descriptor.
        """);
  }

  @Test
  void leavesOutAFamilyThatWasNotDescribed() {
    registry.register(WrittenCollector.describing(SIZE).writing(sink -> {
      sink.family(Descriptor.of(MetricType.GAUGE, "other", ""));
      sink.value(Labels.EMPTY, 1);
      sink.value(Labels.of("x", "1"), 1);
      sink.family(SIZE);
      sink.value(SIZE.labels("n", "1"), 2);
    }));

    assertThat(Transcript.of(registry)).isEqualTo("""
        size gauge "Size."
          {id="1", kind="k", name="n"} 2.0
        ! WrittenCollector (size): other was left out, because the collector does not describe it. \
        Add its Descriptor to those it describes.
        """);
  }

  @Test
  void leavesOutAFamilyOfAnotherTypeHelpOrUnit() {
    Descriptor bytes =
        Descriptor.builder(MetricType.GAUGE, "bytes").help("B.").unit("bytes").build();
    registry.register(WrittenCollector.describing(bytes).writing(sink -> {
      sink.family(
          Descriptor.builder(MetricType.GAUGE, "bytes").help("b").unit("bytes").build());
      sink.value(Labels.EMPTY, 1);
      sink.family(Descriptor.of(MetricType.GAUGE, "bytes", "B."));
      sink.value(Labels.EMPTY, 2);
      sink.family(Descriptor.builder(MetricType.COUNTER, "bytes")
          .help("B.")
          .unit("bytes")
          .build());
      sink.counter(Labels.EMPTY, 3);
      sink.family(bytes);
      sink.value(Labels.EMPTY, 4);
    }));
    String described =
        "! WrittenCollector (bytes): bytes was left out, because it is described with"
            + " the type GAUGE, the help \"B.\" and the unit \"bytes\" but was collected with the type ";
    String mend = ". Write it with the Descriptor that is described.\n";

    assertThat(Transcript.of(registry))
        .isEqualTo("""
            bytes gauge "B."
              {} 4.0
            """
            + described + "GAUGE, the help \"b\" and the unit \"bytes\"" + mend
            + described + "GAUGE, the help \"B.\" and the unit \"\"" + mend
            + described + "COUNTER, the help \"B.\" and the unit \"bytes\"" + mend);
  }

  @Test
  void leavesOutASeriesWithOtherLabels() {
    registry.register(WrittenCollector.describing(SIZE).writing(sink -> {
      sink.family(SIZE);
      sink.value(Labels.EMPTY, 1);
      sink.value(Labels.of("id", "1", "kind", "k"), 2);
      sink.value(Labels.of("id", "1", "kind", "k", "named", "n"), 3);
      sink.value(Labels.of("id", "1", "kind", "other", "name", "n"), 4);
      sink.value(Labels.of("id", "1", "kind", "k", "name", "n", "x", "1"), 5);
      sink.value(SIZE.labels("n", "1"), 6);
    }));
    String mend = " was left out, because it is described as size (gauge) {kind=\"k\"} [name, id]."
        + " Make its labels with labels(…) of that Descriptor.\n";

    assertThat(Transcript.of(registry))
        .isEqualTo("""
            size gauge "Size."
              {id="1", kind="k", name="n"} 6.0
            """
            + "! WrittenCollector (size): size{}" + mend
            + "! WrittenCollector (size): size{id=\"1\", kind=\"k\"}" + mend
            + "! WrittenCollector (size): size{id=\"1\", kind=\"k\", named=\"n\"}" + mend
            + "! WrittenCollector (size): size{id=\"1\", kind=\"other\", name=\"n\"}" + mend
            + "! WrittenCollector (size): size{id=\"1\", kind=\"k\", name=\"n\", x=\"1\"}" + mend);
  }

  @Test
  void checksEachTypeOfSample() {
    Descriptor c = Descriptor.of(MetricType.COUNTER, "c_total", "");
    Descriptor h = Descriptor.of(MetricType.HISTOGRAM, "h", "");
    Descriptor s = Descriptor.of(MetricType.SUMMARY, "s", "");
    registry.register(WrittenCollector.describing(c, h, s).writing(sink -> {
      HistogramSnapshot histogram = HistogramSnapshot.of(Buckets.of(), new long[] {1}, 1);
      SummarySnapshot summary = SummarySnapshot.of(Quantiles.NONE, new double[0], 1, 1);
      for (Labels labels : new Labels[] {Labels.EMPTY, Labels.of("x", "1")}) {
        sink.family(c);
        sink.counter(labels, 1);
        sink.family(h);
        sink.histogram(labels, histogram);
        sink.family(s);
        sink.summary(labels, summary);
      }
    }));

    String transcript = Transcript.of(registry);

    assertThat(transcript).startsWith("""
        c_total counter ""
          {} 1.0
        h histogram ""
          {} Infinity:1 sum 1.0
        s summary ""
          {} count 1 sum 1.0
        ! Written""");
    assertThat(transcript.lines().filter(line -> line.startsWith("! "))).hasSize(3);
  }

  @Test
  void stillRefusesWhatAnyRegistryRefuses() {
    registry.register(
        WrittenCollector.describing(SIZE).writing(sink -> sink.value(Labels.EMPTY, 1)));
    Descriptor other = Descriptor.of(MetricType.GAUGE, "other", "");
    registry.register(WrittenCollector.describing(other).writing(sink -> {
      sink.family(other);
      sink.value(null, 1);
    }));

    assertThat(Transcript.of(registry)).isEqualTo("""
        ! WrittenCollector (other): collect() threw java.lang.NullPointerException: The labels of a \
        sample are null. Pass Labels.EMPTY for a series without labels.
        ! WrittenCollector (size): collect() threw java.lang.IllegalStateException: value(…) was \
        called before family(…). Say first which family the sample belongs to.
        """);
  }

  @Test
  void doesNotCheckACollectorThatDescribesNothing() {
    registry.register(WrittenCollector.undeclared(sink -> {
      sink.family(SIZE);
      sink.value(Labels.of("x", "1"), 1);
    }));

    assertThat(Transcript.of(registry)).isEqualTo("""
        size gauge "Size."
          {x="1"} 1.0
        """);
  }

  @Test
  void checksAlsoWhenItIsMergedOrFiltered() {
    registry.register(WrittenCollector.describing(SIZE).writing(sink -> {
      sink.family(SIZE);
      sink.value(Labels.EMPTY, 1);
      sink.family(Descriptor.of(MetricType.GAUGE, "other", ""));
      sink.value(Labels.EMPTY, 1);
    }));
    String size = "! WrittenCollector (size): size{} was left out";
    String other = "! WrittenCollector (size): other was left out";

    assertThat(Transcript.of(Gatherer.merged(new Registry(), registry))).contains(size, other);
    assertThat(Transcript.of(registry.filtered("size"::equals)))
        .contains(size)
        .doesNotContain(other);
  }
}
