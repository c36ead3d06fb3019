package dev.narthex;

/** A stable sort of indexes, for things that lie in arrays side by side. Boxes nothing. */
final class IndexSort {

  /** Compares what stands at two places. */
  @FunctionalInterface
  interface Order {
    int compare(int a, int b);
  }

  private static final int INSERTION_MAX = 16;

  private IndexSort() {}

  /** Sorts {@code indexes[from]} to {@code indexes[to - 1]}; {@code spare} is as long as indexes. */
  static void sort(int[] indexes, int from, int to, int[] spare, Order order) {
    if (isSorted(indexes, from, to, order)) {
      return; // usual: most sources write in order
    }
    if (to - from <= INSERTION_MAX) {
      insert(indexes, from, to, order);
      return;
    }
    int middle = (from + to) >>> 1;
    sort(indexes, from, middle, spare, order);
    sort(indexes, middle, to, spare, order);
    System.arraycopy(indexes, from, spare, from, to - from);
    int a = from;
    int b = middle;
    for (int i = from; i < to; i++) {
      boolean takeA = b == to || (a < middle && order.compare(spare[a], spare[b]) <= 0);
      indexes[i] = takeA ? spare[a++] : spare[b++];
    }
  }

  private static boolean isSorted(int[] indexes, int from, int to, Order order) {
    for (int i = from + 1; i < to; i++) {
      if (order.compare(indexes[i - 1], indexes[i]) > 0) {
        return false;
      }
    }
    return true;
  }

  private static void insert(int[] indexes, int from, int to, Order order) {
    for (int i = from + 1; i < to; i++) {
      int moving = indexes[i];
      int place = i;
      while (place > from && order.compare(indexes[place - 1], moving) > 0) {
        indexes[place] = indexes[place - 1];
        place--;
      }
      indexes[place] = moving;
    }
  }
}
