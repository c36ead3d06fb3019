package dev.narthex.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link NativeBuckets} promise: the schema for a growth, the published bounds, and the bucket of
 * each value.
 */
class NativeBucketsTest {

  private static final long SEED = 5;
  private static final int VALUES = 20_000;

  @ParameterizedTest
  @CsvSource({
    "1.0000001, 8",
    "1.00271, 8",
    "1.0027112750502025, 8",
    "1.0054299011128025, 8",
    "1.0054299011128027, 7",
    "1.0108892860517003, 7",
    "1.0108892860517005, 6",
    "1.0109, 6",
    "1.0218971486541166, 5",
    "1.0219, 5",
    "1.0442737824274138, 4",
    "1.0443, 4",
    "1.0905077326652577, 3",
    "1.1, 3",
    "1.18, 3",
    "1.189207115002721, 2",
    "1.2, 2",
    "1.414213562373095, 1",
    "1.4142135623730951, 1",
    "1.5, 1",
    "1.99, 1",
    "2, 0",
    "3.99, 0",
    "4, -1",
    "15.9, -1",
    "16, -2",
    "17, -2",
    "255, -2",
    "256, -3",
    "65535, -3",
    "65536, -4",
    "Infinity, -4"
  })
  void theCoarsestSchemaThatGrowsByNoMoreThanTheFactorIsTaken(double factor, int schema) {
    assertThat(NativeBuckets.growingBy(factor).schema()).isEqualTo(schema);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0, -2, Double.NaN, Double.NEGATIVE_INFINITY})
  void aFactorThatIsNotAboveOneIsRefused(double factor) {
    assertThatThrownBy(() -> NativeBuckets.growingBy(factor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Native buckets cannot grow by "
            + factor
            + ", the factor must be above 1. 1.1 is usual.");
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    NativeBuckets buckets = NativeBuckets.DEFAULT;

    assertThatThrownBy(() -> buckets.maxBuckets(0))
        .hasMessage("maxBuckets is 0 but must be from 1 to 10000.");
    assertThatThrownBy(() -> buckets.maxBuckets(10_001))
        .hasMessage("maxBuckets is 10001 but must be from 1 to 10000.");
    assertThatThrownBy(() -> buckets.zeroThreshold(-1))
        .hasMessage("zeroThreshold is -1.0 but must be finite and not negative.");
    assertThatThrownBy(() -> buckets.maxZeroThreshold(Double.NaN))
        .hasMessage("maxZeroThreshold is NaN but must be finite and not negative.");
    assertThatThrownBy(() -> buckets.resetAfter(Duration.ZERO))
        .hasMessage("resetAfter is PT0S but must be positive.");
  }

  @Test
  void aNegativeZeroIsZero() {
    NativeBuckets buckets = NativeBuckets.DEFAULT.zeroThreshold(-0.0).maxZeroThreshold(-0.0);

    assertThat(buckets)
        .isEqualTo(NativeBuckets.DEFAULT.zeroThreshold(0))
        .hasSameHashCodeAs(NativeBuckets.DEFAULT.zeroThreshold(0));
  }

  @Test
  void eachSettingLeavesTheOthersAlone() {
    NativeBuckets buckets = NativeBuckets.growingBy(2)
        .zeroThreshold(0.5)
        .maxBuckets(7)
        .resetAfter(Duration.ofHours(1))
        .maxZeroThreshold(3);

    assertThat(buckets)
        .hasToString(
            "schema 0, zeroThreshold 0.5, maxBuckets 7, resetAfter PT1H," + " maxZeroThreshold 3.0")
        .isNotEqualTo(NativeBuckets.growingBy(2))
        .isEqualTo(NativeBuckets.growingBy(2)
            .maxZeroThreshold(3)
            .resetAfter(Duration.ofMinutes(60))
            .maxBuckets(7)
            .zeroThreshold(0.5));
    assertThat(NativeBuckets.DEFAULT)
        .hasToString("schema 3, zeroThreshold " + NativeBuckets.DEFAULT.zeroThreshold()
            + ", maxBuckets 160, resetAfter null, maxZeroThreshold 0.0");
    assertThat(NativeBuckets.DEFAULT.zeroThreshold())
        .isEqualTo(Double.parseDouble("2.938735877055719e-39"));
  }

  @Test
  void boundsArePublishedConstantsNotRoundedPowers() {
    assertThat(boundsFromHalfToOne(1)).containsExactly(0.5, 0.7071067811865475);
    assertThat(boundsFromHalfToOne(2))
        .containsExactly(0.5, 0.5946035575013605, 0.7071067811865475, 0.8408964152537144);
    assertThat(boundsFromHalfToOne(8)[1]).isEqualTo(0.5013556375251013);
    ByteBuffer row = ByteBuffer.allocate(256 * Double.BYTES);
    for (double bound : boundsFromHalfToOne(8)) {
      row.putDouble(bound);
    }
    CRC32 checksum = new CRC32();
    checksum.update(row.array());
    assertThat(checksum.getValue()).isEqualTo(0xbbd5a710L);
  }

  @Test
  void theBoundsOfASchemaAreEverySecondOneOfTheNext() {
    for (int schema = 1; schema < NativeBuckets.MAX_SCHEMA; schema++) {
      double[] coarse = boundsFromHalfToOne(schema);
      double[] fine = boundsFromHalfToOne(schema + 1);
      for (int i = 0; i < coarse.length; i++) {
        assertThat(fine[2 * i]).isEqualTo(coarse[i]);
      }
    }
  }

  private static double[] boundsFromHalfToOne(int schema) {
    double[] bounds = new double[1 << schema];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = NativeBuckets.upperBound(schema, i - bounds.length);
    }
    return bounds;
  }

  @ParameterizedTest
  @CsvSource({
    "-1, -1, 0.25",
    "0, -1, 1",
    "1, -1, 4",
    "512, -1, 1.7976931348623157E308",
    "513, -1, Infinity",
    "1024, 0, 1.7976931348623157E308",
    "1025, 0, Infinity",
    "-1, 2, 0.8408964152537144",
    "1, 1, 1.414213562373095",
    "1, 2, 1.189207115002721",
    "1, 3, 1.0905077326652577",
    "1, 4, 1.0442737824274138",
    "1, 5, 1.0218971486541166",
    "1, 6, 1.0108892860517005",
    "1, 7, 1.0054299011128027",
    "1, 8, 1.0027112750502025",
    "1, 0, 2",
    "1, -2, 16",
    "1, -3, 256",
    "1, -4, 65536",
    "4096, 2, 1.7976931348623157E308",
    "4097, 2, Infinity",
    "64, -4, 1.7976931348623157E308",
    "65, -4, Infinity",
    "262144, 8, 1.7976931348623157E308",
    "262145, 8, Infinity",
    "0, 8, 1",
    "2147483647, -4, Infinity",
    "-2147483648, -4, 0"
  })
  void upperBounds(int index, int schema, double bound) {
    assertThat(NativeBuckets.upperBound(schema, index)).isEqualTo(bound);
  }

  @ParameterizedTest
  @ValueSource(ints = {-5, 9})
  void thereAreNoOtherSchemas(int schema) {
    assertThatThrownBy(() -> NativeBuckets.upperBound(schema, 0))
        .hasMessage("There is no schema " + schema + ", only -4 to 8.");
  }

  @Test
  void theRootOfTwoLiesJustAboveItsBound() {
    assertThat(NativeBuckets.indexOf(1, 1.414213562373095)).isEqualTo(1);
    assertThat(NativeBuckets.indexOf(1, 1.4142135623730951)).isEqualTo(2);
  }

  @Test
  void eachValueLiesAboveTheBoundBeforeItsBucketAndNotAboveItsOwn() {
    for (int schema = NativeBuckets.MIN_SCHEMA; schema <= NativeBuckets.MAX_SCHEMA; schema++) {
      NativeBuckets buckets = NativeBuckets.growingBy(growth(schema));
      assertThat(buckets.schema()).isEqualTo(schema);
      Random random = new Random(SEED + schema);
      for (int i = 0; i < VALUES; i++) {
        assertLiesInItsBucket(buckets, positiveDouble(random));
      }
      for (double edge : new double[] {
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Math.nextDown(Double.MIN_NORMAL),
        0.5,
        1,
        2,
        4,
        65536,
        Math.nextUp(1.0),
        Math.nextDown(1.0),
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY
      }) {
        assertLiesInItsBucket(buckets, edge);
      }
    }
  }

  /** A little above the growth of a schema, as nobody types that exactly. */
  private static double growth(int schema) {
    return Math.pow(2, Math.pow(2, -schema)) * (1 + 1e-9);
  }

  /** Any bit pattern, and values on and beside the bounds. */
  private static double positiveDouble(Random random) {
    if (random.nextBoolean()) {
      double value = Math.abs(Double.longBitsToDouble(random.nextLong()));
      return Double.isNaN(value) || value == 0 ? 1 : value;
    }
    double bound = NativeBuckets.upperBound(8, random.nextInt(40_000) - 20_000);
    return random.nextBoolean()
        ? bound
        : random.nextBoolean() ? Math.nextUp(bound) : Math.nextDown(bound);
  }

  /** Bounds below the smallest normal number are rounded to few bits, so several are equal. */
  private static void assertLiesInItsBucket(NativeBuckets buckets, double value) {
    int index = NativeBuckets.indexOf(buckets.schema(), value);
    double lower = NativeBuckets.upperBound(buckets.schema(), index - 1);
    assertThat(value)
        .as("bucket %d of schema %d", index, buckets.schema())
        .isLessThanOrEqualTo(NativeBuckets.upperBound(buckets.schema(), index))
        .isGreaterThanOrEqualTo(value < Double.MIN_NORMAL ? lower : Math.nextUp(lower));
  }
}
