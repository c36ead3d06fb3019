package dev.narthex.exposition;

import dev.narthex.Collector;
import dev.narthex.MetricSink;
import dev.narthex.model.Buckets;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import dev.narthex.model.Names;
import dev.narthex.model.NativeBucketCounts;
import dev.narthex.model.NativeHistogramData;
import dev.narthex.model.NativeHistogramSnapshot;
import dev.narthex.model.Quantiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Families with everything that a custom collector can say, chosen by a seed: names of any alphabet,
 * values of any kind, exemplars, times, units. Names differ by their last digits, so that they stay
 * different under every escaping scheme.
 */
final class RandomFamilies implements Collector {

  private static final List<MetricType> TYPES = List.of(MetricType.values());
  private static final int[] ALPHABET =
      "abcxyzABC0189__..::-/ \"\\\n{}=,#é花\uFFFD😱\0\u007f\r\t".codePoints().toArray();

  private final Random random;
  private final List<Consumer<MetricSink>> calls = new ArrayList<>();

  RandomFamilies(long seed) {
    random = new Random(seed);
    int families = 1 + random.nextInt(6);
    for (int i = 0; i < families; i++) {
      addFamily(i);
    }
  }

  @Override
  public void collect(MetricSink sink) {
    calls.forEach(call -> call.accept(sink));
  }

  private void addFamily(int number) {
    MetricType type = TYPES.get(random.nextInt(TYPES.size()));
    String unit = random.nextInt(3) == 0 ? text(4) : "";
    String name = text(12)
        + "_"
        + number
        + "q"
        + (random.nextBoolean() ? "_" + unit : "")
        + (random.nextBoolean() ? "_total" : "");
    String fitting = switch (type) {
      case INFO -> name + "_info";
      case STATESET -> "s" + name.replace(':', '.'); // names a label too
      default -> name;
    };
    boolean unitless = type == MetricType.INFO || type == MetricType.STATESET;
    Descriptor family = Descriptor.builder(type, fitting)
        .help(random.nextInt(3) == 0 ? "" : text(30))
        .unit(unitless ? "" : unit)
        .build();
    calls.add(sink -> sink.family(family));
    int series = 1 + random.nextInt(5);
    for (int i = 0; i < series; i++) {
      addSeries(family, labels(i), millis());
    }
  }

  private void addSeries(Descriptor family, Labels labels, long timestamp) {
    double value = number();
    long created = millis();
    switch (family.type()) {
      case COUNTER -> {
        Exemplar exemplar = random.nextBoolean() ? exemplar() : null;
        calls.add(sink -> sink.counter(labels, value, created, exemplar, timestamp));
      }
      case GAUGE, UNTYPED -> calls.add(sink -> sink.value(labels, value, timestamp));
      case INFO -> calls.add(sink -> sink.value(labels, 1, timestamp));
      case STATESET -> {
        for (String state : List.of("on", "off", text(20))) {
          Labels all = labels.plus(Labels.of(family.name(), state));
          int holds = random.nextInt(2);
          calls.add(sink -> sink.value(all, holds, timestamp));
        }
      }
      case HISTOGRAM, GAUGE_HISTOGRAM -> {
        GivenHistogram data = histogram(value, created);
        calls.add(sink -> sink.histogram(labels, data, timestamp));
      }
      case SUMMARY -> {
        GivenSummary data = summary(value, created);
        calls.add(sink -> sink.summary(labels, data, timestamp));
      }
    }
  }

  private GivenHistogram histogram(double sum, long created) {
    Buckets buckets = Buckets.of(random
        .doubles(random.nextInt(20), -1e3, 1e9)
        .map(bound -> random.nextBoolean() ? Math.rint(bound) : bound)
        .sorted()
        .distinct()
        .toArray());
    List<Long> counts = new ArrayList<>();
    Map<Integer, Exemplar> exemplars = new HashMap<>();
    for (int i = 0; i < buckets.size(); i++) {
      counts.add(random.nextLong() >>> (8 + random.nextInt(56)));
      if (random.nextInt(4) == 0) {
        exemplars.put(i, exemplar());
      }
    }
    NativeHistogramData natives = random.nextInt(3) == 0 ? natives() : null;
    return new GivenHistogram(buckets, counts, sum, created, exemplars, natives);
  }

