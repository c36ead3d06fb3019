package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.Buckets;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.NativeBucketCounts;
import dev.narthex.model.NativeBuckets;
import dev.narthex.model.NativeHistogramSnapshot;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/** What a {@link Histogram} with native buckets promises one thread. */
class NativeHistogramTest {

  private static final long SEED = 7;

  private final ManualTime time = new ManualTime();

  private Histogram histogram(NativeBuckets buckets) {
    return Histogram.builder("size_bytes").nativeBuckets(buckets).time(time).build();
  }

  private static NativeBuckets growing(double factor) {
    return NativeBuckets.growingBy(factor).maxBuckets(NativeBuckets.MAX_BUCKETS);
  }

  /** Observes all and tells the result. */
  private String observing(NativeBuckets buckets, double... values) {
    Histogram histogram = histogram(buckets);
    for (double value : values) {
      histogram.observe(value);
    }
    return text(histogram);
  }

  private static String text(Histogram histogram) {
    HistogramSnapshot snapshot = histogram.snapshot();
    NativeHistogramSnapshot natives = snapshot.nativeData();
    String sum = String.valueOf((float) snapshot.sum());
    return "count %d sum %s | schema %d | zero %d up to %s | %s | %s"
        .formatted(
            snapshot.count(),
            sum,
            natives.schema(),
            natives.zeroCount(),
            (float) natives.zeroThreshold(),
            text(natives.negative()),
            text(natives.positive()));
  }

  /** Such as {@code 0:1 2:3}: index and count of each bucket. */
  private static String text(NativeBucketCounts side) {
    StringJoiner buckets = new StringJoiner(" ", "{", "}");
    for (int i = 0; i < side.size(); i++) {
      buckets.add(side.index(i) + ":" + side.count(i));
    }
    return buckets.toString();
  }

  @Test
  void countsInBucketsOfTheSchemaForTheFactor() {
    assertThat(observing(growing(1.1), 0, 1, 2, 3))
        .isEqualTo("count 4 sum 6.0 | schema 3 | zero 1 up to 2.938736E-39 | {} | {0:1 8:1 13:1}");
    assertThat(observing(growing(1.2), 0, 1, 1.2, 1.4, 1.8, 2))
        .isEqualTo("count 6 sum 7.4 | schema 2 | zero 1 up to 2.938736E-39 | {} | {0:1 2:2 4:2}");
    assertThat(
            observing(growing(4), 0.0156251, .0625, .1, .25, .5, 1, 1.5, 2, 3, 3.5, 5, 6, 7, 33.33))
        .isEqualTo("count 14 sum 63.258125 | schema -1 | zero 0 up to 2.938736E-39 | {} |"
            + " {-2:2 -1:2 0:2 1:4 2:3 3:1}");
    assertThat(observing(
            growing(17), 0.0156251, .0625, .1, .25, .5, 1, 1.5, 2, 3, 3.5, 5, 6, 7, 33.33))
        .isEqualTo("count 14 sum 63.258125 | schema -2 | zero 0 up to 2.938736E-39 | {} |"
            + " {-1:2 0:4 1:7 2:1}");
  }

  @Test
  void countsNegativeValuesOnTheirOwnSide() {
    assertThat(observing(growing(1.2), 0, -1, -1.2, -1.4, -1.8, -2))
        .isEqualTo("count 6 sum -7.4 | schema 2 | zero 1 up to 2.938736E-39 | {0:1 2:2 4:2} | {}");
    assertThat(observing(growing(1.2), 0, -1, -1.2, -1.4, -1.8, -2, 1, 1.2, 1.4, 1.8, 2))
        .isEqualTo("count 11 sum 0.0 | schema 2 | zero 1 up to 2.938736E-39 |"
            + " {0:1 2:2 4:2} | {0:1 2:2 4:2}");
  }

