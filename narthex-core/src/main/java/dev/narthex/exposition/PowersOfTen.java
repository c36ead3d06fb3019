package dev.narthex.exposition;

import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The powers of ten from 10^-292 to 10^324, each to 126 bits: what {@link ShortestDecimal} scales
 * doubles with.
 *
 * <p>An entry is computed when it is first asked for and kept for ever. A process that exposes
 * ordinary metrics meets a few dozen of the 617, so none is computed at start-up. Thread-safe.
 */
final class PowersOfTen {

  /*
   * For each exponent e there is one integer g of 126 bits, the smallest with 10^e < g * 2^r, where
   * r = floor(log2(10^e)) - 125. (Section 9.8.2 of the paper cited in ShortestDecimal, for e = -k.)
   * It is kept in two words of 63 bits, side by side:
   *
   *   words[2 * i]        the high 63 bits of g, for e = EXPONENT_MIN + i
   *   words[2 * i + 1]    the low 63 bits of g
   *
   * Invariants
   *   I1  A high word is 0 until its entry is complete, and never 0 again: g has 126 bits, so the
   *       topmost bit of its high word is set.
   *   I2  The low word is written before the high word. So a thread that has seen the high word
   *       other than 0 reads the right low word.
   *   I3  A word has one value besides 0, which depends on e alone. So threads that meet an
   *       exponent for the first time together may all compute it and all write it: what a reader
   *       sees is the same, whoever wrote it.
   *
   * Memory ordering
   *   All access is volatile, and I2 follows from that. There is no lock and no retry.
   *
   * Limits
   *   10 kB, and nothing more, whatever is asked for.
   *
   * PowersOfTenTest checks every entry, and has threads race for each of them (I2, I3), as does
   * PowersOfTenStressTest.
   */

  static final int EXPONENT_MIN = -292;
  static final int EXPONENT_MAX = 324;

  private static final long LOW_63_BITS = Long.MAX_VALUE;

  private final AtomicLongArray words = new AtomicLongArray(2 * (EXPONENT_MAX - EXPONENT_MIN + 1));

  /**
   * Returns the high 63 bits of the entry for 10^{@code exponent}, which is computed now if this
   * is the first call for it.
   */
  long high(int exponent) {
    long high = words.get(highIndex(exponent));
    return high != 0 ? high : compute(exponent);
  }

  /**
   * Returns the low 63 bits of the entry for 10^{@code exponent}. The caller has already asked for
   * {@link #high} with the same exponent; before that there may be no entry.
   */
  long low(int exponent) {
    assert words.get(highIndex(exponent)) != 0 : exponent;
    return words.get(highIndex(exponent) + 1);
  }

  private static int highIndex(int exponent) {
    return 2 * (exponent - EXPONENT_MIN);
  }

  /** Returns floor(log2(10^{@code exponent})), for every exponent in the table. */
  static int floorLog2(int exponent) {
    return (exponent * 1_741_647) >> 19; // log2(10) * 2^19 = 1741647.04...
  }

  private long compute(int exponent) {
    int shift = floorLog2(exponent) - 125;
    BigInteger floor = exponent >= 0
        ? BigInteger.TEN.pow(exponent).shiftRight(shift) // to the left where shift is negative
        : BigInteger.ONE.shiftLeft(-shift).divide(BigInteger.TEN.pow(-exponent));
    BigInteger entry = floor.add(BigInteger.ONE);
    assert entry.bitLength() == 126 : exponent;

    long high = entry.shiftRight(63).longValue();
    words.set(highIndex(exponent) + 1, entry.longValue() & LOW_63_BITS);
    words.set(highIndex(exponent), high); // last: it says that the entry is complete
    return high;
  }
}
