package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import org.junit.jupiter.api.Test;

/** What {@link Gatherer#merged} promises. */
class MergedRegistriesTest {

  private static final String TWICE =
      " was collected twice; the first value was kept. A series must have labels of its own.\n";
  private static final String CLASH = ": one of them is a histogram or summary and writes samples"
      + " under the other's name. Give one of them another name.\n";

  private final Registry first = new Registry();
  private final Registry second = new Registry();
  private final Gatherer merged = Gatherer.merged(first, second);

  private static WrittenCollector writing(Descriptor family, Labels labels, double value) {
    return WrittenCollector.undeclared(sink -> {
      sink.family(family);
      sink.value(labels, value);
    });
  }

  private static Descriptor gauge(String name) {
    return Descriptor.of(MetricType.GAUGE, name, "");
  }

  @Test
  void writesTheFamiliesOfAllInOneOrder() {
    Gauge.builder("a").register(first);
    Gauge.builder("d").register(first);
    Gauge.builder("b").register(second);
    second.register(writing(gauge("c"), Labels.EMPTY, 1));

    assertThat(Transcript.of(merged)).isEqualTo("""
        a gauge ""
          {} 0.0
        b gauge ""
          {} 0.0
        c gauge ""
          {} 1.0
        d gauge ""
          {} 0.0
        """);
  }

  @Test
  void isEmptyWithoutRegistriesOrMetrics() {
    assertThat(Gatherer.merged().snapshot()).isEmpty();
    assertThat(merged.snapshot()).isEmpty();
  }

  @Test
  void bringsTheSeriesOfOneFamilyTogether() {
    Family<Counter> a = Counter.builder("jobs_total").labelNames("queue").register(first);
    Family<Counter> b = Counter.builder("jobs_total").labelNames("queue").register(second);
    a.with("3").add(3);
    b.with("2").add(2);
    a.with("1").add(1);
    Counter.builder("more_total").constLabel("zone", "b").register(first);
    Counter.builder("more_total").register(second);

    assertThat(Transcript.of(merged)).isEqualTo("""
        jobs_total counter ""
          {queue="1"} 1.0
          {queue="2"} 2.0
          {queue="3"} 3.0
        more_total counter ""
          {} 0.0
          {zone="b"} 0.0
        """);
  }

  @Test
  void keepsTheSeriesOfTheFirstAndReportsTheOther() {
    Gauge.builder("depth").register(second).set(2);
    Gauge.builder("depth").register(first).set(1);

    assertThat(Transcript.of(merged)).isEqualTo("""
        depth gauge ""
          {} 1.0
        ! Gauge (depth): depth{}""" + TWICE);
    assertThat(Transcript.of(Gatherer.merged(second, first))).startsWith("""
        depth gauge ""
          {} 2.0
        """);
  }

  @Test
  void keepsTheDefinitionOfTheFirstAndReportsTheOther() {
    Gauge.builder("depth").help("Help.").constLabel("x", "1").register(first);
    Gauge.builder("depth").help("Other.").constLabel("x", "2").register(second);
    Gauge.builder("kind").register(first);
    Counter.builder("kind").register(second);
    Gauge.builder("width").unit("meters").constLabel("x", "1").register(first);
    Gauge.builder("width").unit("inches").constLabel("x", "2").register(second);

    assertThat(Transcript.of(merged)).isEqualTo("""
        depth gauge "Help."
          {x="1"} 0.0
        kind gauge ""
          {} 0.0
        width gauge ""
          {x="1"} 0.0
        ! Gauge (depth): depth was left out, because it was collected before with the type GAUGE, the \
        help "Help." and the unit "" but now has the type GAUGE, the help "Other." and the unit "". \
        Make them alike, or give one another name.
        ! Counter (kind): kind was left out, because it was collected before with the type GAUGE, the \
        help "" and the unit "" but now has the type COUNTER, the help "" and the unit "". Make them \
        alike, or give one another name.
        ! Gauge (width): width was left out, because it was collected before with the type GAUGE, the \
        help "" and the unit "meters" but now has the type GAUGE, the help "" and the unit "inches". \
        Make them alike, or give one another name.
        """);
  }

