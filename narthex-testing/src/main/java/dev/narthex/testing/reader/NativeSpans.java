package dev.narthex.testing.reader;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The native buckets of one side as protobuf has them: spans say which buckets there are, and either
 * deltas or counts how full each is. What is kept grows with the bytes that were met, never with a
 * length that only is said.
 */
final class NativeSpans {

  private static final int FIRST_CAPACITY = 8;

  private int[] offsets = new int[0];
  private int[] lengths = new int[0];
  private int spans;
  private long[] deltas = new long[0];
  private int deltaCount;
  private double[] counts = new double[0];
  private int countCount;
  private long total;

  boolean isEmpty() {
    return spans == 0;
  }

  /** Reads a message {@code BucketSpan}. */
  void span(WireReader message, ReadBudget budget) {
    budget.sample();
    int offset = 0;
    int length = 0;
    for (int field = message.nextField(); field != 0; field = message.nextField()) {
      switch (field) {
        case 1 -> offset = message.inInt(message.signed());
        case 2 -> length = message.inInt(message.integer());
        default -> message.skip();
      }
    }
    if (length < 0) {
      throw message.error("a span of " + Integer.toUnsignedString(length) + " buckets");
    }
    if (spans == offsets.length) {
      int capacity = Math.max(FIRST_CAPACITY, 2 * spans);
      offsets = Arrays.copyOf(offsets, capacity);
      lengths = Arrays.copyOf(lengths, capacity);
    }
    offsets[spans] = offset;
    lengths[spans] = length;
    spans++;
  }

  void deltas(WireReader message, ReadBudget budget) {
    message.signedEach(delta -> {
      budget.sample();
      if (deltaCount == deltas.length) {
        deltas = Arrays.copyOf(deltas, Math.max(FIRST_CAPACITY, 2 * deltaCount));
      }
      deltas[deltaCount++] = delta;
    });
  }

  void counts(WireReader message, ReadBudget budget) {
    message.numberEach(count -> {
      budget.sample();
      if (countCount == counts.length) {
        counts = Arrays.copyOf(counts, Math.max(FIRST_CAPACITY, 2 * countCount));
      }
      counts[countCount++] = count;
    });
  }

  /**
   * The counts by index, empty buckets left out.
   *
   * @throws IllegalArgumentException if spans and counts contradict each other
   * @throws ArithmeticException if an index or a count is out of range
   */
  SortedMap<Integer, Double> absolute(boolean isFloat) {
    checkLengths(isFloat ? countCount : deltaCount);
    SortedMap<Integer, Double> absolute = new TreeMap<>();
    int index = 0;
    int bucket = 0;
    long integer = 0;
    total = 0;
    for (int span = 0; span < spans; span++) {
      if (span > 0 && offsets[span] < 0) {
        throw new IllegalArgumentException("a later span cannot go back by " + offsets[span]);
      }
      index = Math.addExact(index, offsets[span]);
      for (int i = 0; i < lengths[span]; i++) {
        double count;
        if (isFloat) {
          count = counts[bucket];
        } else {
          integer = Math.addExact(integer, deltas[bucket]);
          count = integer;
        }
        if (!(count >= 0)) {
          throw new IllegalArgumentException("native bucket " + index + " cannot have " + count);
        }
        if (count > 0) {
          absolute.put(index, count);
          total = isFloat ? 0 : Math.addExact(total, integer);
        }
        bucket++;
        index = Math.addExact(index, 1);
      }
    }
    return absolute;
  }

  /** How many observations the buckets have, once {@link #absolute} found them integers. */
  long total() {
    return total;
  }

  private void checkLengths(int given) {
    long buckets = 0;
    for (int span = 0; span < spans; span++) {
      buckets += lengths[span];
    }
    if (buckets != given) {
      throw new IllegalArgumentException(
          "native spans have " + buckets + " buckets, but " + given + " counts are given");
    }
  }
}