  @Test
  void countsNanNowhereAndInfinitiesBeyondTheLastBucket() {
    assertThat(observing(growing(1.2), 0, 1, 1.2, 1.4, 1.8, 2, Double.NaN))
        .isEqualTo("count 7 sum NaN | schema 2 | zero 1 up to 2.938736E-39 | {} | {0:1 2:2 4:2}");
    assertThat(observing(growing(1.2), 0, 1, 1.2, 1.4, 1.8, 2, Double.POSITIVE_INFINITY))
        .isEqualTo("count 7 sum Infinity | schema 2 | zero 1 up to 2.938736E-39 | {} |"
            + " {0:1 2:2 4:2 4097:1}");
    assertThat(observing(growing(1.2), 0, 1, 1.2, 1.4, 1.8, 2, Double.NEGATIVE_INFINITY))
        .isEqualTo("count 7 sum -Infinity | schema 2 | zero 1 up to 2.938736E-39 |"
            + " {4097:1} | {0:1 2:2 4:2}");
  }

  @Test
  void countsAsZeroWhatIsNotBeyondTheThreshold() {
    double[] values = {0, -1, -1.2, -1.4, -1.8, -2, 1, 1.2, 1.4, 1.8, 2};

    assertThat(observing(growing(1.2).zeroThreshold(1.4), values))
        .isEqualTo("count 11 sum 0.0 | schema 2 | zero 7 up to 1.4 | {4:2} | {4:2}");
    assertThat(observing(growing(1.2).zeroThreshold(0), 0, -0.0, Double.MIN_VALUE))
        .isEqualTo("count 3 sum 0.0 | schema 2 | zero 2 up to 0.0 | {} | {-4296:1}");
  }

  @Test
  void halvesTheResolutionPastTheLimit() {
    assertThat(observing(growing(1.2).maxBuckets(4), 0, 1, 1.1, 1.2, 1.4, 1.8, 2, 3))
        .isEqualTo("count 8 sum 11.5 | schema 1 | zero 1 up to 2.938736E-39 | {} |"
            + " {0:1 1:3 2:2 4:1}");
  }

  @Test
  void halvesTheResolutionUntilBucketsWithoutNeighboursAreFewEnough() {
    assertThat(observing(growing(1.2).maxBuckets(2), 1, 5, 17))
        .isEqualTo("count 3 sum 23.0 | schema -3 | zero 0 up to 2.938736E-39 | {} | {0:1 1:2}");
  }

  @Test
  void widensTheZeroBucketFirstWhereThatIsAllowed() {
    NativeBuckets buckets = growing(1.2).maxBuckets(4).maxZeroThreshold(1.2);

    assertThat(observing(buckets, 0, 1, 1.1, 1.2, 1.4, 1.8, 2, 3))
        .isEqualTo("count 8 sum 11.5 | schema 2 | zero 2 up to 1.0 | {} | {1:1 2:2 4:2 7:1}");
    assertThat(observing(buckets, 0, 1, 1.1, 1.2, 1.4, 1.8, 2, 3, 4))
        .isEqualTo(
            "count 9 sum 15.5 | schema 2 | zero 3 up to 1.1892071 | {} |" + " {2:2 4:2 7:1 8:1}");
    Histogram exact = histogram(buckets);
    for (double value : new double[] {0, 1, 1.1, 1.2, 1.4, 1.8, 2, 3, 4}) {
      exact.observe(value);
    }
    assertThat(exact.snapshot().nativeData().zeroThreshold()).isEqualTo(1.189207115002721);
  }

  @Test
  void passesTheLimitWhereNothingCanBeMadeCoarser() {
    assertThat(observing(growing(65536).maxBuckets(1), 1e-10, 1, 1e10, -1))
        .isEqualTo("count 4 sum 1.0E10 | schema -4 | zero 0 up to 2.938736E-39 | {0:1} |"
            + " {-2:1 0:1 3:1}");
  }

  @Test
  void widensTheZeroBucketOnBothSides() {
    NativeBuckets buckets = growing(1.2).maxBuckets(4).maxZeroThreshold(1.2);

    assertThat(observing(buckets, 0, -1, -1.1, -1.2, -1.4, -1.8, -2, -3))
        .isEqualTo("count 8 sum -11.5 | schema 2 | zero 2 up to 1.0 | {1:1 2:2 4:2 7:1} | {}");
    assertThat(observing(buckets, 1, -1, 1.1, -1.1, 3))
        .isEqualTo("count 5 sum 3.0 | schema 2 | zero 2 up to 1.0 | {1:1} | {1:1 7:1}");
  }

