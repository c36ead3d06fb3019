package dev.narthex.model;

/**
 * The buckets of native histograms (Prometheus, "Native Histograms", section "Schema"): from a value to
 * its bucket and back. The buckets of each schema are pairs of those of the next finer one, so that all
 * is told from the finest.
 *
 * <p>The bounds are those that all implementations share, not correctly rounded powers: many are some
 * units in the last place off. A histogram that was counted with other bounds could not be merged.
 */
final class NativeScale {

  /** What each row of bounds adds to the one before: 2^(2^-schema), as published. */
  private static final double[] GROWTH = {
    2,
    1.414213562373095, // one unit in the last place below the root of 2
    1.189207115002721,
    1.0905077326652577,
    1.0442737824274138,
    1.0218971486541166,
    1.0108892860517005,
    1.0054299011128027,
    1.0027112750502025
  };

  private static final int MANTISSA_BITS = 52;
  private static final long MANTISSA = (1L << MANTISSA_BITS) - 1;
  private static final long EXPONENT_OF_HALF = 0x3FE0_0000_0000_0000L;
  private static final int BIAS = 1022; // of an exponent whose fraction lies in [0.5, 1)
  private static final int MAX_EXPONENT = 1024;
  private static final int EXPONENT_OF_INFINITY = 0x7FF;

  private static final int FINEST = NativeBuckets.MAX_SCHEMA;

  /** 2^FINEST ascending bounds in [0.5, 1), and one that no fraction reaches. */
  private static final double[] BOUNDS = finestBounds();

  /**
   * For each value of a fraction's leading bits, the first bound that is not below all such fractions.
   * These cells are narrower than the distance of two bounds, so the bucket is this one or the next.
   */
  private static final short[] FIRST_BOUND = new short[2 << FINEST];

  /** For each cell, the fraction of that bound without its leading one: {@link #MANTISSA} + 1 for 1. */
  private static final long[] FIRST_MANTISSA = new long[FIRST_BOUND.length];

  static {
    int bound = 0;
    for (int cell = 0; cell < FIRST_BOUND.length; cell++) {
      double least = 0.5 + 0.5 * cell / FIRST_BOUND.length;
      while (BOUNDS[bound] < least) {
        bound++;
      }
      FIRST_BOUND[cell] = (short) bound;
      FIRST_MANTISSA[cell] = Double.doubleToRawLongBits(BOUNDS[bound]) - EXPONENT_OF_HALF;
    }
  }

  private NativeScale() {}

  private static double[] finestBounds() {
    double[] bounds = {0.5, 1};
    for (int schema = 1; schema <= FINEST; schema++) {
      bounds = refined(bounds, GROWTH[schema]);
    }
    return bounds;
  }

  /** One more bound after each, which is that bound times the growth. */
  private static double[] refined(double[] coarser, double growth) {
    double[] finer = new double[2 * coarser.length - 1];
    for (int i = 0; i < coarser.length - 1; i++) {
      finer[2 * i] = coarser[i];
      finer[2 * i + 1] = coarser[i] * growth;
    }
    finer[finer.length - 1] = 1;
    return finer;
  }

  /** Refuses what is no schema. */
  static void check(int schema) {
    if (schema < NativeBuckets.MIN_SCHEMA || schema > FINEST) {
      throw new IllegalArgumentException("There is no schema %d, only %d to %d."
          .formatted(schema, NativeBuckets.MIN_SCHEMA, FINEST));
    }
  }

  /** The coarsest schema whose buckets grow by no more than a factor, or the finest. */
  static int schemaOf(double factor) {
    for (int schema = NativeBuckets.MIN_SCHEMA; schema < NativeBuckets.MAX_SCHEMA; schema++) {
      double growth = schema < 0 ? Math.scalb(1.0, 1 << -schema) : GROWTH[schema];
      if (growth <= factor) {
        return schema;
      }
    }
    return NativeBuckets.MAX_SCHEMA;
  }

  /** The bucket of an absolute value above 0; bounds are inclusive. */
  static int indexOf(int schema, double magnitude) {
    return ((finestIndexOf(magnitude) - 1) >> (FINEST - schema)) + 1;
  }

  private static int finestIndexOf(double magnitude) {
    long bits = Double.doubleToRawLongBits(magnitude);
    int exponent = (int) (bits >>> MANTISSA_BITS);
    return exponent == 0 || exponent == EXPONENT_OF_INFINITY
        ? finestIndexOfExtreme(magnitude)
        : finestIndexOf(exponent - BIAS, bits & MANTISSA);
  }

  private static int finestIndexOfExtreme(double magnitude) {
    if (magnitude == Double.POSITIVE_INFINITY) {
      return finestIndexOf(Double.MAX_VALUE) + 1;
    }
    // Subnormal: shift the leading one to where it always is otherwise.
    long bits = Double.doubleToRawLongBits(magnitude);
    int shift = Long.numberOfLeadingZeros(bits) - (Long.SIZE - 1 - MANTISSA_BITS);
    return finestIndexOf(1 - shift - BIAS, (bits << shift) & MANTISSA);
  }

  private static int finestIndexOf(int exponent, long mantissa) {
    int cell = (int) (mantissa >>> (MANTISSA_BITS - 1 - FINEST));
    // Adds 1 if the bound is below, without a branch that nobody can foresee.
    int within = FIRST_BOUND[cell] + (int) ((FIRST_MANTISSA[cell] - mantissa) >>> (Long.SIZE - 1));
    return within + ((exponent - 1) << FINEST);
  }

  static double upperBound(int schema, int index) {
    double fraction;
    int exponent;
    if (schema < 0) {
      fraction = 0.5;
      exponent = Math.max(-MAX_EXPONENT, Math.min(index, MAX_EXPONENT)) * (1 << -schema) + 1;
    } else {
      fraction = BOUNDS[(index & ((1 << schema) - 1)) << (FINEST - schema)];
      exponent = (index >> schema) + 1;
    }
    boolean endOfFinite = fraction == 0.5 && exponent == MAX_EXPONENT + 1;
    return endOfFinite ? Double.MAX_VALUE : Math.scalb(fraction, exponent);
  }
}
