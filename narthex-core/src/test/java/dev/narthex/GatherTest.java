package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.Buckets;
import dev.narthex.model.CounterSnapshot;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.FamilySnapshot;
import dev.narthex.model.HistogramData;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import dev.narthex.model.Quantiles;
import dev.narthex.model.SummaryData;
import dev.narthex.model.SummarySnapshot;
import dev.narthex.model.ValueSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The order and completeness of what a {@link Gatherer} writes, whoever it comes from. */
class GatherTest {

  private static final long SEED = 11;

  private final Registry registry = new Registry();

  private static Descriptor gauge(String name) {
    return Descriptor.of(MetricType.GAUGE, name, "");
  }

  @Test
  void writesFamiliesByNameAndSeriesByLabels() {
    Gauge.builder("b").register(registry);
    registry.register(sink -> {
      sink.family(gauge("c"));
      sink.value(Labels.of("x", "2"), 2);
      sink.value(Labels.of("x", "1", "y", "1"), 4);
      sink.value(Labels.of("x", "10"), 1);
      sink.value(Labels.EMPTY, 0);
      sink.value(Labels.of("w", "3"), 3);
      sink.family(gauge("a"));
      sink.value(Labels.EMPTY, 5);
    });
    Family<Gauge> d = Gauge.builder("d").labelNames("x").register(registry);
    d.with("2").set(2);
    d.with("1").set(1);
    Gauge.builder("A").register(registry);

    assertThat(Transcript.of(registry)).isEqualTo("""
        A gauge ""
          {} 0.0
        a gauge ""
          {} 5.0
        b gauge ""
          {} 0.0
        c gauge ""
          {} 0.0
          {x="10"} 1.0
          {x="2"} 2.0
          {w="3"} 3.0
          {x="1", y="1"} 4.0
        d gauge ""
          {x="1"} 1.0
          {x="2"} 2.0
        """);
  }

  @Test
  void bringsTogetherWhatACollectorWritesOfAFamilyBitByBit() {
    registry.register(sink -> {
      for (int i = 3; i > 0; i--) {
        sink.family(gauge("b"));
        sink.value(Labels.of("i", "" + i), i);
        sink.family(gauge("a"));
        sink.family(gauge("a"));
        sink.value(Labels.of("i", "" + i), -i);
      }
    });

    assertThat(Transcript.of(registry)).isEqualTo("""
        a gauge ""
          {i="1"} -1.0
          {i="2"} -2.0
          {i="3"} -3.0
        b gauge ""
          {i="1"} 1.0
          {i="2"} 2.0
          {i="3"} 3.0
        """);
  }

  @Test
  void bringsTogetherWhatSeveralCollectorsWriteOfAFamily() {
    Descriptor depth =
        Descriptor.builder(MetricType.GAUGE, "depth").labelNames("by").build();
    registry.register(sink -> {
      sink.family(depth);
      sink.value(depth.labels("undeclared"), 1);
    });
    registry.register(WrittenCollector.describing(Descriptor.builder(MetricType.GAUGE, "depth")
            .constLabel("by", "declared")
            .build())
        .writing(sink -> {
          sink.family(depth);
          sink.value(depth.labels("declared"), 2);
        }));
    Gauge.builder("depth").constLabel("by", "own").register(registry).set(3);

    assertThat(Transcript.of(registry)).isEqualTo("""
        depth gauge ""
          {by="declared"} 2.0
          {by="own"} 3.0
          {by="undeclared"} 1.0
        """);
  }

  @Test
  void leavesOutFamiliesWithoutSeries() {
    Counter.builder("empty_total").labelNames("x").register(registry);
    registry.register(sink -> sink.family(gauge("nothing")));
    registry.register(WrittenCollector.describing(gauge("declared_only")));
    registry.register(WrittenCollector.undeclared(sink -> {}));

    assertThat(Transcript.of(registry)).isEmpty();
    assertThat(registry.snapshot()).isEmpty();
  }

  @Test
  void takesWhatACollectorWritesBesideWhatItDescribed() {
    registry.register(WrittenCollector.describing(gauge("declared")).writing(sink -> {
      sink.family(gauge("other"));
      sink.value(Labels.EMPTY, 1);
      sink.family(gauge("declared"));
      sink.value(Labels.of("undeclared", "x"), 2);
    }));

    assertThat(Transcript.of(registry)).isEqualTo("""
        declared gauge ""
          {undeclared="x"} 2.0
        other gauge ""
          {} 1.0
        """);
  }