  @Test
  void startsOverPastTheLimitIfTheLastTimeIsLongAgo() {
    Histogram histogram = histogram(
        growing(1.2).maxBuckets(4).maxZeroThreshold(1.2).resetAfter(Duration.ofMinutes(5)));

    for (double value : new double[] {0, 1, 1.1, 1.2, 1.4, 1.8, 2, 3, 4}) {
      time.advance(Duration.ofMinutes(1));
      histogram.observe(value);
    }

    assertThat(text(histogram))
        .isEqualTo("count 2 sum 7.0 | schema 2 | zero 0 up to 2.938736E-39 | {} | {7:1 8:1}");
    assertThat(histogram.snapshot().createdMillis())
        .isEqualTo(ManualTime.START_MILLIS + Duration.ofMinutes(8).toMillis());
  }

  @Test
  void startsOverAsSoonAsTheTimeIsUpIfTheLimitWasPassedBefore() {
    Histogram histogram = histogram(
        growing(1.2).maxBuckets(4).maxZeroThreshold(1.2).resetAfter(Duration.ofMinutes(9)));

    for (double value : new double[] {0, 1, 1.1, 1.2, 1.4, 1.8, 2, 5}) {
      time.advance(Duration.ofMinutes(1));
      histogram.observe(value);
    }
    assertThat(text(histogram))
        .isEqualTo("count 8 sum 13.5 | schema 2 | zero 2 up to 1.0 | {} | {1:1 2:2 4:2 10:1}");
    for (double value : new double[] {5.1, 3, 4}) {
      time.advance(Duration.ofMinutes(1));
      histogram.observe(value);
    }

    assertThat(text(histogram))
        .isEqualTo("count 3 sum 12.1 | schema 2 | zero 0 up to 2.938736E-39 | {} | {7:1 8:1 10:1}");
    assertThat(histogram.snapshot().createdMillis())
        .isEqualTo(ManualTime.START_MILLIS + Duration.ofMinutes(9).toMillis());
  }

  @Test
  void aScrapeFindsTheFreshStartThatWasDueBeforeIt() {
    Histogram histogram = histogram(growing(1.2).maxBuckets(1).resetAfter(Duration.ofHours(1)));
    histogram.observe(1);
    histogram.observe(2);
    time.advance(Duration.ofMinutes(90));

    assertThat(text(histogram))
        .isEqualTo("count 0 sum 0.0 | schema 2 | zero 0 up to 2.938736E-39 | {} | {}");
    assertThat(histogram.snapshot().createdMillis())
        .isEqualTo(ManualTime.START_MILLIS + Duration.ofMinutes(60).toMillis());
  }

  @Test
  void classicBucketsStartOverTogetherWithNativeOnes() {
    Histogram histogram = Histogram.builder("size_bytes")
        .buckets(1, 2)
        .nativeBuckets(growing(1.2).maxBuckets(1).resetAfter(Duration.ofMinutes(1)))
        .time(time)
        .build();
    histogram.observe(0.7);
    time.advance(Duration.ofMinutes(1));
    histogram.observe(1.5);

    HistogramSnapshot snapshot = histogram.snapshot();
    assertThat(snapshot.bucketCount(0)).isZero();
    assertThat(snapshot.bucketCount(1)).isEqualTo(1);
    assertThat(snapshot.sum()).isEqualTo(1.5);
  }

  @Test
  void hasNoClassicBucketsUnlessTheyAreAskedFor() {
    assertThat(histogram(NativeBuckets.DEFAULT).snapshot().buckets()).isEqualTo(Buckets.NONE);
    assertThat(Histogram.builder("h")
            .nativeBuckets(NativeBuckets.DEFAULT)
            .buckets(Buckets.DEFAULT)
            .build()
            .snapshot()
            .buckets())
        .isEqualTo(Buckets.DEFAULT);
    assertThat(Histogram.builder("h").build().snapshot().nativeData()).isNull();
  }

