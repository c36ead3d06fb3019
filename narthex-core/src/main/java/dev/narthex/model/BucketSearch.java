package dev.narthex.model;

import org.jspecify.annotations.Nullable;

/**
 * Finds the bucket of a value without trying bounds one after the other: which of them comes next is
 * what no processor can foresee. Immutable.
 */
final class BucketSearch {

  /*
   * Representation
   *   Positive doubles are in the order of their bits. Those that agree in the bits from shift on make
   *   a cell: they have the same exponent and the same first bits of the fraction. The cells from that
   *   of the first bound to that of the last are numbered from firstCell on.
   *
   *   firstBound   for each cell, the number of bounds that lie in lower cells
   *   boundBits    the bits of the bounds, and one that no value reaches
   *
   * Invariants
   *   I1  The bucket of a value is at least firstBound of its cell. It is as many further as there are
   *       bounds in the cell below the value, mostly one and at most MAX_IN_CELL.
   *   I2  Memory is bounded by MAX_CELLS and the number of bounds.
   *
   * Tested in BucketsTest, against a search through all bounds.
   */

  private static final int MAX_CELLS = 1024;
  private static final int FRACTION_BITS = 52;
  private static final int MAX_CELL_BITS = 6;
  private static final int MAX_IN_CELL = 4;

  private final int shift;
  private final long firstCell;
  private final short[] firstBound;
  private final long[] boundBits;

  private BucketSearch(long[] boundBits, int shift) {
    int bounds = boundBits.length - 1;
    this.shift = shift;
    this.boundBits = boundBits;
    this.firstCell = boundBits[0] >> shift;
    this.firstBound = new short[cells(boundBits, shift)];
    int bound = 0;
    for (int cell = 0; cell < firstBound.length; cell++) {
      while (bound < bounds && boundBits[bound] >> shift < firstCell + cell) {
        bound++;
      }
      firstBound[cell] = (short) bound;
    }
  }

  /** A search among these bounds; null where it does not suit them: not all positive, or too dense. */
  static @Nullable BucketSearch of(double[] bounds) {
    if (bounds.length == 0 || bounds[0] <= 0) {
      return null;
    }
    long[] boundBits = new long[bounds.length + 1];
    for (int i = 0; i < bounds.length; i++) {
      boundBits[i] = Double.doubleToRawLongBits(bounds[i]);
    }
    boundBits[bounds.length] = Long.MAX_VALUE;
    int shift = FRACTION_BITS;
    while (mostInCell(boundBits, shift) > 1
        && shift > FRACTION_BITS - MAX_CELL_BITS
        && cells(boundBits, shift - 1) <= MAX_CELLS) {
      shift--;
    }
    return cells(boundBits, shift) <= MAX_CELLS && mostInCell(boundBits, shift) <= MAX_IN_CELL
        ? new BucketSearch(boundBits, shift)
        : null;
  }

  private static int cells(long[] boundBits, int shift) {
    return (int) ((boundBits[boundBits.length - 2] >> shift) - (boundBits[0] >> shift)) + 1;
  }

  private static int mostInCell(long[] boundBits, int shift) {
    int most = 0;
    int first = 0;
    for (int i = 0; i < boundBits.length - 1; i++) {
      first = boundBits[i] >> shift == boundBits[first] >> shift ? first : i;
      most = Math.max(most, i - first + 1);
    }
    return most;
  }

  int indexOf(double value) {
    long bits = Double.doubleToRawLongBits(value);
    long cell = (bits >> shift) - firstCell;
    if (cell < 0 || cell >= firstBound.length) {
      return outside(value);
    }
    int index = firstBound[(int) cell];
    index += (int) ((boundBits[index] - bits) >>> (Long.SIZE - 1)); // 1 if the bound is below
    while (boundBits[index] < bits) { // hardly ever
      index++;
    }
    return index;
  }

  /** For a value beyond the cells, negative or NaN; a negative NaN is like any other. */
  private int outside(double value) {
    return value <= Double.longBitsToDouble(boundBits[0]) ? 0 : boundBits.length - 1;
  }
}