  @Test
  void putsSeriesOfOneLabelSetInOrderOfTheirTimesThatWithoutOneLast() {
    registry.register(sink -> {
      sink.family(gauge("g"));
      sink.value(Labels.of("x", "b"), 1, 3);
      sink.value(Labels.EMPTY, 4);
      sink.value(Labels.EMPTY, 3, 2000);
      sink.value(Labels.EMPTY, 2, 1000);
      sink.value(Labels.EMPTY, 1, -1);
    });

    assertThat(Transcript.of(registry)).isEqualTo("""
        g gauge ""
          {} 1.0 @-1
          {} 2.0 @1000
          {} 3.0 @2000
          {} 4.0
          {x="b"} 1.0 @3
        """);
  }

  @Test
  void changesNothingOfWhatACollectorWrites() {
    Exemplar exemplar = new Exemplar(Labels.of("id", "7"), 0.5, 400);
    Labels labels = Labels.of("x", "1");
    HistogramData histogram = new HistogramData() {
      @Override
      public Buckets buckets() {
        return Buckets.of(1, 2);
      }

      @Override
      public long bucketCount(int index) {
        return 10L + index;
      }

      @Override
      public double sum() {
        return 55.5;
      }

      @Override
      public long createdMillis() {
        return 100;
      }

      @Override
      public Exemplar exemplar(int index) {
        return index == 1 ? exemplar : null;
      }
    };
    SummaryData summary =
        SummarySnapshot.of(Quantiles.of(0.5, 0.9), new double[] {3, Double.NaN}, 8, 9);
    registry.register(sink -> {
      sink.family(Descriptor.of(MetricType.SUMMARY, "s", ""));
      sink.summary(labels, summary, 5);
      sink.summary(Labels.EMPTY, SummarySnapshot.of(Quantiles.NONE, new double[0], 1, 2));
      sink.family(Descriptor.of(MetricType.HISTOGRAM, "h", ""));
      sink.histogram(labels, histogram, 6);
      sink.histogram(Labels.EMPTY, HistogramSnapshot.of(Buckets.of(), new long[] {4}, 2));
      sink.family(Descriptor.of(MetricType.COUNTER, "c_total", ""));
      sink.counter(labels, 7, 200, exemplar, 300);
      sink.family(Descriptor.of(MetricType.UNTYPED, "u", ""));
      sink.value(labels, Double.NEGATIVE_INFINITY, 7);
    });

    List<FamilySnapshot> families = registry.snapshot();

    assertThat(families.get(0).series())
        .containsExactly(new CounterSnapshot(labels, 7, 200, exemplar, 300));
    HistogramSnapshot small = (HistogramSnapshot) families.get(1).series(Labels.EMPTY);
    assertThat(small.count()).isEqualTo(4);
    HistogramSnapshot large = (HistogramSnapshot) families.get(1).series(labels);
    assertThat(large).hasToString(HistogramSnapshot.of(labels, histogram, 6).toString());
    assertThat(large.createdMillis()).isEqualTo(100);
    assertThat(large.timestampMillis()).isEqualTo(6);
    assertThat(large.exemplar(0)).isNull();
    assertThat(large.exemplar(1)).isEqualTo(exemplar);
    assertThat(families.get(2).series())
        .hasToString(List.of(
                "SummarySnapshot{}[quantiles=[], quantileValues=[], count=1, sum=2.0]",
                "SummarySnapshot{x=\"1\"}[quantiles=[0.5, 0.9], quantileValues=[3.0, NaN], count=8,"
                    + " sum=9.0]")
            .toString());
    assertThat(families.get(3).series())
        .containsExactly(new ValueSnapshot(labels, Double.NEGATIVE_INFINITY, 7));
  }

  @Test
  void keepsTheDescriptorOfAFamily() {
    Descriptor depth = Descriptor.builder(MetricType.GAUGE, "depth")
        .help("Depth.")
        .unit("meters")
        .labelNames("x")
        .build();
    registry.register(sink -> {
      sink.family(depth);
      sink.value(depth.labels("1"), 1);
    });

    assertThat(registry.snapshot().get(0).descriptor()).isEqualTo(depth);
  }

