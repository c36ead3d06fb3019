package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link QuantileSketch} and {@link QuantileMerge} promise together: whatever the values, their
 * order, and the parts they are spread over, the rank of the value told for a quantile is off by no
 * more than the error of its objective; and few values are kept. Checked against exact ranks.
 */
class QuantileSketchTest {

  private static final long SEED = 5;

  /** The values of a stream, in the order in which they come. */
  enum Input {
    RANDOM {
      @Override
      double value(int i, int count, Random random) {
        return random.nextDouble();
      }
    },
    SORTED {
      @Override
      double value(int i, int count, Random random) {
        return i;
      }
    },
    REVERSED {
      @Override
      double value(int i, int count, Random random) {
        return -i;
      }
    },
    CONSTANT {
      @Override
      double value(int i, int count, Random random) {
        return 42;
      }
    },
    FEW_DIFFERENT {
      @Override
      double value(int i, int count, Random random) {
        return random.nextInt(5);
      }
    },
    WHOLE_NUMBERS {
      @Override
      double value(int i, int count, Random random) {
        return Math.floor(-20 * Math.log(1 - random.nextDouble()));
      }
    },
    MOSTLY_ONE_VALUE {
      @Override
      double value(int i, int count, Random random) {
        return random.nextInt(3) > 0 ? 0 : random.nextGaussian();
      }
    },
    BIMODAL {
      @Override
      double value(int i, int count, Random random) {
        return random.nextGaussian() + (random.nextInt(10) == 0 ? 1000 : 1);
      }
    },
    HEAVY_TAILED {
      @Override
      double value(int i, int count, Random random) {
        return Math.pow(1 - random.nextDouble(), -2);
      }
    },
    DRIFTING {
      @Override
      double value(int i, int count, Random random) {
        return 10.0 * i / count + random.nextGaussian();
      }
    },
    FALLING_STEPS {
      @Override
      double value(int i, int count, Random random) {
        return -(10 * i / count) * 100 + random.nextDouble();
      }
    },
    FROM_BOTH_ENDS {
      @Override
      double value(int i, int count, Random random) {
        return i % 2 == 0 ? i : 2.0 * count - i;
      }
    },
    FROM_THE_MIDDLE {
      @Override
      double value(int i, int count, Random random) {
        return i % 2 == 0 ? i : -i;
      }
    },
    WITH_INFINITIES {
      @Override
      double value(int i, int count, Random random) {
        return switch (random.nextInt(4)) {
          case 0 -> Double.NEGATIVE_INFINITY;
          case 1 -> Double.POSITIVE_INFINITY;
          default -> random.nextGaussian();
        };
      }
    };

    abstract double value(int i, int count, Random random);

    double[] values(int count) {
      Random random = new Random(SEED);
      return IntStream.range(0, count).mapToDouble(i -> value(i, count, random)).toArray();
    }
  }

  private static final List<Map<Double, Double>> ERRORS_BY_RANK = List.of(
      Map.of(0.5, 0.05, 0.9, 0.01, 0.99, 0.001),
      Map.of(0.75, 0.01),
      Map.of(0.999, 0.0001),
      Map.of(0.01, 0.001, 0.5, 0.01),
      Map.of(0.0, 0.01, 0.25, 0.02, 1.0, 0.01),
      Map.of(0.001, 0.0001, 0.002, 0.1, 0.9, 0.2));

  static Stream<Arguments> inputsAndErrorsByRank() {
    return Arrays.stream(Input.values())
        .flatMap(input -> ERRORS_BY_RANK.stream().map(errors -> Arguments.of(input, errors)));
  }

  @ParameterizedTest
  @MethodSource("inputsAndErrorsByRank")
  void tellsEachQuantileWithinItsError(Input input, Map<Double, Double> errorByRank) {
    for (int count : new int[] {1, 2, 3, 7, 100, 511, 513, 5_000, 30_000}) {
      assertWithinErrors(input, errorByRank, count, 1, false);
    }
  }

  /** So it is with the age buckets of a summary, each of which has seen another time. */
  @ParameterizedTest
  @MethodSource("inputsAndErrorsByRank")
  void tellsEachQuantileWithinItsErrorFromPartsThatFollowEachOther(
      Input input, Map<Double, Double> errorByRank) {
    for (int parts : new int[] {2, 5, 10}) {
      assertWithinErrors(input, errorByRank, 20_000, parts, false);
      assertWithinErrors(input, errorByRank, 20, parts, false);
    }
  }

  /** So it is with stripes: any part may get any value, and one may get many more than others. */
  @ParameterizedTest
  @MethodSource("inputsAndErrorsByRank")
  void tellsEachQuantileWithinItsErrorFromPartsThatRunSideBySide(
      Input input, Map<Double, Double> errorByRank) {
    for (int parts : new int[] {2, 16, 100}) {
      assertWithinErrors(input, errorByRank, 20_000, parts, true);
    }
  }

