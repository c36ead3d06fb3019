package dev.narthex;

import dev.narthex.model.Exemplar;
import dev.narthex.model.NativeBucketCounts;
import dev.narthex.model.NativeHistogramData;
import org.jspecify.annotations.Nullable;

/**
 * The native buckets of a recorded histogram, as a view of the pools of a {@link Recording}. For one
 * thread.
 *
 * <p>There they are: schema, zero threshold (its bits), zero count, number of positive buckets, of
 * negative buckets, of exemplars; then index and count of each positive bucket, of each negative one;
 * then a place for each exemplar, in the parallel pool.
 */
final class RecordedNative implements NativeHistogramData {

  private static final int SCHEMA = 0;
  private static final int ZERO_THRESHOLD = 1;
  private static final int ZERO_COUNT = 2;
  private static final int POSITIVE_SIZE = 3;
  private static final int NEGATIVE_SIZE = 4;
  private static final int EXEMPLARS = 5;
  private static final int HEAD = 6;

  private long[] longs = {};
  private @Nullable Exemplar[] exemplars = {};
  private int start;
  private final Side positive = new Side();
  private final Side negative = new Side();

  /** How many places it takes to record this. */
  static int size(NativeHistogramData data) {
    return HEAD + 2 * data.positive().size() + 2 * data.negative().size() + data.exemplarCount();
  }

  static void write(
      NativeHistogramData data, long[] longs, @Nullable Exemplar[] exemplars, int start) {
    longs[start + SCHEMA] = data.schema();
    longs[start + ZERO_THRESHOLD] = Double.doubleToRawLongBits(data.zeroThreshold());
    longs[start + ZERO_COUNT] = data.zeroCount();
    longs[start + POSITIVE_SIZE] = data.positive().size();
    longs[start + NEGATIVE_SIZE] = data.negative().size();
    longs[start + EXEMPLARS] = data.exemplarCount();
    int at = writeSide(data.positive(), longs, start + HEAD);
    at = writeSide(data.negative(), longs, at);
    for (int i = 0; i < data.exemplarCount(); i++) {
      exemplars[at + i] = data.exemplar(i);
    }
  }

  private static int writeSide(NativeBucketCounts side, long[] longs, int start) {
    int at = start;
    for (int i = 0; i < side.size(); i++) {
      longs[at++] = side.index(i);
      longs[at++] = side.count(i);
    }
    return at;
  }

  /** Looks at what was recorded at a place. */
  RecordedNative at(long[] longPool, @Nullable Exemplar[] exemplarPool, int place) {
    longs = longPool;
    exemplars = exemplarPool;
    start = place;
    positive.start = place + HEAD;
    positive.size = (int) longPool[place + POSITIVE_SIZE];
    negative.start = positive.start + 2 * positive.size;
    negative.size = (int) longPool[place + NEGATIVE_SIZE];
    return this;
  }

  @Override
  public int schema() {
    return (int) longs[start + SCHEMA];
  }

  @Override
  public double zeroThreshold() {
    return Double.longBitsToDouble(longs[start + ZERO_THRESHOLD]);
  }

  @Override
  public long zeroCount() {
    return longs[start + ZERO_COUNT];
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
    return (int) longs[start + EXEMPLARS];
  }

  @Override
  public Exemplar exemplar(int i) {
    Exemplar exemplar = exemplars[negative.start + 2 * negative.size + i];
    assert exemplar != null : i;
    return exemplar;
  }

  private final class Side implements NativeBucketCounts {
    private int start;
    private int size;

    @Override
    public int size() {
      return size;
    }

    @Override
    public int index(int i) {
      return (int) longs[start + 2 * i];
    }

    @Override
    public long count(int i) {
      return longs[start + 2 * i + 1];
    }
  }
}