  @Test
  void keepsTheFirstOfTwoFamiliesThatClash() {
    Gauge.builder("size_count").register(first);
    Histogram.builder("size").buckets().register(second);
    Summary.builder("length").register(first);
    Gauge.builder("length_sum").register(second);

    assertThat(Transcript.of(merged))
        .isEqualTo("""
        length summary ""
          {} count 0 sum 0.0
        size_count gauge ""
          {} 0.0
        ! Gauge (length_sum): length_sum was left out, because it clashes with length"""
            + CLASH
            + "! Histogram (size): size was left out, because it clashes with size_count"
            + CLASH);
    assertThat(Transcript.of(Gatherer.merged(second, first))).startsWith("""
        length_sum gauge ""
          {} 0.0
        size histogram ""
          {} Infinity:0 sum 0.0
        """);
  }

  /** Registration would refuse it; Prometheus takes it, and numbers are not lost over a head. */
  @Test
  void keepsBothOfTwoFamiliesThatOnlyOpenMetricsNamesAlike() {
    Counter.builder("jobs_total").register(first).inc();
    Gauge.builder("jobs").register(second).set(2);

    assertThat(Transcript.of(merged)).isEqualTo("""
        jobs gauge ""
          {} 2.0
        jobs_total counter ""
          {} 1.0
        """);
  }

  @Test
  void keepsTheFirstAlsoOfWhatCollectorsWrite() {
    WrittenCollector written = writing(gauge("depth"), Labels.EMPTY, 1);
    first.register(written);
    Gauge.builder("depth").register(second).set(2);

    assertThat(Transcript.of(merged)).isEqualTo("""
        depth gauge ""
          {} 1.0
        ! Gauge (depth): depth{}""" + TWICE);
    assertThat(Transcript.of(Gatherer.merged(second, first))).isEqualTo("""
        depth gauge ""
          {} 2.0
        ! WrittenCollector: depth{}""" + TWICE);
  }

  @Test
  void writesNothingTwiceWhenARegistryOrACollectorIsThereTwice() {
    Gauge depth = Gauge.builder("depth").register(first);
    second.register(depth);
    WrittenCollector written = writing(gauge("written"), Labels.EMPTY, 1);
    first.register(written);
    second.register(written);
    second.register(writing(gauge("depth"), Labels.of("x", "1"), 5));
    String expected = """
        depth gauge ""
          {} 0.0
          {x="1"} 5.0
        written gauge ""
          {} 1.0
        """;

    assertThat(Transcript.of(merged)).isEqualTo(expected);
    assertThat(Transcript.of(Gatherer.merged(second, first))).isEqualTo(expected);
    assertThat(Transcript.of(Gatherer.merged(second, second, second.withPrefix("x_"))))
        .isEqualTo(expected);
  }

  @Test
  void writesNothingTwiceWhenACollectorBringsAFamilyInOneRegistryOnly() {
    Gauge depth = Gauge.builder("depth").constLabel("x", "0").register(first);
    second.register(depth);
    second.register(WrittenCollector.describing(
            Descriptor.builder(MetricType.GAUGE, "depth").constLabel("x", "1").build())
        .writing(sink -> {
          sink.family(gauge("depth"));
          sink.value(Labels.of("x", "1"), 5);
        }));
    String expected = """
        depth gauge ""
          {x="0"} 0.0
          {x="1"} 5.0
        """;

    assertThat(Transcript.of(merged)).isEqualTo(expected);
    assertThat(Transcript.of(Gatherer.merged(second, first))).isEqualTo(expected);
  }

  @Test
  void seesWhatIsRegisteredAndUnregisteredLater() {
    assertThat(merged.snapshot()).isEmpty();
    Gauge a = Gauge.builder("a").register(first);
    assertThat(merged.snapshot()).hasSize(1);
    Gauge.builder("b").register(second);
    assertThat(merged.snapshot()).hasSize(2);
    first.unregister(a);
    assertThat(merged.snapshot()).hasSize(1);
  }

  @Test
  void namesACollectorThatFailsAndKeepsAllOthers() {
    Gauge.builder("a").register(first);
    first.register(WrittenCollector.undeclared(sink -> {
      throw new IllegalStateException("x");
    }));
    Gauge.builder("b").register(second);

    assertThat(Transcript.of(merged)).isEqualTo("""
        a gauge ""
          {} 0.0
        b gauge ""
          {} 0.0
        ! WrittenCollector: collect() threw java.lang.IllegalStateException: x
        """);
  }
}
