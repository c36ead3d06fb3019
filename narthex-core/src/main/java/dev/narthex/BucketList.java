package dev.narthex;

import dev.narthex.model.NativeBucketCounts;
import java.util.Arrays;

/**
 * Populated native buckets of one side, in ascending order, in arrays that are used again for the next
 * histogram. For one thread.
 */
final class BucketList implements NativeBucketCounts {

  private static final int INITIAL = 64;

  private int[] indexes = new int[INITIAL];
  private long[] counts = new long[INITIAL];
  private int from;
  private int to;

  void clear() {
    from = 0;
    to = 0;
  }

  @Override
  public int size() {
    return to - from;
  }

  @Override
  public int index(int i) {
    return indexes[from + i];
  }

  @Override
  public long count(int i) {
    return counts[from + i];
  }

  /** Adds to the last bucket, or makes one after it. */
  void append(int index, long count) {
    if (to > from && indexes[to - 1] == index) {
      counts[to - 1] += count;
      return;
    }
    assert to == from || indexes[to - 1] < index : "buckets come in order";
    if (to == indexes.length) {
      int[] newIndexes = Arrays.copyOf(indexes, 2 * to);
      counts = Arrays.copyOf(counts, 2 * to);
      indexes = newIndexes;
    }
    indexes[to] = index;
    counts[to++] = count;
  }

  /** Fills this list with the buckets of two others. */
  void merge(BucketList a, BucketList b) {
    clear();
    int i = 0;
    int j = 0;
    while (i < a.size() || j < b.size()) {
      if (j == b.size() || (i < a.size() && a.index(i) <= b.index(j))) {
        append(a.index(i), a.count(i++));
      } else {
        append(b.index(j), b.count(j++));
      }
    }
  }

  /** Makes one bucket of each two neighbours, as the next coarser schema has them. */
  void halve() {
    int end = to;
    to = from;
    for (int i = from; i < end; i++) {
      append(BucketWindow.halved(indexes[i]), counts[i]);
    }
  }

  /** The first bucket; the largest integer if there is none. */
  int smallest() {
    return size() == 0 ? Integer.MAX_VALUE : indexes[from];
  }

  /** Takes the first bucket away if it is this one, and returns what was in it. */
  long takeSmallest(int index) {
    return smallest() == index ? counts[from++] : 0;
  }
}
