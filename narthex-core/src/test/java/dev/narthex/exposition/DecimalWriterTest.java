package dev.narthex.exposition;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The spelling of numbers in the text formats, and what makes its digits the right ones: they read
 * back, no fewer would, and of as many none are nearer. The checks use {@link BigDecimal} and
 * {@link Double#parseDouble} only, since {@link Double#toString} gives other digits before JDK 19.
 */
class DecimalWriterTest {

  private static final long SEED = 20_240_229;

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0.0",
    "-0.0, 0, 0.0",
    "1, 1, 1.0",
    "-1, -1, -1.0",
    "42, 42, 42.0",
    "100000, 100000, 100000.0",
    "999999, 999999, 999999.0",
    "-999999, -999999, -999999.0",
    "NaN, NaN, NaN",
    "Infinity, +Inf, +Inf",
    "-Infinity, -Inf, -Inf",
  })
  void aPlainWholeNumberGetsAPointInOpenMetricsOnlyAndNotANumberNever(
      double value, String classic, String openMetrics) {
    assertThat(label(value)).isEqualTo(classic);
    assertThat(labelOpenMetrics(value)).isEqualTo(openMetrics);
    assertThat(sample(value)).isEqualTo(classic);
    assertThat(sampleOpenMetrics(value)).isEqualTo(openMetrics);
  }

  @ParameterizedTest
  @CsvSource({
    "123456.789, 123456.789",
    "-123456.789, -123456.789",
    "999999.5, 999999.5",
    "999999.9999999999, 999999.9999999999",
    "1000000.5, 1.0000005e+06",
    "1234567.5, 1.2345675e+06",
    "10.5, 10.5",
    "1.5, 1.5",
    "0.5, 0.5",
    "0.25, 0.25",
    "0.1, 0.1",
    "0.30000000000000004, 0.30000000000000004",
    "0.01, 0.01",
    "0.001, 0.001",
    "0.0001, 0.0001",
    "-0.0001, -0.0001",
    "0.00012345678901234567, 0.00012345678901234567",
    "0.00009999999999999999, 9.999999999999999e-05",
    "0.00001, 1e-05",
    "0.000123, 0.000123",
    "0.0000123, 1.23e-05",
    "1e-10, 1e-10",
    "1e-100, 1e-100",
    "2.938735877055719e-39, 2.938735877055719e-39",
    "0x1p-128, 2.938735877055719e-39",
    "4.9e-324, 5e-324",
    "9.9e-324, 1e-323",
    "1.5e-323, 1.5e-323",
    "9.9e-323, 1e-322",
    "2.2250738585072014e-308, 2.2250738585072014e-308",
    "-2.2250738585072014e-308, -2.2250738585072014e-308",
    "2.2250738585072011e-308, 2.225073858507201e-308",
    "9007199254740992, 9.007199254740992e+15",
    "1e16, 1e+16",
    "2e23, 2e+23",
    "1e23, 1e+23",
    "1e300, 1e+300",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "-1.7976931348623157e308, -1.7976931348623157e+308",
  })
  void everyOtherNumberIsSpelledTheSameEverywhere(double value, String text) {
    assertThat(label(value)).isEqualTo(text);
    assertThat(labelOpenMetrics(value)).isEqualTo(text);
    assertThat(sample(value)).isEqualTo(text);
    assertThat(sampleOpenMetrics(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1000000, 1e+06, 1000000",
    "-1000000, -1e+06, -1000000",
    "1234567, 1.234567e+06, 1234567",
    "16777216, 1.6777216e+07, 16777216",
    "1700000000000, 1.7e+12, 1700000000000",
    "9007199254740991, 9.007199254740991e+15, 9007199254740991",
    "-9007199254740991, -9.007199254740991e+15, -9007199254740991",
  })
  void aLargeWholeNumberIsScientificAsALabelAndPlainAsASample(
      double value, String label, String sample) {
    assertThat(label(value)).isEqualTo(label);
    assertThat(labelOpenMetrics(value)).isEqualTo(label);
    assertThat(sample(value)).isEqualTo(sample);
    assertThat(sampleOpenMetrics(value)).isEqualTo(sample + ".0");
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        -1,
        9,
        10,
        -10,
        99,
        100,
        101,
        12345,
        Integer.MIN_VALUE,
        9_999_999_999L,
        999_999_999_999_999_999L,
        1_000_000_000_000_000_000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1
      })
  void integersAreWrittenWithAndWithoutSign(long value) {
    assertThat(signed(value)).isEqualTo(Long.toString(value));
    assertThat(unsigned(value)).isEqualTo(Long.toUnsignedString(value));
  }

  @Test
  void integersOfEveryLengthAreWrittenAsTheJdkWritesThem() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 20_000; i++) {
      long value = random.nextLong() >> random.nextInt(Long.SIZE);

      assertThat(signed(value)).isEqualTo(Long.toString(value));
      assertThat(unsigned(value)).isEqualTo(Long.toUnsignedString(value));
    }
  }

  @Test
  void theLongestTextFillsTheRoomThatCallersReserve() {
    assertThat(sample(-Double.MIN_NORMAL)).hasSize(DecimalWriter.MAX_BYTES);
  }

  @Test
  void nanWithAPayloadIsNan() {
    assertThat(sample(Double.longBitsToDouble(0xFFF8_0000_0000_0001L))).isEqualTo("NaN");
  }

  @Test
  void anyBitsReadBack() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 200_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      String text = sample(value);
      if (Double.isFinite(value) && Double.parseDouble(text) != value) {
        fail("%s does not read back as %s", text, value);
      }
    }
  }

  @Test
  void digitsAreShortestAndNearestForAnyBits() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 15_000; i++) {
      checkDigits(Double.longBitsToDouble(random.nextLong()));
    }
  }

  @Test
  void digitsAreShortestAndNearestForOrdinaryMeasurements() {
    SplittableRandom random = new SplittableRandom(SEED);
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      sum += random.nextDouble();
      checkDigits(sum);
      checkDigits(random.nextLong(100_000_000_000L) / 1e9);
    }
  }

  @Test
  void decimalsOfUpTo15DigitsComeBackAsTheyWere() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 20_000; i++) {
      long digits = random.nextLong(1_000_000_000_000_000L) / Math.round(Math.pow(10, i % 15)) + 1;
      BigDecimal decimal = BigDecimal.valueOf(digits, random.nextInt(-290, 300));

      String text = label(decimal.doubleValue());

      if (decimal.compareTo(new BigDecimal(text)) != 0) {
        fail("%s came back as %s", decimal, text);
      }
    }
  }

  @Test
  void digitsAreShortestAndNearestForPowersOfTwoAndTheirNeighbours() {
    for (int exponent = Double.MIN_EXPONENT - 52; exponent <= Double.MAX_EXPONENT; exponent++) {
      checkWithNeighbours(Math.scalb(1.0, exponent));
      checkWithNeighbours(Math.scalb(3.0, exponent)); // the last of these is infinite
    }
  }

  @Test
  void digitsAreShortestAndNearestForPowersOfTenAndTheirNeighbours() {
    for (int exponent = -324; exponent <= 308; exponent++) {
      for (int digit = 1; digit <= 9; digit++) {
        checkWithNeighbours(Double.parseDouble(digit + "e" + exponent));
      }
    }
  }

  @Test
  void digitsAreShortestAndNearestForTheSmallestSubnormals() {
    for (int i = 1; i <= 500; i++) {
      checkDigits(i * Double.MIN_VALUE);
    }
  }

  @Test
  void digitsAreShortestAndNearestAroundTheLimitsOfTheLayouts() {
    for (double limit : new double[] {1e-5, 1e-4, 1e-3, 1, 10, 999_999, 1e6, 1e7, 0x1p53, 0x1p63}) {
      double above = limit;
      double below = limit;
      for (int i = 0; i < 300; i++) {
        checkDigits(above);
        checkDigits(below);
        above = Math.nextUp(above);
        below = Math.nextDown(below);
      }
    }
  }

  @Test
  void wholeSamplesArePlainUpTo2To53() {
    for (long value = (1L << 53) - 1_000; value < 1L << 53; value++) {
      assertThat(sample((double) value)).isEqualTo(Long.toString(value));
      assertThat(sampleOpenMetrics((double) -value)).isEqualTo(-value + ".0");
    }
    for (long value = 1L << 53; value < (1L << 53) + 1_000; value += 2) {
      assertThat(sample((double) value)).isEqualTo(label((double) value)).contains("e+15");
    }
  }

  private static void checkWithNeighbours(double value) {
    checkDigits(Math.nextDown(value));
    checkDigits(value);
    checkDigits(Math.nextUp(value));
  }

  /** Fails unless the label text of {@code value} is one that reads back, shortest, and nearest. */
  private static void checkDigits(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return;
    }
    String text = label(value);
    BigDecimal decimal = new BigDecimal(text).stripTrailingZeros();
    long significand = decimal.unscaledValue().abs().longValueExact();
    int exponent = -decimal.scale();
    double magnitude = Math.abs(value);

    if (Double.parseDouble(text) != value) {
      fail("%s does not read back as %s", text, value);
    }
    // What reads back as one double has no gaps, so the next shorter ones are all there is to try.
    long shorter = significand / 10;
    if (significand >= 10
        && (reads(shorter, exponent + 1, magnitude)
            || reads(shorter + 1, exponent + 1, magnitude))) {
      fail("%s has one digit more than %s needs", text, value);
    }
    checkNearer(significand, significand + 1, exponent, magnitude);
    checkNearer(significand, significand - 1, exponent, magnitude);
    if (significand == 1) { // below a power of ten, decimals of the same length are denser
      checkNearer(10, 9, exponent - 1, magnitude);
    }
  }

  private static boolean reads(long significand, int exponent, double value) {
    return Double.parseDouble(significand + "e" + exponent) == value;
  }

  /** Fails if {@code other} would read back too and is nearer, or as near and the even one. */
  private static void checkNearer(long chosen, long other, int exponent, double value) {
    if (!reads(other, exponent, value)) {
      return;
    }
    BigDecimal middle = BigDecimal.valueOf(chosen)
        .add(BigDecimal.valueOf(other))
        .divide(BigDecimal.valueOf(2))
        .scaleByPowerOfTen(exponent);
    int side = Long.signum(other - chosen) * new BigDecimal(value).compareTo(middle);
    if (side > 0 || (side == 0 && chosen % 2 != 0)) {
      fail("%se%d is not as near to %s as %se%d", chosen, exponent, value, other, exponent);
    }
  }

  private static String sample(double value) {
    return text((out, at) -> DecimalWriter.writeSample(value, out, at));
  }

  private static String sampleOpenMetrics(double value) {
    return text((out, at) -> DecimalWriter.writeSampleOpenMetrics(value, out, at));
  }

  private static String label(double value) {
    return text((out, at) -> DecimalWriter.writeLabel(value, out, at));
  }

  private static String labelOpenMetrics(double value) {
    return text((out, at) -> DecimalWriter.writeLabelOpenMetrics(value, out, at));
  }

  private static String signed(long value) {
    return text((out, at) -> DecimalWriter.writeLong(value, out, at));
  }

  private static String unsigned(long value) {
    return text((out, at) -> DecimalWriter.writeUnsignedLong(value, out, at));
  }

  /** Gives a method just the room it may ask for, and sees that it leaves the rest alone. */
  private static String text(Writing writing) {
    byte[] out = new byte[2 + DecimalWriter.MAX_BYTES];
    Arrays.fill(out, (byte) '?');

    int end = writing.write(out, 2);

    if (out[0] != '?' || out[1] != '?' || (end < out.length && out[end] != '?')) {
      fail("wrote outside of its bytes: %s", new String(out, US_ASCII));
    }
    return new String(out, 2, end - 2, US_ASCII);
  }

  private interface Writing {
    int write(byte[] out, int at);
  }
}
