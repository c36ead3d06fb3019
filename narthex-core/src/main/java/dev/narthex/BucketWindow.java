package dev.narthex;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The native buckets of one side of a histogram in one stripe. Not thread-safe: the stripe's lock
 * guards it.
 */
final class BucketWindow {

  /*
   * Representation
   *   dense       the counts of the buckets from first on, one after the other; what is beyond the
   *               capacity is padding. A count that comes to carryAt goes on from 1, and the rest is
   *   carried     added here, at the same place; null before that happens to any
   *   far         counts of the few buckets outside, in parallel arrays sorted by index: an infinity,
   *               or a stray value that would make the window very long
   *   populated   how many buckets hold something
   *
   * Invariants
   *   I1  No far bucket lies within the window. A place of dense is 0 only if its bucket is empty.
   *   I2  The window has at most ALWAYS_DENSE places, or SPREAD for each populated bucket. So memory
   *       is bounded by the number of buckets, not by the range of values.
   *   I3  What runs out of memory has changed nothing: allocation comes first.
   *
   * Tested in NativeHistogramTest, against a map, in BucketWindowTest.
   */

  static final int ALWAYS_DENSE = 128;
  static final int SPREAD = 8;

  private static final int INITIAL = 8;
  private static final int INITIAL_FAR = 4;

  private static final int[] NO_INDEXES = {};
  private static final long[] NO_COUNTS = {};

  private final int carryAt;
  private int first;
  private int capacity;
  private int[] dense;
  private long @Nullable [] carried;
  private int[] farIndexes = NO_INDEXES;
  private long[] farCounts = NO_COUNTS;
  private int farSize;
  private int populated;

  /**
   * Makes an empty window.
   *
   * @param padding how many places to leave unused after the counts, to keep others off their line
   */
  BucketWindow(int padding) {
    this(padding, Integer.MAX_VALUE);
  }

  /** The same, carrying sooner, so that a test can see it. */
  BucketWindow(int padding, int carryAt) {
    this.carryAt = carryAt;
    this.dense = padding == 0 ? NO_INDEXES : new int[padding];
  }

  int populated() {
    return populated;
  }

  /** Counts one observation. */
  void add(int index) {
    int place = index - first;
    if (place < 0 || place >= capacity) {
      addOutside(index);
      return;
    }
    int count = dense[place];
    if (count == 0) {
      populated++;
    } else if (count == carryAt) {
      carry(place);
      count = 0;
    }
    dense[place] = count + 1;
  }

  private void carry(int place) {
    long[] all = carried;
    if (all == null) {
      all = new long[capacity];
      carried = all;
    }
    all[place] += dense[place];
  }

  private long countAt(int place) {
    return dense[place] + (carried == null ? 0 : carried[place]);
  }

  /** Sets what {@link #countAt} tells; {@link #reserveCarried} has made sure of the room. */
  private void setCountAt(int place, long count) {
    long beyond = count <= carryAt ? 0 : count - 1;
    if (carried != null) {
      carried[place] = beyond;
    }
    dense[place] = (int) (count - beyond);
  }

  /** Makes room to carry before counts are put together, of which there may be up to four. */
  private void reserveCarried(int newCapacity) {
    long largest = 0;
    for (int i = 0; i < capacity; i++) {
      largest = Math.max(largest, dense[i]);
    }
    for (int i = 0; i < farSize; i++) {
      largest = Math.max(largest, farCounts[i]);
    }
    if (carried != null || 4 * largest > carryAt) {
      carried = carried == null ? new long[newCapacity] : Arrays.copyOf(carried, newCapacity);
    }
  }

  private void addOutside(int index) {
    int far = Arrays.binarySearch(farIndexes, 0, farSize, index);
    if (far >= 0) {
      farCounts[far]++;
      return;
    }
    int from = capacity == 0 ? index : Math.min(first, index);
    int to = capacity == 0 ? index : Math.max(first + capacity - 1, index);
    int length = to - from + 1;
    if (length <= Math.max(ALWAYS_DENSE, SPREAD * (populated + 1))) {
      growTo(index, length);
      dense[index - first] = 1;
    } else {
      insertFar(-far - 1, index);
    }
    populated++;
  }

  /** Makes the window reach to a bucket, with some room beyond, as the next one is likely near. */
  private void growTo(int index, int length) {
    int slack = Math.max(INITIAL / 2, length / 8);
    int newCapacity = Math.max(INITIAL, length + slack);
    boolean downwards = capacity == 0 || index < first;
    int newFirst = downwards ? index - slack : first;
    int moved = capacity == 0 ? 0 : first - newFirst;
    int[] larger = new int[newCapacity + dense.length - capacity];
    reserveCarried(newCapacity);
    System.arraycopy(dense, 0, larger, moved, capacity);
    if (carried != null) {
      System.arraycopy(carried, 0, carried, moved, capacity);
      Arrays.fill(carried, 0, moved, 0);
    }
    dense = larger;
    first = newFirst;
    capacity = newCapacity;
    takeInFar();
  }

