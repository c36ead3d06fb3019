package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.Buckets;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a {@link Histogram} promises one thread; that many agree is in the stress tests. */
class HistogramTest {

  private static final long SEED = 3;

  private final ManualTime time = new ManualTime();
  private final Registry registry = new Registry();

  private Histogram sizes(double... bounds) {
    return Histogram.builder("size_bytes")
        .help("Sizes.")
        .buckets(bounds)
        .time(time)
        .register(registry);
  }

  @Test
  void isExposedWithEmptyBucketsBeforeTheFirstObservation() {
    sizes(1, 2);

    assertThat(Transcript.of(registry)).isEqualTo("""
        size_bytes histogram "Sizes."
          {} 1.0:0 2.0:0 Infinity:0 sum 0.0
        """);
  }

  @Test
  void countsAValueInTheFirstBucketWhoseBoundIsNotBelowIt() {
    Histogram sizes = sizes(-1, 0, 1, 2);

    sizes.observe(-1);
    sizes.observe(-0.5);
    sizes.observe(-0.0);
    sizes.observe(0);
    sizes.observe(Math.nextUp(0));
    sizes.observe(1);
    sizes.observe(Math.nextUp(1.0));
    sizes.observe(2);
    sizes.observe(Math.nextUp(2.0));

    assertThat(Transcript.of(registry)).isEqualTo("""
        size_bytes histogram "Sizes."
          {} -1.0:1 0.0:3 1.0:2 2.0:2 Infinity:1 sum 4.5
        """);
  }

  @Test
  void countsNotANumberInTheLastBucketAndLosesItsSum() {
    Histogram sizes = sizes(1, 2);

    sizes.observe(1);
    sizes.observe(Double.NaN);
    sizes.observe(1);

    assertThat(Transcript.of(registry)).isEqualTo("""
        size_bytes histogram "Sizes."
          {} 1.0:2 2.0:0 Infinity:1 sum NaN
        """);
  }

  @Test
  void countsInfiniteValuesLikeOthers() {
    Histogram sizes = sizes(1, 2);

    sizes.observe(Double.NEGATIVE_INFINITY);
    assertThat(sizes.snapshot().sum()).isEqualTo(Double.NEGATIVE_INFINITY);
    sizes.observe(Double.POSITIVE_INFINITY);

    assertThat(Transcript.of(registry)).isEqualTo("""
        size_bytes histogram "Sizes."
          {} 1.0:1 2.0:0 Infinity:1 sum NaN
        """);
  }

  @Test
  void hasTheDefaultBoundsUnlessOthersAreGiven() {
    Histogram latency = Histogram.builder("latency_seconds").build();

    assertThat(latency.snapshot().buckets())
        .hasToString("[0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, Infinity]");
  }

  @Test
  void canHaveNoBoundsAtAllAndThenOnlyCountsAndSums() {
    Histogram sizes = sizes();

    sizes.observe(3);
    sizes.observe(4);

    assertThat(Transcript.of(registry)).isEqualTo("""
        size_bytes histogram "Sizes."
          {} Infinity:2 sum 7.0
        """);
  }

  @Test
  void doesNotFollowLaterChangesOfTheArrayOfBounds() {
    double[] bounds = {1, 2};
    Histogram sizes = sizes(bounds);

    bounds[0] = 100;
    sizes.observe(1.5);

    assertThat(sizes.snapshot().bucketCount(1)).isEqualTo(1);
  }

  @Test
  void countsAndSumsWhatANaiveHistogramWould() {
    Random random = new Random(SEED);
    double[] bounds = random.doubles(100, -50, 50).sorted().distinct().toArray();
    Histogram sizes = sizes(bounds);
    long[] expected = new long[bounds.length + 1];
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      double value = random.nextInt(4) == 0
          ? bounds[random.nextInt(bounds.length)]
          : random.nextGaussian() * 30;
      sizes.observe(value);
      expected[(int) Arrays.stream(bounds).filter(bound -> bound < value).count()]++;
      sum += value;
    }

