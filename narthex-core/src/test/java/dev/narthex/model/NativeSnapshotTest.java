package dev.narthex.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What snapshots made from figures of other systems check: native buckets, running totals, times. */
class NativeSnapshotTest {

  private static final NativeHistogramSnapshot FIVE =
      NativeHistogramSnapshot.of(0, 0.1, 1, Map.of(1, 2L, -3, 1L), Map.of(0, 1L));

  @Test
  void bucketsComeInOrderAndEmptyOnesAreLeftOut() {
    NativeHistogramSnapshot natives =
        NativeHistogramSnapshot.of(0, 0.1, 1, Map.of(5, 2L, -3, 1L, 0, 0L), Map.of());

    assertThat(natives)
        .hasToString(
            "[schema=0, zeroThreshold=0.1, zeroCount=1, positive={-3=1, 5=2}," + " negative={}]");
    assertThat(natives.positive().size()).isEqualTo(2);
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertThatThrownBy(() -> NativeHistogramSnapshot.of(9, 0, 0, Map.of(), Map.of()))
        .hasMessage("There is no schema 9, only -4 to 8.");
    assertThatThrownBy(() -> NativeHistogramSnapshot.of(-5, 0, 0, Map.of(), Map.of()))
        .hasMessage("There is no schema -5, only -4 to 8.");
    assertThatThrownBy(() -> NativeHistogramSnapshot.of(0, Double.NaN, 0, Map.of(), Map.of()))
        .hasMessage("The zero threshold is NaN but must be finite and not negative.");
    assertThatThrownBy(() -> NativeHistogramSnapshot.of(0, 0, -1, Map.of(), Map.of()))
        .hasMessage("The zero count cannot be negative but is -1.");
    assertThatThrownBy(() -> NativeHistogramSnapshot.of(-4, 0, 0, Map.of(1, 2L, 66, 1L), Map.of()))
        .hasMessage(
            "There are buckets from 1 to 66, but with schema -4 those of all numbers are from"
                + " -67 to 65. Pass the indexes that belong to the schema.");
    assertThatThrownBy(() ->
            NativeHistogramSnapshot.of(0, 0, 0, Map.of(), Map.of(Integer.MIN_VALUE, 1L, 3, 1L)))
        .hasMessageContaining("from -1074 to 1025");
    assertThatThrownBy(() -> NativeHistogramSnapshot.of(0, 0, 0, Map.of(2, -1L), Map.of()))
        .hasMessage("Bucket counts cannot be negative but are {2=-1}.");
  }