  private static void assertWithinErrors(
      Input input, Map<Double, Double> errorByRank, int count, int parts, boolean sideBySide) {
    Objectives objectives = Objectives.of(errorByRank);
    double[] values = input.values(count);
    Random random = new Random(SEED + count + parts);
    double[][] batches = new double[parts][];
    int[] batched = new int[parts];
    QuantileSketch[] sketches = new QuantileSketch[parts];
    for (int i = 0; i < parts; i++) {
      sketches[i] = new QuantileSketch(objectives);
      batches[i] = new double[1 + random.nextInt(512)];
    }
    for (int i = 0; i < count; i++) {
      int part = sideBySide
          ? (int) (parts * Math.pow(random.nextDouble(), 2)) // the first get most
          : (int) ((long) i * parts / count);
      if (batched[part] == batches[part].length) {
        insert(sketches[part], batches[part], batched[part]);
        batched[part] = 0;
      }
      batches[part][batched[part]++] = values[i];
    }
    QuantileMerge merge = new QuantileMerge();
    for (int i = 0; i < parts; i++) {
      insert(sketches[i], batches[i], batched[i]);
      merge.add(sketches[i]);
    }

    assertThat(merge.count()).isEqualTo(count);
    assertWithinErrors(merge, errorByRank, sorted(values));
  }

  private static void insert(QuantileSketch sketch, double[] batch, int length) {
    Arrays.sort(batch, 0, length);
    sketch.insert(batch, length);
  }

  private static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static void assertWithinErrors(
      QuantileMerge merge, Map<Double, Double> errorByRank, double[] sorted) {
    errorByRank.forEach((rank, error) -> {
      boolean extreme = rank == 0 || rank == 1; // they are always kept
      assertThat((double) rankError(sorted, rank, merge.quantile(rank)))
          .as("places between quantile %s of %s and what was told", rank, sorted.length)
          .isLessThanOrEqualTo(extreme ? 0 : error * sorted.length);
    });
  }

  /** How many places the value told is away from the one wanted, in sorted order. */
  private static int rankError(double[] sorted, double rank, double told) {
    int wanted = Math.max(1, (int) Math.ceil(rank * sorted.length * (1 - 1e-12)));
    int below = firstPlaceWhere(sorted, value -> value >= told);
    int upTo = firstPlaceWhere(sorted, value -> value > told);
    assertThat(upTo).as("places of %s, which must be one of the values", told).isGreaterThan(below);
    return Math.max(0, Math.max(below + 1 - wanted, wanted - upTo));
  }

  private static int firstPlaceWhere(double[] sorted, DoublePredicate condition) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (condition.test(sorted[middle])) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  @ParameterizedTest
  @EnumSource
  void keepsFewOfAMillionValuesAndStaysWithinTheErrors(Input input) {
    // Values that come from both ends are the worst there is: each new one is as uncertain as the
    // objectives allow.
    int bound = input == Input.FROM_BOTH_ENDS ? QuantileSketch.MAX_ENTRIES : 4_000;
    int batch = 500;
    double[] values = input.values(1_000_000);
    double[] sorted = sorted(values);
    for (Map<Double, Double> errorByRank : ERRORS_BY_RANK) {
      QuantileSketch sketch = new QuantileSketch(Objectives.of(errorByRank));
      for (int i = 0; i < values.length; i += batch) {
        insert(sketch, Arrays.copyOfRange(values, i, i + batch), batch);
        assertThat(sketch.size()).isLessThanOrEqualTo(bound);
      }

      QuantileMerge merge = new QuantileMerge();
      merge.add(sketch);
      assertWithinErrors(merge, errorByRank, sorted);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 300})
  void keepsTwoEntriesForEachValueHoweverOftenItComes(int different) {
    QuantileSketch sketch = new QuantileSketch(Objectives.of(Map.of(0.5, 1e-4)));
    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      insert(sketch, random.ints(100, 0, different).asDoubleStream().toArray(), 100);
    }

    assertThat(sketch.size()).isLessThanOrEqualTo(2 * different);
    assertThat(sketch.count()).isEqualTo(200_000);
  }

  @Test
  void tellsNothingOfNoValues() {
    QuantileMerge merge = new QuantileMerge();

    assertThat(merge.quantile(0.5)).isNaN();
    assertThat(merge.count()).isZero();
  }

  @Test
  void canBeClearedAndUsedAgain() {
    QuantileSketch sketch = new QuantileSketch(Objectives.of(Map.of(0.5, 0.01)));
    insert(sketch, new double[] {1, 2, 3}, 3);
    QuantileMerge merge = new QuantileMerge();
    merge.add(sketch);

    sketch.clear();
    insert(sketch, new double[] {7, 8, 9}, 3);
    merge.clear();
    merge.add(sketch);

    assertThat(merge.count()).isEqualTo(3);
    assertThat(merge.quantile(0.5)).isEqualTo(8);
  }
}
