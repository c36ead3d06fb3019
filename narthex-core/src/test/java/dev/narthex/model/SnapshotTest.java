package dev.narthex.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the immutable snapshots promise. */
class SnapshotTest {

  private static final Labels LABELS = Labels.of("route", "/");

  @Test
  void aHistogramIsMadeFromTheFiguresOfAnotherSystem() {
    HistogramSnapshot histogram =
        HistogramSnapshot.of(Buckets.of(1, 2), new long[] {3, 0, 4}, 12.5);

    assertThat(histogram.buckets()).isEqualTo(Buckets.of(1, 2));
    assertThat(histogram.bucketCount(0)).isEqualTo(3);
    assertThat(histogram.bucketCount(2)).isEqualTo(4);
    assertThat(histogram.count()).isEqualTo(7);
    assertThat(histogram.sum()).isEqualTo(12.5);
    assertThat(histogram.labels()).isEqualTo(Labels.EMPTY);
    assertThat(histogram.createdMillis()).isEqualTo(Millis.NONE);
    assertThat(histogram.timestampMillis()).isEqualTo(Millis.NONE);
    assertThat(histogram.exemplar(1)).isNull();
    assertThat(histogram)
        .hasToString(
            "HistogramSnapshot{}[buckets=[1.0, 2.0, Infinity], bucketCounts=[3, 0, 4], sum=12.5]");
  }

  @Test
  void aHistogramNeedsACountForEachBucket() {
    assertRefused(
        () -> HistogramSnapshot.of(Buckets.of(1, 2), new long[] {3, 0}, 12.5),
        "There are 3 buckets ([1.0, 2.0, Infinity]) but 2 counts. Pass one for each, the one up to"
            + " +Inf included.");
    assertRefused(
        () -> HistogramSnapshot.of(Buckets.of(1), new long[] {3, -1}, 12.5),
        "Bucket counts cannot be negative but are [3, -1].");
  }

  @Test
  void aSummaryIsMadeFromTheFiguresOfAnotherSystem() {
    SummarySnapshot summary =
        SummarySnapshot.of(Quantiles.of(0.9, 0.5), new double[] {10, 20}, 7, 12.5);

    assertThat(summary.quantiles()).isEqualTo(Quantiles.of(0.5, 0.9));
    assertThat(summary.quantileValue(1)).isEqualTo(20);
    assertThat(summary.count()).isEqualTo(7);
    assertThat(summary.sum()).isEqualTo(12.5);
    assertThat(summary.labels()).isEqualTo(Labels.EMPTY);
    assertThat(summary.createdMillis()).isEqualTo(Millis.NONE);
    assertThat(summary.timestampMillis()).isEqualTo(Millis.NONE);
    assertThat(summary)
        .hasToString(
            "SummarySnapshot{}[quantiles=[0.5, 0.9], quantileValues=[10.0, 20.0], count=7, sum=12.5]");
  }

