package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.Exemplar;
import dev.narthex.model.Labels;
import dev.narthex.model.NativeBuckets;
import dev.narthex.model.NativeHistogramSnapshot;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which exemplars the native buckets of a {@link Histogram} keep. */
class NativeExemplarTest {

  private static final Labels GIVEN = Labels.of("order", "17");

  private final ManualTime time = new ManualTime();

  @Test
  void nativeBucketsKeepExemplarsThatAreFarApart() {
    assertThat(valuesKept(3, Duration.ofSeconds(10), 1, 3, 5)).containsExactly(1.0, 3.0, 5.0);
    assertThat(valuesKept(3, Duration.ofSeconds(10), 1, 3, 5, 4)).containsExactly(1.0, 3.0, 4.0);
    assertThat(valuesKept(3, Duration.ofSeconds(10), 1, 3, 5, 4, 0)).containsExactly(0.0, 1.0, 4.0);
  }

  @Test
  void nativeBucketsLetAnExemplarGoThatIsTooOld() {
    Histogram sizes = nativeHistogram(3, Duration.ofSeconds(10));
    observe(sizes, 1, 3, 5, 4, 0);
    time.advance(Duration.ofSeconds(11));

    observe(sizes, 6);

    assertThat(values(sizes)).containsExactly(0.0, 4.0, 6.0);
  }

  @Test
  void withAnAgeOfZeroTheOldestExemplarAlwaysGoes() {
    assertThat(valuesKept(3, Duration.ZERO, 1, 3, 5, 4)).containsExactly(3.0, 4.0, 5.0);
    assertThat(valuesKept(3, Duration.ZERO, 1, 3, 5, 4, 0)).containsExactly(0.0, 4.0, 5.0);
    assertThat(valuesKept(3, Duration.ZERO, 1, 3, 5, 4, 0, 3)).containsExactly(0.0, 3.0, 4.0);
  }

  @Test
  void nativeBucketsKeepNegativeValuesApartToo() {
    assertThat(valuesKept(3, Duration.ofHours(1), -1, -3, -100, -101))
        .containsExactly(-101.0, -3.0, -1.0);
  }

  @Test
  void nativeBucketsMayKeepOneExemplarOrNone() {
    assertThat(valuesKept(1, Duration.ofHours(1), 1, 3, 5)).containsExactly(5.0);
    assertThat(valuesKept(0, Duration.ofHours(1), 1, 3, 5)).isEmpty();
  }

  @Test
  void ofPairsThatAreEquallyNearTheLowestLosesItsOlderOne() {
    assertThat(valuesKept(3, Duration.ofHours(1), 1, 2, 4, 100)).containsExactly(2.0, 4.0, 100.0);
    assertThat(valuesKept(3, Duration.ofHours(1), 2, 1, 4, 100)).containsExactly(1.0, 4.0, 100.0);
  }

  @Test
  void ofExemplarsOfOneTimeThatOfTheLowerValueGoes() {
    Histogram sizes = nativeHistogram(3, Duration.ofHours(1));
    for (double value : new double[] {2, 1, 100, 1000}) { // the clock stands still
      sizes.observeWithExemplar(value, GIVEN);
    }

    assertThat(values(sizes)).containsExactly(2.0, 100.0, 1000.0);
  }

  @Test
  void aNewExemplarTakesThePlaceOfANeighbourThatIsNearerThanAnyPair() {
    assertThat(valuesKept(3, Duration.ofHours(1), 1, 10, 100, 11))
        .containsExactly(1.0, 11.0, 100.0);
    assertThat(valuesKept(3, Duration.ofHours(1), 1, 10, 100, 9)).containsExactly(1.0, 9.0, 100.0);
    assertThat(valuesKept(3, Duration.ofHours(1), 1, 4, 1000, 2)) // is as near to the one below
        .containsExactly(2.0, 4.0, 1000.0);
  }

