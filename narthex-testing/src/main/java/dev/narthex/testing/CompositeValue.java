package dev.narthex.testing;

import dev.narthex.testing.reader.ExposedHistogram;
import dev.narthex.testing.reader.ExposedNativeBuckets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A whole histogram as the value of one sample: the composite value of OpenMetrics 2.0.
 *
 * <pre>
 * {count:5,sum:9.5,schema:0,zero_threshold:0.001,zero_count:1,positive_spans:[0:2,3:1],positive_buckets:[1,2,1]}
 * </pre>
 *
 * <p>A span is how many indexes lie before it, counted from zero or from the span before, and how many
 * buckets it has; the buckets have a count each. A gauge histogram has a {@code g}
 * before {@code count} and {@code sum}. Classic buckets, if there are any, come last: {@code bucket:[0.1:3,+Inf:5]}.
 *
 * @param gauge whether it is a gauge histogram
 * @param count the number of observations; empty if none was said
 * @param sum the sum of all observations; empty if none was said
 * @param nativePart the native buckets, or null
 * @param buckets the classic buckets, running totals by bound; empty if there is at most that of all
 *     observations
 */
record CompositeValue(
    boolean gauge,
    OptionalDouble count,
    OptionalDouble sum,
    @Nullable ExposedNativeBuckets nativePart,
    List<ExposedHistogram.Bucket> buckets) {

  static CompositeValue of(ExposedHistogram histogram, boolean gauge) {
    List<ExposedHistogram.Bucket> buckets = histogram.buckets();
    boolean onlyAll =
        buckets.size() == 1 && buckets.get(0).upperBound() == Double.POSITIVE_INFINITY;
    return new CompositeValue(
        gauge,
        histogram.count(),
        histogram.sum(),
        histogram.nativePart(),
        onlyAll ? List.of() : buckets);
  }

  String text(NumberSpelling numbers) {
    List<String> fields = new ArrayList<>();
    String prefix = gauge ? "g" : "";
    count.ifPresent(value -> fields.add(prefix + "count:" + numbers.count(value)));
    sum.ifPresent(value -> fields.add(prefix + "sum:" + numbers.sample(value)));
    if (nativePart != null) {
      fields.add("schema:" + nativePart.schema());
      fields.add("zero_threshold:" + numbers.sample(nativePart.zeroThreshold()));
      fields.add("zero_count:" + numbers.count(nativePart.zeroCount()));
      addSide("negative", nativePart.negative(), numbers, fields);
      addSide("positive", nativePart.positive(), numbers, fields);
    }
    if (!buckets.isEmpty()) {
      List<String> classic = new ArrayList<>();
      for (ExposedHistogram.Bucket bucket : buckets) {
        classic.add(
            numbers.label(bucket.upperBound()) + ":" + numbers.count(bucket.cumulativeCount()));
      }
      fields.add("bucket:[" + String.join(",", classic) + "]");
    }
    return "{" + String.join(",", fields) + "}";
  }

  /** Writes populated buckets only, so that it does not matter how they were cut into spans. */
  private static void addSide(
      String side, SortedMap<Integer, Double> counts, NumberSpelling numbers, List<String> fields) {
    List<String> spans = new ArrayList<>();
    List<String> buckets = new ArrayList<>();
    int next = 0; // the index after the last span
    int begin = 0;
    int length = 0;
    for (Map.Entry<Integer, Double> bucket : counts.entrySet()) {
      if (bucket.getValue() == 0) {
        continue;
      }
      int index = bucket.getKey();
      if (length > 0 && index != begin + length) {
        spans.add((begin - next) + ":" + length);
        next = begin + length;
        length = 0;
      }
      begin = length == 0 ? index : begin;
      length++;
      buckets.add(numbers.count(bucket.getValue()));
    }
    if (length > 0) {
      spans.add((begin - next) + ":" + length);
      fields.add(side + "_spans:[" + String.join(",", spans) + "]");
      fields.add(side + "_buckets:[" + String.join(",", buckets) + "]");
    }
  }
}
