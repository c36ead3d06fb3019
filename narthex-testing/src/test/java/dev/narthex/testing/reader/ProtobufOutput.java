package dev.narthex.testing.reader;

import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import dev.narthex.testing.reader.ExposedHistogram.Bucket;
import dev.narthex.testing.reader.ExposedSummary.Quantile;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Writes in protobuf what was read from it, so that it can be read once more. */
final class ProtobufOutput {

  private static final double EXACT = 0x1p53;

  private ProtobufOutput() {}

  static byte[] protobuf(List<ExposedFamily> families) {
    Wire out = new Wire();
    for (ExposedFamily family : families) {
      out.delimited(family(family).toBytes());
    }
    return out.toBytes();
  }

  private static Wire family(ExposedFamily family) {
    Wire out = new Wire().text(1, family.name()).integer(3, type(family.type()));
    if (family.help() != null) {
      out.text(2, family.help());
    }
    if (family.unit() != null) {
      out.text(5, family.unit());
    }
    for (ExposedSeries series : family.series()) {
      Wire metric = new Wire();
      labels(metric, series.labels());
      if (series instanceof ExposedNumber number) {
        int field =
            family.type() == MetricType.COUNTER ? 3 : family.type() == MetricType.GAUGE ? 2 : 5;
        metric.message(field, number(number));
      } else if (series instanceof ExposedSummary summary) {
        metric.message(4, summary(summary));
      } else if (series instanceof ExposedHistogram histogram) {
        metric.message(7, histogram(histogram));
      }
      if (series.timestampMillis() != Millis.NONE) {
        metric.integer(6, series.timestampMillis());
      }
      out.message(4, metric);
    }
    return out;
  }

  private static int type(MetricType type) {
    return switch (type) {
      case COUNTER -> 0;
      case GAUGE, INFO, STATESET -> 1;
      case SUMMARY -> 2;
      case UNTYPED -> 3;
      case HISTOGRAM -> 4;
      case GAUGE_HISTOGRAM -> 5;
    };
  }

  private static void labels(Wire out, Map<String, String> labels) {
    labels.forEach((name, value) -> out.message(1, new Wire().text(1, name).text(2, value)));
  }

  private static Wire number(ExposedNumber number) {
    Wire out = new Wire().number(1, number.value());
    if (number.exemplar() != null) {
      out.message(2, exemplar(number.exemplar()));
    }
    time(out, 3, number.createdMillis());
    return out;
  }

  private static Wire exemplar(ExposedExemplar exemplar) {
    Wire out = new Wire();
    labels(out, exemplar.labels());
    out.number(2, exemplar.value());
    time(out, 3, exemplar.timestampMillis());
    return out;
  }

  private static void time(Wire out, int field, long millis) {
    if (millis != Millis.NONE) {
      out.message(
          field,
          new Wire()
              .integer(1, Math.floorDiv(millis, 1000L))
              .integer(2, Math.floorMod(millis, 1000L) * 1_000_000L));
    }
  }

  private static Wire summary(ExposedSummary summary) {
    Wire out = new Wire();
    summary.count().ifPresent(count -> out.integer(1, unsigned(count)));
    summary.sum().ifPresent(sum -> out.number(2, sum));
    for (Quantile quantile : summary.quantiles()) {
      out.message(3, new Wire().number(1, quantile.quantile()).number(2, quantile.value()));
    }
    time(out, 4, summary.createdMillis());
    return out;
  }

  private static long unsigned(double count) {
    return count < 0x1p63 ? (long) count : count >= 0x1p64 ? -1L : (long) (count / 2) << 1;
  }

  /** Whether integers say all counts. Only then the count has to be that of the native buckets. */
  static boolean isInteger(ExposedHistogram histogram) {
    double count = histogram.count().orElse(0);
    ExposedNativeBuckets natives = histogram.nativePart();
    if (natives == null || !isInteger(count)) {
      return isInteger(count);
    }
    double inBuckets = natives.zeroCount();
    boolean all = isInteger(natives.zeroCount());
    for (SortedMap<Integer, Double> side : List.of(natives.negative(), natives.positive())) {
      for (double each : side.values()) {
        inBuckets += each;
        all &= isInteger(each);
      }
    }
    boolean withNaN = Double.isNaN(histogram.sum().orElse(0));
    return all && (withNaN ? inBuckets <= count : inBuckets == count);
  }

  private static boolean isInteger(double count) {
    return count < EXACT && count == Math.rint(count);
  }

  private static Wire histogram(ExposedHistogram histogram) {
    boolean isInteger = isInteger(histogram);
    Wire out = new Wire();
    histogram.count().ifPresent(count -> {
      if (isInteger) {
        out.integer(1, (long) count);
      } else {
        out.number(4, count);
      }
    });
    histogram.sum().ifPresent(sum -> out.number(2, sum));
    for (Bucket bucket : histogram.buckets()) {
      out.message(3, bucket(bucket));
    }
    time(out, 15, histogram.createdMillis());
    ExposedNativeBuckets natives = histogram.nativePart();
    if (natives != null) {
      out.signed(5, natives.schema()).number(6, natives.zeroThreshold());
      if (isInteger) {
        out.integer(7, (long) natives.zeroCount());
      } else {
        out.number(8, natives.zeroCount());
      }
      side(out, 9, natives.negative(), isInteger);
      side(out, 12, natives.positive(), isInteger);
      natives.exemplars().forEach(exemplar -> out.message(16, exemplar(exemplar)));
    }
    return out;
  }

  private static Wire bucket(Bucket bucket) {
    Wire out = new Wire().number(2, bucket.upperBound());
    if (isInteger(bucket.cumulativeCount())) {
      out.integer(1, (long) bucket.cumulativeCount());
    } else {
      out.number(4, bucket.cumulativeCount());
    }
    if (bucket.exemplar() != null) {
      out.message(3, exemplar(bucket.exemplar()));
    }
    return out;
  }

  /** A span for each bucket, and an empty one by which the histogram is known to be native. */
  private static void side(
      Wire out, int field, SortedMap<Integer, Double> counts, boolean isInteger) {
    int next = 0;
    long before = 0;
    for (Map.Entry<Integer, Double> bucket : counts.entrySet()) {
      out.message(field, new Wire().signed(1, bucket.getKey() - next).integer(2, 1));
      next = bucket.getKey() + 1;
      if (isInteger) {
        long count = bucket.getValue().longValue();
        out.signed(field + 1, count - before);
        before = count;
      } else {
        out.number(field + 2, bucket.getValue());
      }
    }
    out.message(field, new Wire().signed(1, 0).integer(2, 0));
  }
}