  private void insertFar(int place, int index) {
    if (farSize == farIndexes.length) {
      int larger = Math.max(INITIAL_FAR, 2 * farSize);
      int[] newIndexes = Arrays.copyOf(farIndexes, larger);
      long[] newCounts = Arrays.copyOf(farCounts, larger);
      farIndexes = newIndexes;
      farCounts = newCounts;
    }
    System.arraycopy(farIndexes, place, farIndexes, place + 1, farSize - place);
    System.arraycopy(farCounts, place, farCounts, place + 1, farSize - place);
    farIndexes[place] = index;
    farCounts[place] = 1;
    farSize++;
  }

  /** Moves far buckets that the window reaches now into it. */
  private void takeInFar() {
    int kept = 0;
    for (int i = 0; i < farSize; i++) {
      int place = farIndexes[i] - first;
      if (place >= 0 && place < capacity) {
        setCountAt(place, countAt(place) + farCounts[i]);
      } else {
        farIndexes[kept] = farIndexes[i];
        farCounts[kept++] = farCounts[i];
      }
    }
    farSize = kept;
  }

  /** Makes sure of the memory that {@link #halve} may need. */
  void reserveToHalve() {
    reserveCarried(capacity);
  }

  /**
   * Makes one bucket of each two neighbours, as the next coarser schema has them; after {@link
   * #reserveToHalve}, so that this cannot fail.
   */
  void halve() {
    int newFirst = halved(first);
    for (int i = 0; i < capacity; i++) { // a bucket never moves up: none is overwritten too early
      long count = countAt(i);
      setCountAt(i, 0);
      int place = halved(first + i) - newFirst;
      setCountAt(place, countAt(place) + count);
    }
    first = newFirst;
    int kept = 0;
    for (int i = 0; i < farSize; i++) {
      int index = halved(farIndexes[i]);
      if (kept > 0 && farIndexes[kept - 1] == index) {
        farCounts[kept - 1] += farCounts[i];
      } else {
        farIndexes[kept] = index;
        farCounts[kept++] = farCounts[i];
      }
    }
    farSize = kept;
    takeInFar();
    populated = farSize;
    for (int i = 0; i < capacity; i++) {
      populated += dense[i] == 0 ? 0 : 1;
    }
  }

  /** The bucket of the next coarser schema that a bucket belongs to. */
  static int halved(int index) {
    return (index + 1) >> 1;
  }

  /** The bucket that a bucket of the finest schema belongs to after some halvings. */
  static int halved(int index, int times) {
    return ((index - 1) >> times) + 1;
  }

  /** The populated bucket nearest to zero; the largest integer if there is none. */
  int smallest() {
    int smallest = farSize == 0 ? Integer.MAX_VALUE : farIndexes[0];
    for (int i = 0; i < capacity; i++) {
      if (dense[i] != 0) {
        return Math.min(smallest, first + i);
      }
    }
    return smallest;
  }

  /** Empties the smallest bucket if it is this one, and returns what was in it. */
  long takeSmallest(int index) {
    int place = index - first;
    long count = 0;
    if (place >= 0 && place < capacity) {
      count = countAt(place);
      setCountAt(place, 0);
    } else if (farSize > 0 && farIndexes[0] == index) {
      count = farCounts[0];
      farSize--;
      System.arraycopy(farIndexes, 1, farIndexes, 0, farSize);
      System.arraycopy(farCounts, 1, farCounts, 0, farSize);
    }
    if (count != 0) {
      populated--;
    }
    return count;
  }

  /** Forgets all counts. */
  void clear() {
    Arrays.fill(dense, 0);
    carried = null;
    farSize = 0;
    populated = 0;
  }

  /** Appends what is there to a list, in order, as buckets of a schema coarser by some halvings. */
  void appendTo(BucketList list, int halvings) {
    int far = 0;
    while (far < farSize && farIndexes[far] < first) {
      list.append(halved(farIndexes[far], halvings), farCounts[far]);
      far++;
    }
    for (int i = 0; i < capacity; i++) {
      if (dense[i] != 0) {
        list.append(halved(first + i, halvings), countAt(i));
      }
    }
    for (; far < farSize; far++) {
      list.append(halved(farIndexes[far], halvings), farCounts[far]);
    }
  }
}
