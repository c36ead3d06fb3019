package dev.narthex.testing.reader;

import dev.narthex.model.Millis;
import dev.narthex.model.NativeBuckets;
import dev.narthex.testing.reader.ExposedHistogram.Bucket;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A message {@code Histogram}, with classic buckets, native ones, or both. */
final class ProtobufHistogram {

  /** The schema of native histograms whose bounds are listed, which this message cannot do. */
  private static final int CUSTOM_BOUNDS = -53;

  private @Nullable Long count;
  private double floatCount;
  private @Nullable Double sum;
  private final List<Bucket> buckets = new ArrayList<>();
  private int schema;
  private double zeroThreshold;
  private @Nullable Long zeroCount;
  private double floatZeroCount;
  private final NativeSpans negative = new NativeSpans();
  private final NativeSpans positive = new NativeSpans();
  private long createdMillis = Millis.NONE;
  private final List<ExposedExemplar> exemplars = new ArrayList<>();

  void read(WireReader message, ReadBudget budget) {
    for (int field = message.nextField(); field != 0; field = message.nextField()) {
      switch (field) {
        case 1 -> count = message.integer();
        case 2 -> sum = message.number();
        case 3 -> {
          budget.sample();
          buckets.add(bucket(message.message(), budget));
        }
        case 4 -> floatCount = message.number();
        case 5 -> schema = message.inInt(message.signed());
        case 6 -> zeroThreshold = message.number();
        case 7 -> zeroCount = message.integer();
        case 8 -> floatZeroCount = message.number();
        case 9 -> negative.span(message.message(), budget);
        case 10 -> negative.deltas(message, budget);
        case 11 -> negative.counts(message, budget);
        case 12 -> positive.span(message.message(), budget);
        case 13 -> positive.deltas(message, budget);
        case 14 -> positive.counts(message, budget);
        case 15 -> createdMillis = ProtobufNumber.millis(message.message());
        case 16 -> {
          budget.sample();
          exemplars.add(ProtobufNumber.exemplar(message.message(), budget));
        }
        default -> message.skip();
      }
    }
  }

  private static Bucket bucket(WireReader message, ReadBudget budget) {
    long cumulative = 0;
    double floatCumulative = 0;
    double bound = 0;
    ExposedExemplar exemplar = null;
    for (int field = message.nextField(); field != 0; field = message.nextField()) {
      switch (field) {
        case 1 -> cumulative = message.integer();
        case 2 -> bound = message.number();
        case 3 -> exemplar = ProtobufNumber.exemplar(message.message(), budget);
        case 4 -> floatCumulative = message.number();
        default -> message.skip();
      }
    }
    double count = floatCumulative > 0 ? floatCumulative : ProtobufMetric.unsigned(cumulative);
    return new Bucket(bound, count, exemplar);
  }

  /**
   * Hands over what was read. The bucket up to +Inf, which the format leaves out, is added where
   * there are classic buckets or no native ones.
   *
   * @throws IllegalArgumentException if native buckets contradict each other
   * @throws ArithmeticException if a native bucket's index or count is out of range
   */
  void putInto(SeriesParts parts) {
    parts.count = ProtobufMetric.count(count, floatCount);
    parts.sum = sum == null ? OptionalDouble.empty() : OptionalDouble.of(sum);
    parts.createdMillis = createdMillis;
    parts.buckets.addAll(buckets);
    boolean isNative = isNative();
    if (!(isNative && buckets.isEmpty()) && !isClosed()) {
      double all = parts.count.orElse(0); // what is not said is 0, as Protocol Buffers has it
      parts.buckets.add(new Bucket(Double.POSITIVE_INFINITY, all, null));
    }
    if (isNative) {
      parts.nativePart = natives();
    }
  }

  private boolean isClosed() {
    return !buckets.isEmpty()
        && buckets.get(buckets.size() - 1).upperBound() == Double.POSITIVE_INFINITY;
  }

  /** As Prometheus tells them apart. */
  private boolean isNative() {
    return zeroThreshold > 0
        || (zeroCount != null && zeroCount != 0)
        || floatZeroCount > 0
        || !negative.isEmpty()
        || !positive.isEmpty();
  }

  private ExposedNativeBuckets natives() {
    if (schema == CUSTOM_BOUNDS) {
      throw new IllegalArgumentException(
          "schema -53 stands for listed bounds, but this message cannot list any");
    }
    if (schema < NativeBuckets.MIN_SCHEMA || schema > NativeBuckets.MAX_SCHEMA) {
      throw new IllegalArgumentException("a schema lies between " + NativeBuckets.MIN_SCHEMA
          + " and " + NativeBuckets.MAX_SCHEMA + ", and is not " + schema);
    }
    if (!(zeroThreshold >= 0)) {
      throw new IllegalArgumentException("the zero threshold cannot be " + zeroThreshold);
    }
    boolean isFloat = floatCount > 0 || floatZeroCount > 0;
    SortedMap<Integer, Double> positiveCounts = positive.absolute(isFloat);
    SortedMap<Integer, Double> negativeCounts = negative.absolute(isFloat);
    if (!isFloat) {
      checkTotal();
    }
    double zeros = floatZeroCount > 0
        ? floatZeroCount
        : ProtobufMetric.unsigned(zeroCount == null ? 0 : zeroCount);
    return new ExposedNativeBuckets(
        schema, zeroThreshold, zeros, positiveCounts, negativeCounts, exemplars);
  }

  /** As Prometheus checks it: NaN is an observation that is in no bucket. */
  private void checkTotal() {
    long zeros = zeroCount == null ? 0 : zeroCount;
    long inBuckets = Math.addExact(zeros, Math.addExact(positive.total(), negative.total()));
    long all = count == null ? 0 : count;
    boolean withNaN = sum != null && Double.isNaN(sum);
    if (withNaN ? inBuckets > all : inBuckets != all) {
      throw new IllegalArgumentException(
          "its buckets have " + inBuckets + " observations but its count is " + all);
    }
  }
}
