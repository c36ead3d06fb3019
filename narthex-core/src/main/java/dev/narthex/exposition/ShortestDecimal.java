package dev.narthex.exposition;

/**
 * The shortest decimal that reads back to a given double; among the shortest, the closest to it.
 *
 * <p>It is {@code significand(value)} times ten to the {@code exponent(value)}. The significand has
 * at most 17 digits, and may end in zeros, which do not count as digits. The two are asked for
 * separately because they do not fit into one long and nothing is to be allocated; the exponent
 * depends on the exponent of the double alone, so that it costs a multiplication to get it again.
 *
 * <p>This is not always what {@code Double.toString} picks: it wants two digits at least, and
 * before JDK 19 it often gave more digits than needed. {@code Double.MIN_VALUE} is 5e-324 here and
 * 4.9E-324 there.
 */
final class ShortestDecimal {

  /*
   * The Schubfach algorithm, from Raffaello Giulietti, "The Schubfach way to render doubles"
   * (2021), in its optimal variant (figure 1; M = 1 in figure 7). Sections in brackets are of that
   * paper.
   *
   * The double is v = c * 2^q. The reals that read back to it form an interval around it [5] that
   * is 2^q wide, or 3/4 of that when v is a power of two, because the double below is then nearer.
   * Let k be the largest integer for which 10^k is not wider than the interval. Then [8]
   *
   *   - at least one multiple of 10^k lies in the interval, so 17 digits always do, and the
   *     neighbours of v among these multiples are the only ones worth looking at;
   *   - at most one multiple of 10^(k+1) lies in it, and where there is one, nothing is shorter.
   *
   * So there are four candidates: the multiples of 10^(k+1) on either side of v, then those of
   * 10^k. Each is compared with the ends of the interval, and the last two with v if both are in.
   *
   * The comparisons are made on 4 * v * 10^-k, and the same for the ends, as integers [9.2, 9.3]:
   * rounded to odd, that is to the nearest odd integer unless they are even integers. A number so
   * rounded compares with any even integer as the exact number does, and every integer it is
   * compared with here is even. Estimating 10^-k to 126 bits does not change the outcome for any
   * double [9.5 to 9.9, with a machine-checked proof by D. Nadezhin].
   *
   * The paper looks at multiples of 10^(k+1) only if there are at least ten multiples of 10^k below
   * v. The two doubles for which there are not, 2^-1074 and 2^-1073, come out the same without that
   * condition: 5e-324 and 1e-323.
   */

  private static final int FRACTION_BITS = 52;
  private static final long HIDDEN_BIT = 1L << FRACTION_BITS;
  private static final long FRACTION_MASK = HIDDEN_BIT - 1;
  private static final int BIASED_EXPONENT_MASK = 0x7FF;

  /** What q is less than the biased exponent of a normal double: 1023 and the fraction bits. */
  private static final int Q_BIAS = 1023 + FRACTION_BITS;

  private static final PowersOfTen POWERS = new PowersOfTen();

  private ShortestDecimal() {}

  /**
   * Returns the digits of {@code value}, as a multiple of ten to the {@link #exponent}.
   *
   * @param value finite and above 0
   * @return from 1 to 10^17
   */
  static long significand(double value) {
    assert value > 0 && value < Double.POSITIVE_INFINITY : value;
    long bits = Double.doubleToRawLongBits(value);
    long fraction = bits & FRACTION_MASK;
    long c = isSubnormal(bits) ? fraction : fraction | HIDDEN_BIT;
    int k = exponent(bits);

    long high = POWERS.high(-k);
    long low = POWERS.low(-k);
    int shift = lastBitExponent(bits) + PowersOfTen.floorLog2(-k) + 2; // from 2 to 5 [9.9]
    long below = 4 * c - (isNearerToTheDoubleBelow(bits) ? 1 : 2);
    long scaled = scale(high, low, (4 * c) << shift);
    long lowerEnd = scale(high, low, below << shift);
    long upperEnd = scale(high, low, (4 * c + 2) << shift);
    if ((c & 1) != 0) {
      lowerEnd++; // an odd double does not own the ends of its interval: ties are read as even
      upperEnd--;
    }

    long floor = scaled >> 2;
    long tensBelow = floor / 10 * 10;
    if (lowerEnd <= 4 * tensBelow) {
      return tensBelow;
    }
    long tensAbove = tensBelow + 10;
    if (4 * tensAbove <= upperEnd) {
      return tensAbove;
    }
    boolean floorFits = lowerEnd <= 4 * floor;
    boolean ceilingFits = 4 * (floor + 1) <= upperEnd;
    if (floorFits && ceilingFits) {
      long fromMiddle = scaled - (4 * floor + 2);
      return fromMiddle < 0 || (fromMiddle == 0 && (floor & 1) == 0) ? floor : floor + 1;
    }
    return floorFits ? floor : floor + 1;
  }

  /**
   * Returns the power of ten that {@link #significand} counts.
   *
   * @param value finite and above 0
   * @return from -324 to 292
   */
  static int exponent(double value) {
    return exponent(Double.doubleToRawLongBits(value));
  }

  /**
   * Returns floor(log10(width of the interval)) [9.1]: the width is 2^q or 3/4 of it. The constants
   * are log10(2) * 2^20 = 315652.82... and log10(3/4) * 2^20 = -131007.7..., rounded; that they are
   * near enough for every exponent of a double has been checked with exact arithmetic.
   */
  private static int exponent(long bits) {
    int scaledLog10 = lastBitExponent(bits) * 315_653;
    return (isNearerToTheDoubleBelow(bits) ? scaledLog10 - 131_008 : scaledLog10) >> 20;
  }

  /** Returns q. */
  private static int lastBitExponent(long bits) {
    return Math.max(biasedExponent(bits), 1) - Q_BIAS;
  }

  /** True for powers of two, but not for the smallest normal one: subnormals lie as far apart. */
  private static boolean isNearerToTheDoubleBelow(long bits) {
    return (bits & FRACTION_MASK) == 0 && biasedExponent(bits) > 1;
  }

  private static boolean isSubnormal(long bits) {
    return biasedExponent(bits) == 0;
  }

  private static int biasedExponent(long bits) {
    return (int) (bits >>> FRACTION_BITS) & BIASED_EXPONENT_MASK;
  }

  /**
   * Returns {@code multiplier} * g / 2^127 rounded to odd, for the g that {@code high} and {@code
   * low} hold [9.9].
   *
   * <p>The product has up to 186 bits. The lowest 64 are left out of the rounding: they are where
   * the power is only estimated, and no double comes so near to an integer without being one [9.6].
   */
  private static long scale(long high, long low, long multiplier) {
    assert (multiplier & 1) == 0 : multiplier; // so that halving the product below loses nothing
    long halfCarry = ((high * multiplier) >>> 1) + Math.multiplyHigh(low, multiplier);
    long floor = Math.multiplyHigh(high, multiplier) + (halfCarry >>> 63);
    boolean hasFraction = halfCarry << 1 != 0;
    return hasFraction ? floor | 1 : floor;
  }
}