  private NativeHistogramData natives() {
    int schema = random.nextInt(13) - 4;
    double zeroThreshold = random.nextInt(3) == 0 ? 0 : random.nextDouble();
    long zeroCount = random.nextInt(3) == 0 ? 0 : random.nextLong() >>> 8;
    NativeHistogramSnapshot buckets = NativeHistogramSnapshot.of(
        schema, zeroThreshold, zeroCount, nativeCounts(schema), nativeCounts(schema));
    return new NativeHistogramData() {
      private final List<Exemplar> exemplars = Stream.generate(RandomFamilies.this::exemplar)
          .limit(random.nextInt(3))
          .toList();

      @Override
      public int schema() {
        return buckets.schema();
      }

      @Override
      public double zeroThreshold() {
        return buckets.zeroThreshold();
      }

      @Override
      public long zeroCount() {
        return buckets.zeroCount();
      }

      @Override
      public NativeBucketCounts positive() {
        return buckets.positive();
      }

      @Override
      public NativeBucketCounts negative() {
        return buckets.negative();
      }

      @Override
      public int exemplarCount() {
        return exemplars.size();
      }

      @Override
      public Exemplar exemplar(int i) {
        return exemplars.get(i);
      }
    };
  }

  /** Some near each other, some far away. */
  private Map<Integer, Long> nativeCounts(int schema) {
    Map<Integer, Long> counts = new HashMap<>();
    int populated = random.nextInt(20);
    for (int i = 0; i < populated; i++) {
      int most = schema < 0 ? 1024 >> -schema : 1024 << schema; // where finite numbers end
      int index = random.nextInt(random.nextInt(5) == 0 ? most : 30) - 15;
      counts.put(index, 1 + (random.nextLong() >>> (8 + random.nextInt(56))));
    }
    return counts;
  }

  private GivenSummary summary(double sum, long created) {
    Quantiles quantiles =
        Quantiles.of(random.doubles(random.nextInt(5)).distinct().toArray());
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < quantiles.size(); i++) {
      values.add(number());
    }
    return new GivenSummary(quantiles, values, random.nextLong() >>> 1, sum, created);
  }

  private Exemplar exemplar() {
    Labels labels = switch (random.nextInt(3)) {
      case 0 -> Labels.EMPTY;
      case 1 -> Labels.of("trace_id", text(20));
      default -> Labels.of(labelName(0), text(20), labelName(1), text(20));
    };
    return new Exemplar(labels, number(), millis());
  }

  /** Labels of which the first tells this series from the others of its family. */
  private Labels labels(int series) {
    Map<String, String> labels = new HashMap<>();
    labels.put("series", "" + series);
    int more = random.nextInt(4);
    for (int i = 0; i < more; i++) {
      labels.put(labelName(i), labelValue());
    }
    return Labels.of(labels);
  }

  private String labelName(int number) {
    String name = text(8) + "n" + number;
    return Names.isLabelName(name) ? name : "x" + name;
  }

  private String labelValue() {
    return switch (random.nextInt(10)) {
      case 0 -> "";
      case 1 -> text(20).repeat(300);
      case 2 -> text(5) + (char) (Character.MIN_SURROGATE + random.nextInt(2048)) + text(5);
      default -> text(20);
    };
  }

  private String text(int maxLength) {
    int[] codePoints = random
        .ints(1 + random.nextInt(maxLength), 0, ALPHABET.length)
        .map(i -> ALPHABET[i])
        .toArray();
    return new String(codePoints, 0, codePoints.length);
  }

  private double number() {
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> -0.0;
      case 2 -> Double.NaN;
      case 3 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
      case 4 -> random.nextInt();
      case 5 -> random.nextLong();
      case 6 -> random.nextGaussian();
      default -> finite(Double.longBitsToDouble(random.nextLong()));
    };
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : 1;
  }

  private long millis() {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextLong() % 4_000_000_000_000L;
      case 1 -> 1_000L * random.nextInt();
      case 2 -> 0;
      default -> Millis.NONE;
    };
  }
}
