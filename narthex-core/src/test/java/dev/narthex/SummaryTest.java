package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.Labels;
import dev.narthex.model.SummarySnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@link Summary} promises one thread; that many agree is in the stress tests. */
class SummaryTest {

  private static final long SEED = 6;
  private static final Duration MILLISECOND = Duration.ofMillis(1);

  private final ManualTime time = new ManualTime();
  private final Registry registry = new Registry();

  private Summary.Builder sizes() {
    return Summary.builder("size_bytes").help("Sizes.").time(time);
  }

  @Test
  void showsCountAndSumAloneWithoutObjectives() {
    Summary sizes = sizes().register(registry);
    assertThat(Transcript.of(registry)).isEqualTo("""
        size_bytes summary "Sizes."
          {} count 0 sum 0.0
        """);

    sizes.observe(3);
    sizes.observe(-0.5);

    assertThat(Transcript.of(registry)).isEqualTo("""
        size_bytes summary "Sizes."
          {} count 2 sum 2.5
        """);
  }

  @Test
  void showsTheQuantilesOfItsObjectivesInOrderOfRank() {
    Summary sizes =
        sizes().objective(0.99, 0.001).objective(0.5, 0.05).objective(0.9, 0.01).register(registry);

    sizes.observe(30);
    sizes.observe(10);
    sizes.observe(20);

    assertThat(Transcript.of(registry)).isEqualTo("""
        size_bytes summary "Sizes."
          {} 0.5:20.0 0.9:30.0 0.99:30.0 count 3 sum 60.0
        """);
  }

  @Test
  void tellsTheQuantilesOfFewValuesExactly() {
    Summary sizes = sizes()
        .objective(0, 0.1)
        .objective(0.25, 0.01)
        .objective(0.5, 0.01)
        .objective(0.75, 0.01)
        .objective(1, 0.1)
        .build();
    for (int value : new int[] {40, 10, 30, 20}) {
      sizes.observe(value);
    }

    assertThat(quantiles(sizes)).containsExactly(10, 10, 20, 30, 40);
  }

  @Test
  void hasNoQuantilesBeforeTheFirstObservation() {
    sizes().objective(0.5, 0.05).register(registry);

    assertThat(Transcript.of(registry)).isEqualTo("""
        size_bytes summary "Sizes."
          {} 0.5:NaN count 0 sum 0.0
        """);
  }

  @Test
  void countsNotANumberButLeavesItOutOfQuantiles() {
    Summary sizes = sizes().objective(0.5, 0.05).register(registry);

    sizes.observe(7);
    sizes.observe(Double.NaN);

    assertThat(Transcript.of(registry)).isEqualTo("""
        size_bytes summary "Sizes."
          {} 0.5:7.0 count 2 sum NaN
        """);
  }

  @Test
  void takesInfiniteValuesLikeOthers() {
    Summary sizes =
        sizes().objective(0, 0.1).objective(0.5, 0.05).objective(1, 0.1).build();

    sizes.observe(Double.NEGATIVE_INFINITY);
    sizes.observe(0);
    sizes.observe(Double.POSITIVE_INFINITY);

    assertThat(quantiles(sizes))
        .containsExactly(Double.NEGATIVE_INFINITY, 0, Double.POSITIVE_INFINITY);
    assertThat(sizes.snapshot().count()).isEqualTo(3);
    assertThat(sizes.snapshot().sum()).isNaN();
  }

  /** The rates and tolerance of the reference: a value each millisecond, a window of 100. */
  @Test
  void tellsQuantilesOfTheLastWhileOnly() {
    Summary sizes = sizes()
        .objective(0.1, 0.001)
        .maxAge(Duration.ofMillis(100))
        .ageBuckets(10)
        .build();
    for (int i = 0; i < 1000; i++) {
      time.advance(MILLISECOND);
      sizes.observe(i);
      if (i % 10 == 0) {
        assertThat(quantiles(sizes)[0])
            .isBetween(Math.max(i / 10.0, i - 90.0) - 20, Math.max(i / 10.0, i - 90.0) + 20);
      }
    }

    time.advance(Duration.ofMillis(100));

    assertThat(quantiles(sizes)[0]).isNaN();
    assertThat(sizes.snapshot().count()).isEqualTo(1000);
    assertThat(sizes.snapshot().sum()).isEqualTo(999 * 1000 / 2.0);
  }

  @Test
  void forgetsAValueWhenItIsAsOldAsMaxAgeAndNotAnAgeBucketEarlier() {
    Duration bucket = Duration.ofMinutes(2);
    Summary sizes = sizes().objective(0.5, 0.01).build(); // of 10 minutes in 5 parts
    time.advance(bucket.minusNanos(1)); // at the end of the first part, so the first to leave
    sizes.observe(1);

    time.advance(bucket.multipliedBy(4));
    assertThat(quantiles(sizes)[0]).isEqualTo(1);

    time.advance(Duration.ofNanos(1));
    assertThat(quantiles(sizes)[0]).isNaN();
  }