  @Test
  void aSummaryNeedsAValueForEachRank() {
    assertRefused(
        () -> SummarySnapshot.of(Quantiles.of(0.5, 0.9), new double[] {1}, 7, 12.5),
        "There are 2 quantiles ([0.5, 0.9]) but 1 values. Pass one for each.");
    assertRefused(
        () -> SummarySnapshot.of(Quantiles.NONE, new double[] {}, -1, 12.5),
        "The count cannot be negative but is -1.");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void aHistogramCanBeCountedFromValues() {
    HistogramSnapshot counted =
        HistogramSnapshot.counting(Buckets.of(1, 10), 10, 0.5, -3, 10.5, 1, 1e9);

    assertThat(counted)
        .hasToString("HistogramSnapshot{}[buckets=[1.0, 10.0, Infinity], bucketCounts=[3, 1, 2],"
            + " sum=1.000000019E9]");
    assertThat(
            HistogramSnapshot.counting(Buckets.of(1, 10), IntStream.of(10, 1, 2).asDoubleStream()))
        .hasToString("HistogramSnapshot{}[buckets=[1.0, 10.0, Infinity], bucketCounts=[1, 2, 0],"
            + " sum=13.0]");
  }

  @Test
  void aHistogramOfNoValuesIsEmptyAndOneOfNotANumberHasNoSum() {
    assertThat(HistogramSnapshot.counting(Buckets.of(1)).count()).isZero();
    assertThat(HistogramSnapshot.counting(Buckets.of(1)).sum()).isZero();
    HistogramSnapshot odd =
        HistogramSnapshot.counting(Buckets.of(1), Double.NaN, Double.NEGATIVE_INFINITY);
    assertThat(odd.bucketCount(0)).isEqualTo(1);
    assertThat(odd.bucketCount(1)).isEqualTo(1);
    assertThat(odd.sum()).isNaN();
  }

  @Test
  void doNotFollowLaterChangesOfWhatTheyWereMadeFrom() {
    long[] counts = {1, 2};
    double[] values = {10};
    HistogramSnapshot histogram = HistogramSnapshot.of(Buckets.of(1), counts, 3);
    SummarySnapshot summary = SummarySnapshot.of(Quantiles.of(0.5), values, 1, 10);

    counts[0] = 99;
    values[0] = 99;

    assertThat(histogram.bucketCount(0)).isEqualTo(1);
    assertThat(summary.quantileValue(0)).isEqualTo(10);
  }

  @Test
  void aHistogramKeepsWhatAViewSaysAtThatMoment() {
    Exemplar exemplar = new Exemplar(Labels.of("id", "7"), 0.5, 1000);
    long[] counts = {1, 2};
    HistogramData view = new HistogramData() {
      @Override
      public Buckets buckets() {
        return Buckets.of(1);
      }

      @Override
      public long bucketCount(int index) {
        return counts[index];
      }

      @Override
      public double sum() {
        return 4;
      }

      @Override
      public @Nullable Exemplar exemplar(int index) {
        return index == 0 ? exemplar : null;
      }
    };

    HistogramSnapshot kept = HistogramSnapshot.of(LABELS, view, 77);
    counts[1] = 50;

    assertThat(view.count()).isEqualTo(51);
    assertThat(view.createdMillis()).isEqualTo(Millis.NONE);
    assertThat(kept.count()).isEqualTo(3);
    assertThat(kept.labels()).isEqualTo(LABELS);
    assertThat(kept.timestampMillis()).isEqualTo(77);
    assertThat(kept.exemplar(0)).isEqualTo(exemplar);
    assertThat(kept.exemplar(1)).isNull();
  }

  @Test
  void aSnapshotCanBeGivenOtherLabelsAndATime() {
    SummarySnapshot given = SummarySnapshot.of(
        LABELS, SummarySnapshot.of(Quantiles.of(0.5), new double[] {3}, 1, 3), 77);

    assertThat(given.labels()).isEqualTo(LABELS);
    assertThat(given.timestampMillis()).isEqualTo(77);
    assertThat(given.quantileValue(0)).isEqualTo(3);
  }

  @Test
  void aSummaryCanBeGivenTheTimeWhenItsCountingBegan() {
    SummarySnapshot given = SummarySnapshot.of(Quantiles.of(0.5), new double[] {3}, 1, 4);

    SummarySnapshot begun = given.withCreatedMillis(1_600_000_000_500L);

    assertThat(begun.createdMillis()).isEqualTo(1_600_000_000_500L);
    assertThat(begun.quantileValue(0)).isEqualTo(3);
    assertThat(begun.count()).isEqualTo(1);
    assertThat(begun.sum()).isEqualTo(4);
    assertThat(given.createdMillis()).isEqualTo(Millis.NONE);
  }

  @Test
  void aFamilyFindsItsSeriesByLabels() {
    Descriptor depth =
        Descriptor.builder(MetricType.GAUGE, "depth").labelNames("route").build();
    List<SeriesSnapshot> series = new ArrayList<>(List.of(
        new ValueSnapshot(Labels.of("route", "/a"), 1, Millis.NONE),
        new ValueSnapshot(Labels.of("route", "/b"), 2, Millis.NONE)));
    FamilySnapshot family = new FamilySnapshot(depth, series);

    series.clear();

    assertThat(family.name()).isEqualTo("depth");
    assertThat(family.series(Labels.of("route", "/b")))
        .isEqualTo(new ValueSnapshot(Labels.of("route", "/b"), 2, Millis.NONE));
    assertThatThrownBy(() -> family.series(Labels.EMPTY))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("depth has no series {}. It has [{route=\"/a\"}, {route=\"/b\"}].");
    assertThatThrownBy(() -> family.series().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
