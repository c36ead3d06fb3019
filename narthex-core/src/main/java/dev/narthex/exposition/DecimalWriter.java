package dev.narthex.exposition;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Writes numbers in the spelling of the text formats, as ASCII bytes into a buffer of the caller.
 *
 * <pre>
 *                          1.0    1234567        123456.789  0.00001  1e300
 * writeSample              1      1234567        123456.789  1e-05    1e+300
 * writeSampleOpenMetrics   1.0    1234567.0      123456.789  1e-05    1e+300
 * writeLabel               1      1.234567e+06   123456.789  1e-05    1e+300
 * writeLabelOpenMetrics    1.0    1.234567e+06   123456.789  1e-05    1e+300
 * </pre>
 *
 * <p>A double is written with as few digits as read back to the same double ({@link
 * ShortestDecimal}); both zeros are {@code 0}; the rest is {@code NaN}, {@code +Inf} and {@code
 * -Inf}. It is plain from 0.0001 up to below a million and scientific outside, with one exception:
 * a sample that is a whole number stays plain up to 2^53, as a counter is easier to read that way.
 * A label value does not, because {@code le="1e+06"} is a name that other exporters spell so.
 *
 * <p>Each method takes the position of the first byte to write and returns the position after the
 * last. The caller has made sure of {@link #MAX_BYTES} bytes of room. Nothing is allocated but for
 * the first double of some magnitude, see {@link PowersOfTen}. Thread-safe; the buffer is not.
 */
final class DecimalWriter {

  /** The most bytes one call writes: sign, 17 digits, point and {@code e-308}. */
  static final int MAX_BYTES = 1 + 17 + 1 + 5; // a long takes 20, 0.0001 and 16 more digits 23

  /** Whole numbers below this are all doubles, and are their own shortest decimals. */
  private static final double EXACT_WHOLE_LIMIT = 0x1p53;

  private static final int PLAIN_EXPONENT_MIN = -4;
  private static final int PLAIN_EXPONENT_LIMIT = 6;
  private static final double PLAIN_LIMIT = 1e6;

  private static final byte[] NAN = "NaN".getBytes(US_ASCII);
  private static final byte[] POSITIVE_INFINITY = "+Inf".getBytes(US_ASCII);
  private static final byte[] NEGATIVE_INFINITY = "-Inf".getBytes(US_ASCII);

  /** 00, 01, 02, and so on up to 99. */
  private static final byte[] DIGIT_PAIRS = digitPairs();

  /** The powers of ten that are longs. */
  private static final long[] POWERS_OF_TEN = powersOfTen();

  private DecimalWriter() {}

  /** Writes a sample value of the classic format: {@code 1234567}, {@code 0.25}. */
  static int writeSample(double value, byte[] out, int at) {
    return isWholeBelow(EXACT_WHOLE_LIMIT, value)
        ? writeLong((long) value, out, at)
        : writeLabel(value, out, at);
  }

  /** Writes a sample value of OpenMetrics: {@code 1234567.0}, {@code 0.25}. */
  static int writeSampleOpenMetrics(double value, byte[] out, int at) {
    int end = writeSample(value, out, at);
    return isWholeBelow(EXACT_WHOLE_LIMIT, value) ? writePointZero(out, end) : end;
  }

  /** Writes a value of {@code le} or {@code quantile} in the classic format: {@code 1e+06}. */
  static int writeLabel(double value, byte[] out, int at) {
    if (isWholeBelow(PLAIN_LIMIT, value)) { // both zeros are among these
      return writeLong((long) value, out, at);
    }
    if (!Double.isFinite(value)) {
      return writeNotFinite(value, out, at);
    }
    int position = at;
    if (value < 0) {
      out[position++] = '-';
    }
    return writeShortest(Math.abs(value), out, position);
  }

  /** Writes a value of {@code le} or {@code quantile} in OpenMetrics: {@code 1.0}. */
  static int writeLabelOpenMetrics(double value, byte[] out, int at) {
    int end = writeLabel(value, out, at);
    return isWholeBelow(PLAIN_LIMIT, value) ? writePointZero(out, end) : end;
  }

  /** Writes a signed integer: {@code -9223372036854775808}. */
  static int writeLong(long value, byte[] out, int at) {
    if (value >= 0) {
      return writeDigits(value, out, at);
    }
    out[at] = '-';
    return writeUnsignedLong(-value, out, at + 1); // 2^63, which no long can hold, comes out right
  }

  /** Writes an integer of 64 bits without sign, such as a count: {@code 18446744073709551615}. */
  static int writeUnsignedLong(long value, byte[] out, int at) {
    if (value >= 0) {
      return writeDigits(value, out, at);
    }
    long tens = (value >>> 1) / 5;
    int end = writeDigits(tens, out, at);
    out[end] = (byte) ('0' + (value - tens * 10));
    return end + 1;
  }

  private static boolean isWholeBelow(double limit, double value) {
    return (long) value == value && Math.abs(value) < limit;
  }

  private static int writePointZero(byte[] out, int at) {
    out[at] = '.';
    out[at + 1] = '0';
    return at + 2;
  }

  private static int writeNotFinite(double value, byte[] out, int at) {
    byte[] name = Double.isNaN(value) ? NAN : value > 0 ? POSITIVE_INFINITY : NEGATIVE_INFINITY;
    System.arraycopy(name, 0, out, at, name.length);
    return at + name.length;
  }

  private static int writeShortest(double value, byte[] out, int at) {
    long significand = ShortestDecimal.significand(value);
    int firstDigitExponent = ShortestDecimal.exponent(value) + digitCount(significand) - 1;
    long digits = withoutTrailingZeros(significand);

    if (firstDigitExponent < PLAIN_EXPONENT_MIN || firstDigitExponent >= PLAIN_EXPONENT_LIMIT) {
      return writeScientific(digits, firstDigitExponent, out, at);
    }
    return firstDigitExponent < 0
        ? writeBelowOne(digits, firstDigitExponent, out, at)
        : writeWithPoint(digits, firstDigitExponent + 1, out, at);
  }

  /** Writes {@code 1.234567e+06}, or {@code 1e-05} if there is one digit. */
  private static int writeScientific(long digits, int exponent, byte[] out, int at) {
    int position = digits < 10 ? writeDigits(digits, out, at) : writeWithPoint(digits, 1, out, at);
    out[position++] = 'e';
    out[position++] = (byte) (exponent < 0 ? '-' : '+');
    int magnitude = Math.abs(exponent);
    if (magnitude < 10) {
      out[position++] = '0';
    }
    return writeDigits(magnitude, out, position);
  }

  /** Writes {@code 0.000123}. */
  private static int writeBelowOne(long digits, int firstDigitExponent, byte[] out, int at) {
    int firstDigit = at + 1 - firstDigitExponent;
    for (int i = at; i < firstDigit; i++) {
      out[i] = '0';
    }
    out[at + 1] = '.';
    return writeDigits(digits, out, firstDigit);
  }

  /** Writes {@code 123456.789}. There are more than {@code pointAfter} digits. */
  private static int writeWithPoint(long digits, int pointAfter, byte[] out, int at) {
    int end = writeDigits(digits, out, at + 1); // one place too far, to make room for the point
    assert end > at + 1 + pointAfter : digits;
    for (int i = at; i < at + pointAfter; i++) {
      out[i] = out[i + 1];
    }
    out[at + pointAfter] = '.';
    return end;
  }

  /** Divides by 10 as long as nothing is lost, in few steps. There are at most 16 zeros to lose. */
  private static long withoutTrailingZeros(long digits) {
    long rest = digits;
    while (rest % 100_000_000 == 0) {
      rest /= 100_000_000;
    }
    if (rest % 10_000 == 0) {
      rest /= 10_000;
    }
    if (rest % 100 == 0) {
      rest /= 100;
    }
    return rest % 10 == 0 ? rest / 10 : rest;
  }

  /** Writes a number that is not negative, from its end, two digits a step. */
  private static int writeDigits(long value, byte[] out, int at) {
    int end = at + digitCount(value);
    int position = end;
    long rest = value;
    while (rest >= 10) {
      long hundreds = rest / 100;
      int pair = 2 * (int) (rest - hundreds * 100);
      position -= 2;
      out[position] = DIGIT_PAIRS[pair];
      out[position + 1] = DIGIT_PAIRS[pair + 1];
      rest = hundreds;
    }
    if (position > at) {
      out[at] = (byte) ('0' + rest);
    }
    return end;
  }

  private static int digitCount(long value) {
    long odd = value | 1; // has as many digits, and 0 then needs no branch
    int bits = Long.SIZE - Long.numberOfLeadingZeros(odd);
    int guess = (bits * 1233) >> 12; // log10(2) * 2^12 = 1233.0...; right, or one too few
    return odd < POWERS_OF_TEN[guess] ? guess : guess + 1;
  }

  private static byte[] digitPairs() {
    byte[] pairs = new byte[200];
    for (int i = 0; i < 100; i++) {
      pairs[2 * i] = (byte) ('0' + i / 10);
      pairs[2 * i + 1] = (byte) ('0' + i % 10);
    }
    return pairs;
  }

  private static long[] powersOfTen() {
    long[] powers = new long[19];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = 10 * powers[i - 1];
    }
    return powers;
  }
}
