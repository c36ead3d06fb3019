package dev.narthex.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Buckets} promise: the bounds of each helper, what is refused, where a value falls. */
class BucketsTest {

  private static final long SEED = 4;
  private static final double INF = Double.POSITIVE_INFINITY;

  @Test
  void hasTheDefaultBounds() {
    assertThat(bounds(Buckets.DEFAULT))
        .containsExactly(.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, INF);
  }

  @Test
  void hasABucketForAllLargerValuesWhetherItWasGivenOrNot() {
    assertThat(bounds(Buckets.of(1, 2))).containsExactly(1, 2, INF);
    assertThat(bounds(Buckets.of(1, 2, INF))).containsExactly(1, 2, INF);
    assertThat(bounds(Buckets.of())).containsExactly(INF);
    assertThat(bounds(Buckets.of(INF))).containsExactly(INF);
  }

  @Test
  void writesMinusZeroAsZero() {
    assertThat(Double.doubleToRawLongBits(Buckets.of(-0.0).upperBound(0))).isZero();
    assertThat(Buckets.of(-0.0, 1)).isEqualTo(Buckets.of(0.0, 1));
  }

  @Test
  void makesBoundsAtEqualDistances() {
    assertThat(bounds(Buckets.linear(-15, 5, 6))).containsExactly(-15, -10, -5, 0, 5, 10, INF);
    assertThat(bounds(Buckets.linear(3, 0.5, 1))).containsExactly(3, INF);
  }

  @Test
  void makesBoundsThatGrowByAFactor() {
    assertThat(bounds(Buckets.exponential(100, 1.2, 3))).containsExactly(100, 120, 144, INF);
    assertThat(bounds(Buckets.exponential(7, 2, 1))).containsExactly(7, INF);
  }

  @Test
  void makesBoundsThatGrowEvenlyFromOneValueToAnother() {
    assertThat(bounds(Buckets.exponentialRange(1, 100, 10)))
        .usingComparatorWithPrecision(1e-4)
        .containsExactly(
            1.0, 1.6681, 2.7825, 4.6415, 7.7426, 12.9154, 21.5443, 35.9381, 59.9484, 100.0, INF);
    assertThat(bounds(Buckets.exponentialRange(5, 3, 1))).containsExactly(5, INF);
    assertThat(Buckets.exponentialRange(0.001, 60, 20).upperBound(19)).isCloseTo(60, within(1e-9));
  }

