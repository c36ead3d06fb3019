package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.Buckets;
import dev.narthex.model.Descriptor;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a scrape does with infos, state sets and gauge histograms that a collector writes. */
class ForeignStatesTest {

  private static final Descriptor BUILD = Descriptor.of(MetricType.INFO, "build_info", "");
  private static final Descriptor MODE = Descriptor.of(MetricType.STATESET, "mode", "");
  private static final Descriptor AGES = Descriptor.of(MetricType.GAUGE_HISTOGRAM, "ages", "");

  private final Registry registry = new Registry();

  private void write(Consumer<MetricSink> writing) {
    registry.register(WrittenCollector.undeclared(writing));
  }

  @Test
  void keepsWhatIsRight() {
    write(sink -> {
      sink.family(MODE);
      sink.value(Labels.of("mode", "on"), 1);
      sink.value(Labels.of("mode", "off"), 0);
      sink.family(BUILD);
      sink.value(Labels.of("version", "1"), 1);
      sink.family(AGES);
      sink.histogram(Labels.EMPTY, HistogramSnapshot.counting(Buckets.of(1), 0.5));
    });

    assertThat(Transcript.of(registry)).isEqualTo("""
        ages gauge_histogram ""
          {} 1.0:1 Infinity:0 sum 0.5
        build_info info ""
          {version="1"} 1.0
        mode stateset ""
          {mode="off"} 0.0
          {mode="on"} 1.0
        """);
  }

  @Test
  void keepsTheStatesOfOneSeriesTogether() {
    write(sink -> {
      sink.family(MODE);
      for (String mode : new String[] {"on", "off"}) {
        sink.value(Labels.of("mode", mode), 1);
        for (String zone : new String[] {"b", "a"}) {
          sink.value(Labels.of("mode", mode, "zone", zone), 0);
        }
      }
    });

    assertThat(Transcript.of(registry)).isEqualTo("""
        mode stateset ""
          {mode="off"} 1.0
          {mode="on"} 1.0
          {mode="off", zone="a"} 0.0
          {mode="on", zone="a"} 0.0
          {mode="off", zone="b"} 0.0
          {mode="on", zone="b"} 0.0
        """);
  }

  @Test
  void leavesOutWhatIsNoStateAndNoInfo() {
    write(sink -> {
      sink.family(MODE);
      sink.value(Labels.of("zone", "a"), 1);
      sink.value(Labels.of("mode", "half"), 0.5);
      sink.value(Labels.of("mode", "none"), Double.NaN);
      sink.value(Labels.of("mode", "on"), 1);
      sink.family(BUILD);
      sink.value(Labels.of("version", "1"), 0);
      sink.value(Labels.of("version", "2"), 1);
      sink.family(AGES);
      sink.histogram(Labels.of("le", "1"), HistogramSnapshot.counting(Buckets.of(1), 0.5));
    });

    assertThat(Transcript.of(registry)).isEqualTo("""
        build_info info ""
          {version="2"} 1.0
        mode stateset ""
          {mode="on"} 1.0
        ! WrittenCollector: ages{le="1"} was left out, because a gauge histogram cannot have a label \
        "le": it writes that label itself.
        ! WrittenCollector: build_info{version="1"} was left out, because the value of an info is 1 \
        but was 0.0.
        ! WrittenCollector: mode{zone="a"} was left out, because each sample of a state set has a \
        label "mode" that names the state.
        ! WrittenCollector: mode{mode="half"} was left out, because a state has the value 1 if it \
        holds and 0 if not, but was 0.5.
        ! WrittenCollector: mode{mode="none"} was left out, because a state has the value 1 if it \
        holds and 0 if not, but was NaN.
        """);
  }

  @Test
  void refusesTheMethodOfAnotherType() {
    write(sink -> {
      sink.family(BUILD);
      sink.counter(Labels.EMPTY, 1);
    });
    write(sink -> {
      sink.family(AGES);
      sink.value(Labels.EMPTY, 1);
    });

    assertThat(Transcript.of(registry)).isEqualTo("""
        ! WrittenCollector: collect() threw java.lang.IllegalStateException: build_info is a family \
        of type INFO but counter(…) was called. Call the method of its type, or describe it as \
        COUNTER.
        ! WrittenCollector: collect() threw java.lang.IllegalStateException: ages is a family of type \
        GAUGE_HISTOGRAM but value(…) was called. Call the method of its type, or describe it as GAUGE.
        """);
  }

  @Test
  void writesTheSeriesOfOwnAndForeignStateSetsInOrder() {
    StateSet.builder("mode", "on", "off")
        .constLabel("zone", "b")
        .register(registry)
        .setOnly("on");
    write(sink -> {
      sink.family(MODE);
      sink.value(Labels.of("mode", "on", "zone", "a"), 1);
      sink.value(Labels.of("mode", "on", "zone", "b"), 0);
    });

    assertThat(Transcript.of(registry)).isEqualTo("""
        mode stateset ""
          {mode="on", zone="a"} 1.0
          {mode="off", zone="b"} 0.0
          {mode="on", zone="b"} 1.0
        ! WrittenCollector: mode{mode="on", zone="b"} was collected twice; the first value was kept. \
        A series must have labels of its own.
        """);
  }
}
