package dev.narthex;

/**
 * Several {@link QuantileSketch}es read as one. The errors of the parts add up: what the whole says
 * of a rank is as good as the parts say of theirs together. For one thread; used again and again.
 */
final class QuantileMerge {

  private Entries merged = new Entries();
  private Entries spare = new Entries();
  private long count;

  void clear() {
    merged.size = 0;
    count = 0;
  }

  /** How many observations were added. */
  long count() {
    return count;
  }

  /**
   * Adds one part. Both runs are ascending and are merged from the end, because the slack of an entry
   * grows by the uncertainty of its successor in the other run.
   */
  void add(QuantileSketch part) {
    Entries old = merged;
    Entries to = spare;
    to.ensureCapacity(old.size + part.size());
    int i = old.size - 1;
    int j = part.size() - 1;
    long oldSuccessorRoom = 0;
    long partSuccessorRoom = 0;
    for (int k = i + j + 1; k >= 0; k--) {
      if (j < 0 || (i >= 0 && old.values[i] > part.value(j))) {
        to.put(k, old.values[i], old.weights[i], old.slacks[i] + partSuccessorRoom);
        oldSuccessorRoom = old.weights[i] + old.slacks[i] - 1;
        i--;
      } else {
        to.put(k, part.value(j), part.weight(j), part.slack(j) + oldSuccessorRoom);
        partSuccessorRoom = part.weight(j) + part.slack(j) - 1;
        j--;
      }
    }
    to.size = old.size + part.size();
    merged = to;
    spare = old;
    count += part.count();
  }

  /** The value at a rank from 0 to 1; NaN if nothing was added. */
  double quantile(double rank) {
    // The smallest whole rank not below rank * count, but for what rounding has added to the
    // product.
    double wanted = Math.max(1, Math.ceil(rank * count * (1 - 1e-12)));
    double best = Double.NaN;
    double bestError = Double.POSITIVE_INFINITY;
    long least = 0; // the last place in the order of all values that is surely not before the entry
    long most = 0; // the first place that is surely not before the first entry of the same value
    for (int i = 0; i < merged.size; i++) {
      least += merged.weights[i];
      boolean sameValue = i > 0 && merged.values[i] == merged.values[i - 1];
      long mostOfThis = least + merged.slacks[i];
      most = sameValue ? Math.min(most, mostOfThis) : mostOfThis;
      double error = Math.max(0, Math.max(wanted - least, most - wanted));
      if (error < bestError) {
        bestError = error;
        best = merged.values[i];
      }
    }
    return best;
  }

  private static final class Entries {
    double[] values = {};
    long[] weights = {};
    long[] slacks = {};
    int size;

    void ensureCapacity(int wanted) {
      if (values.length < wanted) {
        double[] newValues = new double[wanted];
        long[] newWeights = new long[wanted];
        slacks = new long[wanted];
        weights = newWeights;
        values = newValues; // last, because its length stands for all: memory may end in between
      }
    }

    void put(int i, double value, long weight, long slack) {
      values[i] = value;
      weights[i] = weight;
      slacks[i] = slack;
    }
  }
}