  @Test
  void refusesBoundsThatDoNotIncrease() {
    assertRefused(
        () -> Buckets.of(1, 3, 2),
        "Bucket bounds must increase, but 3.0 is followed by 2.0. Sort them and remove doubles.");
    assertRefused(
        () -> Buckets.of(1, 1),
        "Bucket bounds must increase, but 1.0 is followed by 1.0. Sort them and remove doubles.");
    assertRefused(
        () -> Buckets.of(-0.0, 0.0),
        "Bucket bounds must increase, but 0.0 is followed by 0.0. Sort them and remove doubles.");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY})
  void refusesABoundThatIsNotFinite(double bound) {
    assertRefused(
        () -> Buckets.of(bound, 7),
        "Bucket bound " + bound + " at place 1 is not a finite number. Pass finite bounds; the"
            + " bucket for all larger values is there by itself.");
  }

  @Test
  void refusesToBeTooMany() {
    int most = Buckets.MAX_BOUNDS;
    assertThat(Buckets.linear(0, 1, most).size()).isEqualTo(most + 1);

    String message = "A histogram has from %d to 10000 bucket bounds but got 10001.";
    double[] tooMany = IntStream.rangeClosed(0, most).asDoubleStream().toArray();
    assertRefused(() -> Buckets.of(tooMany), message.formatted(0));
    assertRefused(() -> Buckets.linear(0, 1, most + 1), message.formatted(1));
    assertRefused(() -> Buckets.exponential(1, 1.01, most + 1), message.formatted(1));
    assertRefused(() -> Buckets.exponentialRange(1, 2, most + 1), message.formatted(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void refusesACountBelowOne(int count) {
    String message = "A histogram has from 1 to 10000 bucket bounds but got " + count + ".";

    assertRefused(() -> Buckets.linear(1, 1, count), message);
    assertRefused(() -> Buckets.exponential(1, 2, count), message);
    assertRefused(() -> Buckets.exponentialRange(1, 2, count), message);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void refusesParametersThatWouldNotMakeBoundsIncrease(double wrong) {
    assertRefused(
        () -> Buckets.linear(1, wrong, 2), "Bucket width is " + wrong + " but must be above 0.");
    assertRefused(
        () -> Buckets.exponential(wrong, 2, 2),
        "Bucket start is " + wrong + " but must be above 0.");
    assertRefused(
        () -> Buckets.exponential(1, wrong, 2),
        "Bucket factor is " + wrong + " but must be above 1.");
    assertRefused(() -> Buckets.exponential(1, 1, 2), "Bucket factor is 1.0 but must be above 1.");
    assertRefused(
        () -> Buckets.exponentialRange(wrong, 2, 2),
        "Bucket min is " + wrong + " but must be above 0.");
    assertRefused(
        () -> Buckets.exponentialRange(1, wrong, 2),
        "Bucket max is " + wrong + " but must be above min, which is 1.0.");
    assertRefused(
        () -> Buckets.exponentialRange(1, 1, 2),
        "Bucket max is 1.0 but must be above min, which is 1.0.");
  }

  @Test
  void refusesParametersThatLeadOutOfTheRangeOfNumbers() {
    assertRefusedForBound(() -> Buckets.linear(1e300, 1, 3)); // 1e300 + 1 is 1e300
    assertRefusedForBound(() -> Buckets.linear(Double.NaN, 1, 3));
    assertRefusedForBound(() -> Buckets.linear(0, INF, 3));
    assertRefusedForBound(() -> Buckets.exponential(1e308, 10, 3));
    assertRefusedForBound(() -> Buckets.exponentialRange(1, INF, 3));
    assertRefusedForBound(() -> Buckets.exponentialRange(INF, INF, 1));
  }

  @Test
  void neverMakesFewerBoundsThanWereAskedFor() {
    assertRefusedForBound(() -> Buckets.linear(0, INF, 2));
    assertRefusedForBound(() -> Buckets.exponential(1e308, 10, 2));
    assertRefusedForBound(() -> Buckets.exponentialRange(1, INF, 2));
  }

  private static void assertRefusedForBound(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Bucket ");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  /** Bounds on both sides of zero, which are halved until the bucket is found. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 15, 16, 17, 100, 1000})
  void putsEachValueIntoTheFirstBucketWhoseBoundIsNotBelowIt(int count) {
    Random random = new Random(SEED + count);
    assertFindsEach(random.doubles().map(x -> 100 * x - 50).limit(count), random);
  }

  /** Positive bounds, near each other and far apart, which are found by their leading bits. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 11, 30, 300})
  void findsPositiveBoundsToo(int count) {
    Random random = new Random(SEED + count);
    assertFindsEach(random.doubles().map(x -> 1 + x).limit(count), random);
    assertFindsEach(random.doubles().map(x -> Math.exp(20 * x - 10)).limit(count), random);
    assertFindsEach(random.doubles().map(x -> Math.exp(1400 * x - 700)).limit(count), random);
    assertFindsEach(DoubleStream.iterate(Double.MIN_VALUE, Math::nextUp).limit(count), random);
    assertFindsEach(DoubleStream.iterate(Double.MAX_VALUE, Math::nextDown).limit(count), random);
    assertFindsEach(DoubleStream.iterate(10, bound -> bound + 10).limit(count), random);
  }

  private static void assertFindsEach(DoubleStream someBounds, Random random) {
    double[] bounds = someBounds.sorted().distinct().toArray();
    Buckets buckets = Buckets.of(bounds);

    DoubleStream near = Arrays.stream(bounds)
        .flatMap(bound -> DoubleStream.of(
            Math.nextDown(bound), bound, Math.nextUp(bound), bound * 0.75, bound * 1.5, -bound));
    DoubleStream any = random.doubles(1000).map(x -> 120 * x - 60);
    DoubleStream special = DoubleStream.of(
        0.0, -0.0, INF, -INF, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE);

    DoubleStream.concat(near, DoubleStream.concat(any, special)).forEach(value -> {
      int expected = (int) Arrays.stream(bounds).filter(bound -> bound < value).count();
      assertThat(buckets.indexOf(value))
          .as("index of %s in %s", value, buckets)
          .isEqualTo(expected);
    });
    assertThat(buckets.indexOf(Double.NaN)).isEqualTo(bounds.length);
    assertThat(buckets.indexOf(Double.longBitsToDouble(-1L))) // a negative NaN
        .isEqualTo(bounds.length);
  }

  @Test
  void isEqualToBucketsWithTheSameBounds() {
    assertThat(Buckets.of(1, 2))
        .isEqualTo(Buckets.linear(1, 1, 2))
        .hasSameHashCodeAs(Buckets.of(1, 2));
    assertThat(Buckets.of(1, 2)).isNotEqualTo(Buckets.of(1, 3)).isNotEqualTo("[1.0, 2.0]");
  }

  @Test
  void keepsItsBoundsWhenTheArrayChangesThatTheyCameIn() {
    double[] array = {1, 2};
    Buckets buckets = Buckets.of(array);

    array[0] = 9;

    assertThat(buckets).hasToString("[1.0, 2.0, Infinity]");
  }

  private static double[] bounds(Buckets buckets) {
    return IntStream.range(0, buckets.size()).mapToDouble(buckets::upperBound).toArray();
  }
}