    HistogramSnapshot snapshot = sizes.snapshot();

    for (int i = 0; i < expected.length; i++) {
      assertThat(snapshot.bucketCount(i)).isEqualTo(expected[i]);
    }
    assertThat(snapshot.count()).isEqualTo(10_000);
    assertThat(snapshot.sum()).isEqualTo(sum);
  }

  @Test
  void givesASnapshotThatDoesNotChange() {
    Histogram sizes = sizes(1, 2);
    sizes.observe(1);

    HistogramSnapshot before = sizes.snapshot();
    sizes.observe(1);

    assertThat(before.count()).isEqualTo(1);
    assertThat(before.sum()).isEqualTo(1);
    assertThat(before.labels()).isEqualTo(Labels.EMPTY);
  }

  @Test
  void saysWhenItsCountingBegan() {
    Histogram sizes = sizes(1);

    time.advance(Duration.ofHours(1));
    sizes.observe(1);

    assertThat(sizes.snapshot().createdMillis()).isEqualTo(ManualTime.START_MILLIS);
    HistogramSnapshot scraped = (HistogramSnapshot) registry.snapshot().get(0).series(Labels.EMPTY);
    assertThat(scraped.createdMillis()).isEqualTo(ManualTime.START_MILLIS);
  }

  @Test
  void beginsAnewWhenItsSeriesIsRemovedAndMadeAgain() {
    Family<Histogram> byRoute = Histogram.builder("latency_seconds")
        .buckets(1)
        .time(time)
        .labelNames("route")
        .build();
    time.advance(Duration.ofSeconds(1));
    byRoute.with("a").observe(1);
    assertThat(byRoute.with("a").snapshot().createdMillis())
        .isEqualTo(ManualTime.START_MILLIS + 1000);
    time.advance(Duration.ofSeconds(1));

    byRoute.remove("a");

    assertThat(byRoute.with("a").snapshot().createdMillis())
        .isEqualTo(ManualTime.START_MILLIS + 2000);
    assertThat(byRoute.with("a").snapshot().count()).isZero();
  }

  @Test
  void keepsTheSeriesOfAFamilyApartAlsoWithTheBucketsOfOneScrape() {
    Family<Histogram> byRoute =
        Histogram.builder("latency_seconds").buckets(1, 2).labelNames("route").register(registry);
    byRoute.with("b").observe(5);
    byRoute.with("a").observe(1);
    byRoute.with("a").observe(2);

    assertThat(Transcript.of(registry)).isEqualTo("""
        latency_seconds histogram ""
          {route="a"} 1.0:1 2.0:1 Infinity:0 sum 3.0
          {route="b"} 1.0:0 2.0:0 Infinity:1 sum 5.0
        """);
  }

  @Test
  void refusesBoundsThatDoNotIncreaseAndNamesItself() {
    Histogram.Builder builder = Histogram.builder("size_bytes");

    assertThatThrownBy(() -> builder.buckets(1, 3, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("size_bytes: Bucket bounds must increase, but 3.0 is followed by 2.0."
            + " Sort them and remove doubles.");
  }

  @Test
  void refusesNullBuckets() {
    Histogram.Builder builder = Histogram.builder("size_bytes");

    assertThatThrownBy(() -> builder.buckets((Buckets) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("buckets");
  }

  @Test
  void refusesTheLabelThatItWritesItselfWhetherConstantOrNot() {
    String message = "size_bytes: a histogram cannot have a label \"le\", because it writes that"
        + " label itself. Give the label another name.";

    assertThatThrownBy(
            () -> Histogram.builder("size_bytes").constLabel("le", "1").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(
            () -> Histogram.builder("size_bytes").labelNames("a", "le").register(registry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThat(Transcript.of(registry)).isEmpty();
  }

  @Test
  void mayHaveALabelNamedQuantile() {
    Histogram.builder("size_bytes").labelNames("quantile").build().with("1").observe(1);
  }
}