  @Test
  void isTheSameHoweverOftenAndAfterWhateverWasGatheredBefore() {
    List<Integer> sizes = List.of(3, 500, 0, 1, 70_000, 2);
    Deque<Integer> next = new ArrayDeque<>(sizes);
    registry.register(sink -> {
      int size = next.remove();
      sink.family(Descriptor.of(MetricType.HISTOGRAM, "h", ""));
      for (int i = 0; i < size; i++) {
        sink.histogram(
            Labels.of("i", "" + i), HistogramSnapshot.of(Buckets.of(1), new long[] {i, 1}, i));
      }
      sink.family(gauge("size"));
      sink.value(Labels.EMPTY, size);
    });

    for (int size : sizes) {
      List<FamilySnapshot> families = registry.snapshot();

      FamilySnapshot last = families.get(families.size() - 1);
      assertThat(last.series()).containsExactly(new ValueSnapshot(Labels.EMPTY, size, Millis.NONE));
      assertThat(families).hasSize(size == 0 ? 1 : 2);
      if (size > 0) {
        assertThat(families.get(0).series())
            .hasSize(size)
            .isSortedAccordingTo((a, b) -> a.labels().compareTo(b.labels()));
        assertThat(families.get(0).series(Labels.of("i", "" + (size - 1))))
            .hasToString("HistogramSnapshot{i=\"" + (size - 1) + "\"}[buckets=[1.0, Infinity],"
                + " bucketCounts=[" + (size - 1) + ", 1], sum=" + (size - 1.0) + "]");
      }
    }
  }

  /** Own metrics and collectors, declared or not, mixed at random, against one sorted map. */
  @Test
  void writesWhatASortedMapWouldHold() {
    for (int round = 0; round < 200; round++) {
      Random random = new Random(SEED + round);
      Registry mixed = new Registry();
      Map<String, Map<Labels, Double>> expected = new TreeMap<>();
      for (int source = 0; source < 6; source++) {
        Labels constant = Labels.of("source", "" + random.nextInt(1000) + "-" + source);
        Map<Descriptor, Map<Labels, Double>> own =
            new TreeMap<>((a, b) -> a.name().compareTo(b.name()));
        for (int f = random.nextInt(4); f >= 0; f--) {
          Descriptor family = Descriptor.builder(MetricType.GAUGE, "f" + random.nextInt(5))
              .constLabels(constant)
              .labelNames("x")
              .build();
          Map<Labels, Double> series = own.computeIfAbsent(family, one -> new TreeMap<>());
          for (int s = random.nextInt(30); s >= 0; s--) {
            series.put(family.labels("" + random.nextInt(100)), random.nextDouble());
          }
        }
        own.forEach((family, series) ->
            expected.computeIfAbsent(family.name(), name -> new TreeMap<>()).putAll(series));
        register(mixed, random, own);
      }

      StringBuilder text = new StringBuilder();
      expected.forEach((name, series) -> {
        text.append(name).append(" gauge \"\"\n");
        series.forEach((labels, value) ->
            text.append("  ").append(labels).append(' ').append(value).append('\n'));
      });
      // Where only own metrics have a name they come metric by metric, which is the same order
      // here: the constant label's name sorts before that of the other.
      assertThat(Transcript.of(mixed)).isEqualTo(text.toString());
      assertThat(Transcript.of(mixed)).isEqualTo(text.toString());
    }
  }

  private static void register(
      Registry registry, Random random, Map<Descriptor, Map<Labels, Double>> families) {
    if (random.nextInt(3) == 0) {
      families.forEach((family, series) -> {
        Family<Gauge> gauges = Gauge.builder(family.name())
            .constLabels(family.constLabels())
            .labelNames("x")
            .register(registry);
        series.forEach((labels, value) -> gauges.with(labels.value(1)).set(value));
      });
      return;
    }
    Collector collector = sink -> families.forEach((family, series) -> {
      sink.family(family);
      List<Labels> shuffled = new ArrayList<>(series.keySet());
      Collections.shuffle(shuffled, random);
      shuffled.forEach(labels -> sink.value(labels, series.get(labels)));
    });
    registry.register(
        random.nextBoolean()
            ? collector
            : new WrittenCollector(List.copyOf(families.keySet()), collector::collect));
  }
}
