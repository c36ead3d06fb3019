package dev.narthex.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The native buckets of a histogram at the moment of a scrape. Immutable.
 *
 * @since 0.1
 */
public final class NativeHistogramSnapshot implements NativeHistogramData {

  private final int schema;
  private final double zeroThreshold;
  private final long zeroCount;
  private final Side positive;
  private final Side negative;
  private final List<Exemplar> exemplars;

  private NativeHistogramSnapshot(
      int schema,
      double zeroThreshold,
      long zeroCount,
      Side positive,
      Side negative,
      List<Exemplar> exemplars) {
    this.schema = schema;
    this.zeroThreshold = zeroThreshold;
    this.zeroCount = zeroCount;
    this.positive = positive;
    this.negative = negative;
    this.exemplars = exemplars;
  }

  /**
   * Copies native buckets.
   *
   * @param data the native buckets of a histogram
   * @return a copy that stays as it is
   */
  public static NativeHistogramSnapshot of(NativeHistogramData data) {
    if (data instanceof NativeHistogramSnapshot snapshot) {
      return snapshot;
    }
    List<Exemplar> exemplars = new ArrayList<>();
    for (int i = 0; i < data.exemplarCount(); i++) {
      exemplars.add(data.exemplar(i));
    }
    return new NativeHistogramSnapshot(
        data.schema(),
        data.zeroThreshold(),
        data.zeroCount(),
        Side.of(data.positive()),
        Side.of(data.negative()),
        List.copyOf(exemplars));
  }

  /**
   * Makes native buckets from figures of another system.
   *
   * @param schema from {@link NativeBuckets#MIN_SCHEMA} to {@link NativeBuckets#MAX_SCHEMA}
   * @param zeroThreshold up to which value, either side of zero, observations count as zero; finite and
   *     not negative
   * @param zeroCount how many did
   * @param positive counts by bucket index, of values above the threshold
   * @param negative counts by bucket index, of values below the negative threshold
   * @return the native buckets
   * @throws IllegalArgumentException if a parameter is out of its range, a count is negative, or a
   *     bucket lies where the schema has none
   */
  public static NativeHistogramSnapshot of(
      int schema,
      double zeroThreshold,
      long zeroCount,
      Map<Integer, Long> positive,
      Map<Integer, Long> negative) {
    NativeScale.check(schema);
    if (!(zeroThreshold >= 0 && zeroThreshold < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The zero threshold is " + zeroThreshold + " but must be finite and not negative.");
    }
    if (zeroCount < 0) {
      throw new IllegalArgumentException(
          "The zero count cannot be negative but is " + zeroCount + ".");
    }
    return new NativeHistogramSnapshot(
        schema,
        zeroThreshold,
        zeroCount,
        Side.of(positive, schema),
        Side.of(negative, schema),
        List.of());
  }

  /** The same buckets with these exemplars besides those that are there, but for NaN, which is in none. */
  NativeHistogramSnapshot plusExemplars(Collection<Exemplar> more) {
    List<Exemplar> all = new ArrayList<>(exemplars);
    all.addAll(more);
    all.removeIf(exemplar -> Double.isNaN(exemplar.value()));
    all.sort(Comparator.comparingDouble(Exemplar::value));
    return new NativeHistogramSnapshot(
        schema, zeroThreshold, zeroCount, positive, negative, List.copyOf(all));
  }

  /** How many observations are in all buckets together; NaN is in none. */
  long observed() {
    return zeroCount + positive.total() + negative.total();
  }

  @Override
  public int schema() {
    return schema;
  }

  @Override
  public double zeroThreshold() {
    return zeroThreshold;
  }

  @Override
  public long zeroCount() {
    return zeroCount;
  }

  @Override
  public NativeBucketCounts positive() {
    return positive;
  }

  @Override
  public NativeBucketCounts negative() {
    return negative;
  }

  @Override
  public int exemplarCount() {
    return exemplars.size();
  }

  @Override
  public Exemplar exemplar(int i) {
    return exemplars.get(i);
  }

  /** All parts, for error messages and tests. */
  @Override
  public String toString() {
    return "[schema="
        + schema
        + ", zeroThreshold="
        + zeroThreshold
        + ", zeroCount="
        + zeroCount
        + ", positive="
        + positive
        + ", negative="
        + negative
        + "]";
  }

  private static final class Side implements NativeBucketCounts {

    private final int[] indexes;
    private final long[] counts;

    private Side(int[] indexes, long[] counts) {
      this.indexes = indexes;
      this.counts = counts;
    }

    static Side of(NativeBucketCounts data) {
      Side side = new Side(new int[data.size()], new long[data.size()]);
      for (int i = 0; i < data.size(); i++) {
        side.indexes[i] = data.index(i);
        side.counts[i] = data.count(i);
      }
      return side;
    }

    static Side of(Map<Integer, Long> countByIndex, int schema) {
      TreeMap<Integer, Long> populated = new TreeMap<>(countByIndex);
      populated.values().removeIf(count -> count == 0);
      for (long count : populated.values()) {
        if (count < 0) {
          throw new IllegalArgumentException(
              "Bucket counts cannot be negative but are " + populated + ".");
        }
      }
      int least = NativeScale.indexOf(schema, Double.MIN_VALUE);
      int most = NativeScale.indexOf(schema, Double.POSITIVE_INFINITY);
      if (!populated.isEmpty() && (populated.firstKey() < least || populated.lastKey() > most)) {
        throw new IllegalArgumentException(
            "There are buckets from %d to %d, but with schema %d those of all numbers are from %d to %d. Pass the indexes that belong to the schema."
                .formatted(populated.firstKey(), populated.lastKey(), schema, least, most));
      }
      return new Side(
          populated.keySet().stream().mapToInt(Integer::intValue).toArray(),
          populated.values().stream().mapToLong(Long::longValue).toArray());
    }

    long total() {
      return Arrays.stream(counts).sum();
    }

    @Override
    public int size() {
      return indexes.length;
    }

    @Override
    public int index(int i) {
      return indexes[i];
    }

    @Override
    public long count(int i) {
      return counts[i];
    }

    @Override
    public String toString() {
      TreeMap<Integer, Long> countByIndex = new TreeMap<>();
      for (int i = 0; i < indexes.length; i++) {
        countByIndex.put(indexes[i], counts[i]);
      }
      return countByIndex.toString();
    }
  }
}