  @Test
  void keepsAValueUntilMaxAgeIsOver() {
    Summary sizes = sizes().objective(0.5, 0.01).build();
    sizes.observe(1); // at the beginning of the first part, so the last to leave

    time.advance(Duration.ofMinutes(10).minusNanos(1));
    assertThat(quantiles(sizes)[0]).isEqualTo(1);

    time.advance(Duration.ofNanos(1));
    assertThat(quantiles(sizes)[0]).isNaN();
  }

  @Test
  void canBeIdleForYearsAndGoOn() {
    Summary sizes = sizes().objective(0.5, 0.01).maxAge(Duration.ofMillis(10)).build();
    sizes.observe(1);

    time.advance(Duration.ofDays(100_000));
    assertThat(quantiles(sizes)[0]).isNaN();
    sizes.observe(2);

    assertThat(quantiles(sizes)[0]).isEqualTo(2);
    time.advance(Duration.ofMillis(10));
    assertThat(quantiles(sizes)[0]).isNaN();
  }

  @Test
  void forgetsEverythingAtOnceWithOneAgeBucket() {
    Summary sizes =
        sizes().objective(1, 0.01).maxAge(Duration.ofSeconds(1)).ageBuckets(1).build();
    sizes.observe(5);
    time.advance(Duration.ofMillis(999));
    sizes.observe(3);
    assertThat(quantiles(sizes)[0]).isEqualTo(5);

    time.advance(MILLISECOND);

    assertThat(quantiles(sizes)[0]).isNaN();
  }