  @Test
  void nativeBucketsKeepTenExemplarsForFiveMinutesUnlessTheyAreToldOtherwise() {
    Histogram sizes = Histogram.builder("size_bytes")
        .nativeBuckets(NativeBuckets.DEFAULT)
        .time(time)
        .build();
    observe(sizes, 0x1p900); // the oldest, and near to none
    for (int i = 0; i < 10; i++) {
      observe(sizes, Math.scalb(1.0, i * i)); // the lowest two are the nearest
    }
    assertThat(values(sizes)).hasSize(10).doesNotContain(1.0).contains(2.0, 0x1p900);

    time.advance(Duration.ofMinutes(5).minusMillis(11));
    observe(sizes, 0x1p100);
    assertThat(values(sizes)).hasSize(10).doesNotContain(2.0).contains(16.0, 0x1p900);
    observe(sizes, 0x1p121);
    assertThat(values(sizes)).hasSize(10).doesNotContain(0x1p900).contains(16.0);
  }

  /** Threads that meet fill several stripes; a scrape shows what one would have kept. */
  @Test
  void oneExemplarForNativeBucketsIsTheLastWhicheverStripeItIsIn() {
    Histogram sizes = nativeHistogram(1, Duration.ofHours(1));

    for (double value = 1; value <= 20; value++) {
      observeElsewhere(sizes, value);

      assertThat(values(sizes)).containsExactly(value);
    }
  }

  @Test
  void exemplarsThatAreTooOldGoWhicheverStripeTheyAreIn() {
    Histogram sizes = nativeHistogram(3, Duration.ofSeconds(10));

    for (double value = 1; value <= 20; value++) {
      time.advance(Duration.ofSeconds(11));
      observeElsewhere(sizes, value, value + 50, value + 1000);

      assertThat(values(sizes)).containsExactly(value, value + 50, value + 1000);
    }
  }

  /** Observes in another stripe than the thread would take. */
  private void observeElsewhere(Histogram sizes, double... values) {
    HistogramCells held = sizes.lockedStripe();
    observe(sizes, values);
    held.unlock();
  }

  @Test
  void anExemplarOfNativeBucketsGoesToTheClassicBucketToo() {
    Histogram sizes = Histogram.builder("size_bytes")
        .nativeBuckets(NativeBuckets.DEFAULT)
        .buckets(1, 2)
        .time(time)
        .build();

    sizes.observeWithExemplar(2, GIVEN);

    Exemplar kept = new Exemplar(GIVEN, 2, ManualTime.START_MILLIS);
    assertThat(sizes.snapshot().exemplar(1)).isEqualTo(kept);
    assertThat(sizes.snapshot().nativeData().exemplar(0)).isEqualTo(kept);
  }

  @Test
  void anExemplarMayBeAsOldAsALongTimeGoes() {
    assertThat(valuesKept(2, ChronoUnit.FOREVER.getDuration(), 1, 3, 100))
        .containsExactly(3.0, 100.0);
  }

  @Test
  void nanIsNoExampleForANativeBucket() {
    assertThat(valuesKept(3, Duration.ofHours(1), 1, Double.NaN)).containsExactly(1.0);
  }

  @Test
  void exemplarsOutliveAFreshStart() {
    Histogram sizes = Histogram.builder("size_bytes")
        .nativeBuckets(NativeBuckets.DEFAULT.maxBuckets(1).resetAfter(Duration.ofMinutes(1)))
        .time(time)
        .build();
    sizes.observeWithExemplar(1, GIVEN);
    time.advance(Duration.ofMinutes(2));

    sizes.observe(2);

    assertThat(sizes.snapshot().count()).isEqualTo(1);
    assertThat(values(sizes)).containsExactly(1.0);
  }

  private Histogram nativeHistogram(int max, Duration age) {
    return Histogram.builder("size_bytes")
        .nativeBuckets(NativeBuckets.DEFAULT)
        .nativeExemplars(max, age)
        .time(time)
        .build();
  }

  private List<Double> valuesKept(int max, Duration age, double... observed) {
    Histogram sizes = nativeHistogram(max, age);
    observe(sizes, observed);
    return values(sizes);
  }

  /** Observes a value each millisecond. */
  private void observe(Histogram sizes, double... values) {
    for (double value : values) {
      time.advance(Duration.ofMillis(1));
      sizes.observeWithExemplar(value, GIVEN);
    }
  }

  private static List<Double> values(Histogram sizes) {
    NativeHistogramSnapshot natives = sizes.snapshot().nativeData();
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < natives.exemplarCount(); i++) {
      values.add(natives.exemplar(i).value());
    }
    return values;
  }
}