  @Test
  void nativeBucketsMustAddUpToTheCount() {
    assertThat(HistogramSnapshot.of(FIVE, 5, 1.5).count()).isEqualTo(5);
    assertThatThrownBy(() -> HistogramSnapshot.of(FIVE, 6, 1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The native buckets add up to 5 but the count is 6: " + FIVE
            + ". Only with a sum of NaN they may add up to less.");
    assertThatThrownBy(() -> HistogramSnapshot.of(FIVE, 4, Double.NaN))
        .hasMessageStartingWith("The native buckets add up to 5 but the count is 4");
  }

  @Test
  void nanIsInNoNativeBucket() {
    assertThat(HistogramSnapshot.of(FIVE, 7, Double.NaN).count()).isEqualTo(7);
  }

  @Test
  void runningTotalsBecomeCountsOfBuckets() {
    HistogramSnapshot snapshot = HistogramSnapshot.ofTotals(Map.of(2.5, 5L, 1.0, 2L), 9, 12);

    assertThat(snapshot)
        .hasToString("HistogramSnapshot{}[buckets=[1.0, 2.5, Infinity], bucketCounts=[2, 3, 4],"
            + " sum=12.0]");
    assertThat(HistogramSnapshot.ofTotals(Map.of(Double.POSITIVE_INFINITY, 9L, 1.0, 2L), 9, 12))
        .hasToString(
            "HistogramSnapshot{}[buckets=[1.0, Infinity], bucketCounts=[2, 7]," + " sum=12.0]");
  }

  @Test
  void runningTotalsThatFallAreRefused() {
    assertThatThrownBy(() -> HistogramSnapshot.ofTotals(Map.of(1.0, 5L, 2.0, 3L), 9, 1))
        .hasMessage("Totals of buckets cannot fall, nor exceed the count, but they are {1.0=5,"
            + " 2.0=3, Infinity=9} of 9. Pass running totals, or counts of single buckets to"
            + " of(…).");
    assertThatThrownBy(() -> HistogramSnapshot.ofTotals(Map.of(1.0, 10L), 9, 1))
        .hasMessageContaining("{1.0=10, Infinity=9} of 9");
    assertThatThrownBy(() -> HistogramSnapshot.ofTotals(Map.of(Double.POSITIVE_INFINITY, 8L), 9, 1))
        .hasMessageContaining("{Infinity=8} of 9");
  }

  @Test
  void exemplarsGoToTheBucketsOfTheirValues() {
    Exemplar first = new Exemplar(Labels.of("id", "1"), 2, 1);
    Exemplar last = new Exemplar(Labels.of("id", "2"), 1.5, 2);
    Exemplar beyond = new Exemplar(Labels.of("id", "3"), 7, 3);

    HistogramSnapshot snapshot = HistogramSnapshot.of(Buckets.of(1, 2), new long[] {1, 2, 2}, 12)
        .withNative(FIVE)
        .withExemplars(first, last, beyond);

    assertThat(snapshot.exemplar(0)).isNull();
    assertThat(snapshot.exemplar(1)).isEqualTo(last);
    assertThat(snapshot.exemplar(2)).isEqualTo(beyond);
    assertThat(snapshot.nativeData().exemplarCount()).isEqualTo(3);
    assertThat(snapshot.nativeData().exemplar(0)).isEqualTo(last);
    assertThatThrownBy(snapshot::withExemplars)
        .hasMessage("withExemplars() got no exemplar. Pass at least one.");
  }

  @Test
  void nanIsNoExampleForANativeBucket() {
    HistogramSnapshot snapshot = HistogramSnapshot.of(FIVE, 7, Double.NaN)
        .withExemplars(new Exemplar(Labels.EMPTY, Double.NaN, 1));

    assertThat(snapshot.exemplar(0)).isNotNull();
    assertThat(snapshot.nativeData().exemplarCount()).isZero();
  }

  /** The Go client adds to the histogram it was given, so each scrape would show one more. */
  @Test
  void exemplarsDoNotChangeTheHistogramTheyAreAddedTo() {
    HistogramSnapshot given = HistogramSnapshot.of(FIVE, 5, 12);

    for (int i = 0; i < 2; i++) {
      HistogramSnapshot changed = given.withExemplars(new Exemplar(Labels.EMPTY, 2, 1));

      assertThat(changed.nativeData().exemplarCount()).isEqualTo(1);
      assertThat(given.nativeData().exemplarCount()).isZero();
      assertThat(given.exemplar(0)).isNull();
    }
  }

  @Test
  void doesNotFollowLaterChangesOfTheMapsItCameFrom() {
    Map<Integer, Long> counts = new HashMap<>(Map.of(1, 2L));
    Map<Double, Long> totals = new HashMap<>(Map.of(1.0, 2L));
    NativeHistogramSnapshot natives = NativeHistogramSnapshot.of(0, 0, 0, counts, counts);
    HistogramSnapshot classic = HistogramSnapshot.ofTotals(totals, 3, 4);

    counts.put(1, 9L);
    totals.put(1.0, 3L);

    assertThat(natives.positive().count(0)).isEqualTo(2);
    assertThat(natives.negative().count(0)).isEqualTo(2);
    assertThat(classic.bucketCount(0)).isEqualTo(2);
  }

  @Test
  void eachChangeKeepsTheRest() {
    HistogramSnapshot snapshot = HistogramSnapshot.of(Buckets.of(1), new long[] {1, 4}, 12)
        .withCreatedMillis(77)
        .withExemplars(new Exemplar(Labels.EMPTY, 1, 1))
        .withNative(FIVE);

    assertThat(snapshot.createdMillis()).isEqualTo(77);
    assertThat(snapshot.exemplar(0)).isNotNull();
    assertThat(snapshot.nativeData()).isSameAs(FIVE);
    assertThat(snapshot.withCreatedMillis(78).nativeData()).isSameAs(FIVE);
  }
}