  /** Against the exact ranks of the values that lie in the window, while they come and leave. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 10, 60})
  void staysWithinTheErrorsWhileTheValuesDrift(int ageBuckets) {
    double[] ranks = {0.5, 0.9, 0.99};
    double[] errors = {0.05, 0.01, 0.001};
    Duration bucket = Duration.ofSeconds(1);
    Summary sizes = sizes()
        .objective(ranks[0], errors[0])
        .objective(ranks[1], errors[1])
        .objective(ranks[2], errors[2])
        .maxAge(bucket.multipliedBy(ageBuckets))
        .ageBuckets(ageBuckets)
        .build();
    Random random = new Random(SEED);
    List<double[]> parts = new ArrayList<>(); // the values of each second
    for (int second = 0; second < 3 * ageBuckets; second++) {
      double level = 100 * Math.sin(second);
      double[] part = random
          .doubles(1 + random.nextInt(3000))
          .map(value -> value * 50 + level)
          .toArray();
      parts.add(part);
      Arrays.stream(part).forEach(sizes::observe);

      double[] window = parts.stream()
          .skip(Math.max(0, parts.size() - ageBuckets))
          .flatMapToDouble(Arrays::stream)
          .sorted()
          .toArray();
      double[] told = quantiles(sizes);
      for (int i = 0; i < ranks.length; i++) {
        int wanted = (int) Math.ceil(ranks[i] * window.length);
        int place = Arrays.binarySearch(window, told[i]) + 1;
        assertThat(place)
            .as("place of %s for quantile %s of %s values", told[i], ranks[i], window.length)
            .isPositive()
            .isBetween((int) Math.ceil(wanted - errors[i] * window.length), (int)
                Math.floor(wanted + errors[i] * window.length));
      }
      time.advance(bucket);
    }
  }

  @Test
  void tellsTheSameWhetherItWasScrapedInBetweenOrNot() {
    Summary scraped = sizes().objective(0.5, 0.01).build();
    Summary left = sizes().objective(0.5, 0.01).build();
    Random random = new Random(SEED);
    for (int i = 0; i < 5_000; i++) {
      double value = random.nextGaussian();
      scraped.observe(value);
      left.observe(value);
      if (i % 3 == 0) {
        scraped.snapshot();
      }
    }

    assertThat(quantiles(scraped)[0]).isBetween(-0.03, 0.03);
    assertThat(quantiles(left)[0]).isBetween(-0.03, 0.03);
    assertThat(scraped.snapshot().sum()).isEqualTo(left.snapshot().sum());
  }

  @Test
  void keepsTheSeriesOfAFamilyApart() {
    Family<Summary> byRoute = sizes().objective(0.5, 0.05).labelNames("route").register(registry);
    byRoute.with("b").observe(5);
    byRoute.with("a").observe(1);
    byRoute.with("c");

    assertThat(Transcript.of(registry)).isEqualTo("""
        size_bytes summary "Sizes."
          {route="a"} 0.5:1.0 count 1 sum 1.0
          {route="b"} 0.5:5.0 count 1 sum 5.0
          {route="c"} 0.5:NaN count 0 sum 0.0
        """);
  }

  @Test
  void saysWhenItsCountingBegan() {
    Summary sizes = sizes().register(registry);
    time.advance(Duration.ofHours(1));
    sizes.observe(1);

    SummarySnapshot scraped = (SummarySnapshot) registry.snapshot().get(0).series(Labels.EMPTY);

    assertThat(scraped.createdMillis()).isEqualTo(ManualTime.START_MILLIS);
    assertThat(sizes.snapshot().createdMillis()).isEqualTo(ManualTime.START_MILLIS);
  }

  @Test
  void beginsAnewWhenItsSeriesIsRemovedAndMadeAgain() {
    Family<Summary> byRoute = sizes().objective(0.5, 0.05).labelNames("route").build();
    time.advance(Duration.ofSeconds(1));
    byRoute.with("a").observe(1);
    assertThat(byRoute.with("a").snapshot().createdMillis())
        .isEqualTo(ManualTime.START_MILLIS + 1000);
    time.advance(Duration.ofSeconds(1));

    byRoute.remove("a");

    assertThat(byRoute.with("a").snapshot().createdMillis())
        .isEqualTo(ManualTime.START_MILLIS + 2000);
    assertThat(byRoute.with("a").snapshot().count()).isZero();
    assertThat(quantiles(byRoute.with("a"))[0]).isNaN();
  }

  @Test
  void givesASnapshotThatDoesNotChange() {
    Summary sizes = sizes().objective(0.5, 0.05).build();
    sizes.observe(1);
    SummarySnapshot before = sizes.snapshot();

    sizes.observe(9);
    sizes.observe(9);

    assertThat(before.count()).isEqualTo(1);
    assertThat(before.sum()).isEqualTo(1);
    assertThat(before.quantileValue(0)).isEqualTo(1);
  }

  @Test
  void takesTheLastErrorGivenForARank() {
    Summary sizes = sizes().objective(0.5, 0.5).objective(0.5, 0.0001).build();

    assertThat(sizes.snapshot().quantiles()).hasToString("[0.5]");
    assertThat(sizes.definition()).contains("{0.5±1.0E-4}");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesARankThatIsNotBetweenZeroAndOne(double rank) {
    assertRefused(
        () -> sizes().objective(rank, 0.01).build(),
        "size_bytes: Quantile rank " + rank + " is not between 0 and 1. The median is 0.5.");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.1, Double.NaN})
  void refusesAnErrorThatIsNotAboveZeroAndAtMostOne(double error) {
    assertRefused(
        () -> sizes().objective(0.5, error).labelNames("route"),
        "size_bytes: The error allowed for quantile 0.5 is " + error + " but must be above 0 and at"
            + " most 1. For the 99th percentile 0.001 is usual: objective(0.99, 0.001).");
  }

  @Test
  void refusesObjectivesThatWouldKeepTooManyValues() {
    assertRefused(
        () -> sizes().objective(0.5, 1e-6).build(),
        "size_bytes: The objectives {0.5±1.0E-6} need about 1386294 values in memory for each age"
            + " bucket but may need 20000. Allow larger errors, or use a Histogram.");
  }

  @Test
  void refusesAWindowThatIsNoTime() {
    for (Duration wrong : List.of(
        Duration.ZERO, Duration.ofSeconds(-1), Duration.ofNanos(4), Duration.ofDays(60_000))) {
      assertRefused(
          () -> sizes().maxAge(wrong).build(),
          "size_bytes: maxAge is " + wrong
              + " but must be positive and below 146 years; PT10M is usual.");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1001})
  void refusesANumberOfAgeBucketsOutOfRange(int ageBuckets) {
    assertRefused(
        () -> sizes().ageBuckets(ageBuckets).build(),
        "size_bytes: ageBuckets is " + ageBuckets + " but must be from 1 to 1000; 5 is usual.");
  }

  @Test
  void refusesTheLabelThatItWritesItselfWhetherConstantOrNot() {
    String message = "size_bytes: a summary cannot have a label \"quantile\", because it writes"
        + " that label itself. Give the label another name.";

    assertRefused(() -> sizes().constLabel("quantile", "1").build(), message);
    assertRefused(() -> sizes().labelNames("a", "quantile").build(), message);
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private static double[] quantiles(Summary summary) {
    SummarySnapshot snapshot = summary.snapshot();
    double[] values = new double[snapshot.quantiles().size()];
    Arrays.setAll(values, snapshot::quantileValue);
    return values;
  }
}
