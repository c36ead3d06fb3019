package dev.narthex;

import java.util.Arrays;

/**
 * Some of the values of a stream, so chosen that the quantiles of given {@link Objectives} can be
 * told from them within the errors allowed.
 *
 * <p>After Cormode, Korn, Muthukrishnan and Srivastava, "Effective Computation of Biased Quantiles
 * over Data Streams" (ICDE 2005), with values inserted in sorted batches. Not thread-safe.
 */
final class QuantileSketch {

  /*
   * Representation
   *   size entries in ascending order of value. Entry i says: weight[i] of the values seen lie
   *   above entry i-1 and not above values[i]; so the true rank of values[i] is at least the sum
   *   of the weights up to i, and at most slack[i] more. Between two entries of the same value
   *   there is only that value, whatever the weight of the second.
   *
   * Invariants
   *   I1  The weights add up to count.
   *   I2  weight[i] + slack[i] fits into the room that the objectives leave at those ranks, unless
   *       entry i-1 has the same value.
   *   I3  The smallest and the largest value seen are kept, with slack 0.
   *   I4  After a batch no value has more than two entries, its first and its last.
   *   I5  At most MAX_ENTRIES entries remain after a batch. Only an input made for the purpose gets
   *       there; then the room is doubled until they fit, and errors grow.
   *
   * Tested in QuantileSketchTest, against exact ranks.
   */

  static final int MAX_ENTRIES = 2 * Objectives.MAX_KEPT;

  private final Objectives objectives;
  private double[] values = {};
  private long[] weights = {};
  private long[] slacks = {};
  private int size;
  private long count;

  QuantileSketch(Objectives objectives) {
    this.objectives = objectives;
  }

  int size() {
    return size;
  }

  long count() {
    return count;
  }

  double value(int i) {
    return values[i];
  }

  long weight(int i) {
    return weights[i];
  }

  long slack(int i) {
    return slacks[i];
  }

  void clear() {
    size = 0;
    count = 0;
  }

  /** Inserts {@code length} values, sorted and without NaN. If memory runs out nothing changes. */
  void insert(double[] sorted, int length) {
    ensureCapacity(size + length);
    int from = size - 1;
    int batch = length - 1;
    long successorRoom = 0; // how far the rank of a value before the last entry moved is uncertain
    for (int to = size + length - 1; batch >= 0; to--) {
      if (from >= 0 && values[from] > sorted[batch]) {
        move(from, to);
        successorRoom = weights[to] + slacks[to] - 1;
        from--;
      } else {
        values[to] = sorted[batch--];
        weights[to] = 1;
        slacks[to] = from >= 0 && values[from] == values[to]
            ? Math.min(successorRoom, slacks[from]) // it comes right after its equal
            : successorRoom;
      }
    }
    size += length;
    count += length;
    compress();
  }

  private void ensureCapacity(int wanted) {
    if (values.length < wanted) {
      int capacity = Math.max(wanted, values.length + values.length / 2);
      double[] newValues = Arrays.copyOf(values, capacity);
      long[] newWeights = Arrays.copyOf(weights, capacity);
      long[] newSlacks = Arrays.copyOf(slacks, capacity);
      values = newValues;
      weights = newWeights;
      slacks = newSlacks;
    }
  }

  private void compress() {
    mergeEntries(1);
    for (double scale = 2; size > MAX_ENTRIES; scale *= 2) {
      mergeEntries(scale);
    }
  }

  /** Merges each entry into the next one where the room allows it, scaled down for more merging. */
  private void mergeEntries(double scale) {
    if (size < 3) {
      return;
    }
    long rankBefore = weights[0];
    int kept = 1; // the smallest value
    for (int i = 1; i < size; i++) {
      if (i + 1 < size) {
        long mergedWeight = weights[i] + weights[i + 1];
        double width = (mergedWeight + slacks[i + 1]) / scale;
        boolean betweenEquals = values[kept - 1] == values[i + 1];
        if (betweenEquals
            || objectives.mayMerge((double) rankBefore, rankBefore + width, (double) count)) {
          weights[i + 1] = mergedWeight;
          continue;
        }
      }
      rankBefore += weights[i];
      move(i, kept++);
    }
    size = kept;
  }

  private void move(int from, int to) {
    values[to] = values[from];
    weights[to] = weights[from];
    slacks[to] = slacks[from];
  }
}