  @Test
  void stripesOfDifferentResolutionAndZeroBucketMakeOneHistogram() {
    NativeBuckets buckets = growing(1.2).maxBuckets(4).maxZeroThreshold(1.2);
    Histogram histogram = histogram(buckets);
    HistogramCells held = histogram.lockedStripe();
    for (double value : new double[] {1, 1.1, 1.2, 1.8, 3}) { // widens the zero bucket to 1
      histogram.observe(value);
    }
    held.unlock();
    HistogramCells first = histogram.lockedStripe();
    first.unlock();

    histogram.observe(0.9);
    histogram.observe(-0.95);

    HistogramSnapshot snapshot = histogram.snapshot();
    assertThat(snapshot.count()).isEqualTo(7);
    assertThat(text(histogram)).startsWith("count 7");
  }

  /**
   * Whatever is observed on however many stripes: all of it is counted once, no more buckets are shown
   * than allowed, and each value is within its bucket.
   */
  @Test
  void stripesTogetherKeepToTheLimitAndLoseNothing() {
    Random random = new Random(SEED);
    for (int round = 0; round < 300; round++) {
      NativeBuckets buckets = NativeBuckets.growingBy(1 + random.nextDouble() * 3)
          .maxBuckets(5 + random.nextInt(40))
          .zeroThreshold(random.nextBoolean() ? 0 : random.nextDouble())
          .maxZeroThreshold(random.nextBoolean() ? 0 : random.nextDouble() * 4);
      Histogram histogram = histogram(buckets);
      double[] values = new double[200];
      double scale = Math.pow(10, random.nextInt(6));
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextGaussian() * (random.nextBoolean() ? 1 : scale);
        boolean elsewhere = random.nextBoolean(); // a second stripe takes it
        HistogramCells held = elsewhere ? histogram.lockedStripe() : null;
        histogram.observe(values[i]);
        if (held != null) {
          held.unlock();
        }
      }

      NativeHistogramSnapshot natives = histogram.snapshot().nativeData();
      assertThat(histogram.snapshot().count()).isEqualTo(values.length);
      assertThat(total(natives)).isEqualTo(values.length);
      assertThat(natives.positive().size() + natives.negative().size())
          .isLessThanOrEqualTo(Math.max(buckets.maxBuckets(), natives.schema() == -4 ? 999 : 0));
      assertCumulativeCountsMatch(natives, values);
    }
  }

  /** Whatever stripes do each on their own, Prometheus never takes what it scrapes next for a restart. */
  @Test
  void whatIsShownNextNeverLooksLikeAFreshStart() {
    Random random = new Random(SEED);
    for (int round = 0; round < 300; round++) {
      NativeBuckets buckets = NativeBuckets.growingBy(1.1 + random.nextDouble())
          .maxBuckets(5 + random.nextInt(20))
          .maxZeroThreshold(random.nextDouble() * 4);
      Histogram histogram = histogram(buckets);
      NativeHistogramSnapshot before = histogram.snapshot().nativeData();
      for (int i = 0; i < 200; i++) {
        boolean elsewhere = random.nextBoolean(); // a second stripe, with values of its own kind
        HistogramCells held = elsewhere ? histogram.lockedStripe() : null;
        histogram.observe(random.nextGaussian() * (elsewhere ? 1000 : 1));
        if (held != null) {
          held.unlock();
        }
        if (random.nextInt(4) == 0) {
          NativeHistogramSnapshot now = histogram.snapshot().nativeData();
          assertThat(looksLikeAFreshStart(before, now))
              .as("%s, then %s", before, now)
              .isFalse();
          before = now;
        }
      }
    }
  }

  /** As Prometheus finds resets of native histograms. */
  private static boolean looksLikeAFreshStart(
      NativeHistogramSnapshot before, NativeHistogramSnapshot now) {
    return now.schema() > before.schema()
        || now.zeroThreshold() < before.zeroThreshold()
        || cutsABucket(now.zeroThreshold(), before, before.positive())
        || cutsABucket(now.zeroThreshold(), before, before.negative())
        || now.zeroCount()
            < before.zeroCount()
                + upTo(now.zeroThreshold(), before, before.positive())
                + upTo(now.zeroThreshold(), before, before.negative())
        || anyFell(before, before.positive(), now, now.positive())
        || anyFell(before, before.negative(), now, now.negative());
  }

  private static boolean cutsABucket(
      double threshold, NativeHistogramSnapshot of, NativeBucketCounts side) {
    for (int i = 0; i < side.size(); i++) {
      if (threshold > of.zeroThreshold()
          && threshold > NativeBuckets.upperBound(of.schema(), side.index(i) - 1)
          && threshold < NativeBuckets.upperBound(of.schema(), side.index(i))) {
        return true;
      }
    }
    return false;
  }

  private static long upTo(double bound, NativeHistogramSnapshot of, NativeBucketCounts side) {
    long count = 0;
    for (int i = 0; i < side.size(); i++) {
      boolean below = NativeBuckets.upperBound(of.schema(), side.index(i)) <= bound;
      count += below ? side.count(i) : 0;
    }
    return count;
  }

  /** Whether a bucket beyond the zero bucket has less in it than it had, at the present resolution. */
  private static boolean anyFell(
      NativeHistogramSnapshot before,
      NativeBucketCounts had,
      NativeHistogramSnapshot now,
      NativeBucketCounts has) {
    Map<Integer, Long> left = new HashMap<>();
    for (int i = 0; i < had.size(); i++) {
      if (NativeBuckets.upperBound(before.schema(), had.index(i)) > now.zeroThreshold()) {
        int index = BucketWindow.halved(had.index(i), before.schema() - now.schema());
        left.merge(index, -had.count(i), Long::sum);
      }
    }
    for (int i = 0; i < has.size(); i++) {
      left.merge(has.index(i), has.count(i), Long::sum);
    }
    return left.values().stream().anyMatch(difference -> difference < 0);
  }

  private static long total(NativeHistogramSnapshot natives) {
    long total = natives.zeroCount();
    for (int i = 0; i < natives.positive().size(); i++) {
      total += natives.positive().count(i);
    }
    for (int i = 0; i < natives.negative().size(); i++) {
      total += natives.negative().count(i);
    }
    return total;
  }

  /** At each bound, as many values lie beyond it as the buckets beyond it say. */
  private static void assertCumulativeCountsMatch(
      NativeHistogramSnapshot natives, double[] values) {
    for (int sign = -1; sign <= 1; sign += 2) {
      NativeBucketCounts side = sign > 0 ? natives.positive() : natives.negative();
      long beyond = 0;
      for (int i = side.size() - 1; i >= 0; i--) {
        beyond += side.count(i);
        double lower = Math.max(
            natives.zeroThreshold(), NativeBuckets.upperBound(natives.schema(), side.index(i) - 1));
        long expected = 0;
        for (double value : values) {
          expected += sign * value > lower ? 1 : 0;
        }
        assertThat(beyond).as("beyond %s of %s", lower, natives).isEqualTo(expected);
      }
    }
  }

  @Test
  void memoryDoesNotGrowWithTheRangeOfValues() {
    Histogram histogram = histogram(NativeBuckets.growingBy(1.001));
    Random random = new Random(SEED);
    for (int i = 0; i < 100_000; i++) {
      histogram.observe(Double.longBitsToDouble(random.nextLong()));
    }

    NativeHistogramSnapshot natives = histogram.snapshot().nativeData();
    assertThat(natives.positive().size() + natives.negative().size()).isLessThanOrEqualTo(160);
  }

  @Test
  void refusesExemplarSettingsOutOfRange() {
    assertThatThrownBy(() -> Histogram.builder("h").nativeExemplars(101, Duration.ZERO))
        .hasMessage("h: nativeExemplars(101, PT0S): there may be from 0 to 100, of an age that is"
            + " not negative.");
    assertThatThrownBy(() -> Histogram.builder("h").nativeExemplars(1, Duration.ofMillis(-1)))
        .hasMessage("h: nativeExemplars(1, PT-0.001S): there may be from 0 to 100, of an age that"
            + " is not negative.");
  }
}
