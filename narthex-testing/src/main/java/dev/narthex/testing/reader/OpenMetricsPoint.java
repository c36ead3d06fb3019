package dev.narthex.testing.reader;

import dev.narthex.model.MetricType;
import dev.narthex.testing.reader.ExposedHistogram.Bucket;
import dev.narthex.testing.reader.ExposedSummary.Quantile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One metric point of OpenMetrics while its samples are met: the samples of one metric at one time.
 * Each check names the section of the specification by the type it is about.
 */
final class OpenMetricsPoint {

  /** Ends what is said of a number that programs do expose, and Prometheus reads. */
  private static final String ELSEWHERE = " in OpenMetrics; ask for text 0.0.4, which allows it";

  private final MetricType type;
  private final String family;
  private final double seconds;
  private final SeriesParts parts;
  private final Set<String> met = new TreeSet<>();
  private final List<ExposedNumber> states = new ArrayList<>();
  private double total = Double.NaN;
  private @Nullable ExposedExemplar exemplar;

  OpenMetricsPoint(MetricType type, String family, Map<String, String> labels, SampleLine first) {
    this.type = type;
    this.family = family;
    this.seconds = first.seconds();
    this.parts = new SeriesParts(labels, first.timestampMillis());
  }

  /**
   * Whether a sample of the same metric begins its next point.
   *
   * @throws IllegalArgumentException if it can be neither part of this one nor begin one
   */
  boolean isFollowedBy(String suffix, SampleLine sample) {
    boolean timed = !Double.isNaN(seconds);
    boolean sampleTimed = !Double.isNaN(sample.seconds());
    if (timed && !sampleTimed && suffix.equals("_created")) {
      return false; // client_golang and others give the time of the point only to its values.
    }
    if (timed != sampleTimed) {
      throw new IllegalArgumentException(
          "of the samples of one metric, some have a time and some none");
    }
    if (timed && sample.seconds() < seconds) {
      throw new IllegalArgumentException("the times of one metric go back");
    }
    return timed && sample.seconds() > seconds;
  }

  /**
   * Adds a sample of this point.
   *
   * @throws IllegalArgumentException if it breaks a rule of the type
   */
  void add(String suffix, SampleLine sample) {
    if (sample.exemplar() != null && !suffix.equals("_total") && !suffix.equals("_bucket")) {
      throw new IllegalArgumentException("only totals and buckets have exemplars");
    }
    switch (suffix) {
      case "_created" -> {
        meet("_created");
        parts.createdMillis = created(sample.value());
      }
      case "_bucket" -> addBucket(sample);
      case "_count", "_gcount" -> {
        meet("count");
        parts.count = OptionalDouble.of(checkCount(sample.value()));
      }
      case "_sum", "_gsum" -> {
        meet("sum");
        parts.sum = OptionalDouble.of(checkSum(sample.value()));
      }
      case "_total" -> {
        meet("total");
        total = checkTotal(sample.value());
        exemplar = sample.exemplar();
      }
      default -> addNumber(sample);
    }
  }

  private void addNumber(SampleLine sample) {
    double value = sample.value();
    switch (type) {
      case SUMMARY -> {
        double rank = Numbers.parse(special(sample, "quantile"));
        if (!(rank >= 0 && rank <= 1)) {
          throw new IllegalArgumentException("a quantile lies between 0 and 1");
        }
        meet("quantile " + rank);
        if (value < 0) {
          throw new IllegalArgumentException(
              "the value of a quantile cannot be negative" + ELSEWHERE);
        }
        parts.quantiles.add(new Quantile(rank, value));
      }
      case STATESET -> {
        meet("state " + special(sample, family));
        if (value != 0 && value != 1) {
          throw new IllegalArgumentException("a state is 1 or 0, not " + value);
        }
        states.add(number(sample.labels(), value));
      }
      case INFO -> {
        meet("info");
        if (value != 1) {
          throw new IllegalArgumentException("the value of an info is 1, not " + value);
        }
        total = value;
      }
      default -> {
        meet("value");
        total = value;
      }
    }
  }

  private static String special(SampleLine sample, String label) {
    return Objects.requireNonNull(sample.labels().get(label));
  }

  private void meet(String part) {
    if (!met.add(part)) {
      throw new IllegalArgumentException("a sample is there twice at one time");
    }
  }

  private void addBucket(SampleLine sample) {
    double bound = bound(special(sample, "le"));
    double count = checkCount(sample.value());
    if (!parts.buckets.isEmpty()) {
      Bucket before = parts.buckets.get(parts.buckets.size() - 1);
      if (!(bound > before.upperBound())) {
        throw new IllegalArgumentException(
            "buckets stand in increasing order of \"le\", each once");
      }
      if (count < before.cumulativeCount()) {
        throw new IllegalArgumentException(
            "the counts of buckets are cumulative, so none is less" + " than the one before");
      }
    }
    ExposedExemplar example = sample.exemplar();
    if (example != null && example.value() > bound) {
      throw new IllegalArgumentException(
          "the exemplar's value " + example.value() + " does not lie in its bucket");
    }
    parts.buckets.add(new Bucket(bound, count, example));
  }

  private static double bound(String text) {
    double bound = text.equals("+Inf") ? Double.POSITIVE_INFINITY : Numbers.parse(text);
    if (Double.isNaN(bound) || (Double.isInfinite(bound) && !text.equals("+Inf"))) {
      throw new IllegalArgumentException(
          "label \"le\" is a finite number or +Inf, not " + LineCursor.shown(text));
    }
    return bound;
  }

  private static double checkCount(double count) {
    if (!(count >= 0) || Double.isInfinite(count) || count != Math.rint(count)) {
      throw new IllegalArgumentException("a count is a whole number, not " + count);
    }
    return count;
  }

  private double checkSum(double sum) {
    boolean mayBeNegative = type == MetricType.GAUGE_HISTOGRAM || type == MetricType.HISTOGRAM;
    if (Double.isNaN(sum) || (sum < 0 && !mayBeNegative)) { // those with buckets: checkHistogram
      throw new IllegalArgumentException("a sum cannot be " + sum + ELSEWHERE);
    }
    return sum;
  }

  private static double checkTotal(double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException("a total counts, so it cannot be " + value);
    }
    return value;
  }

  private static long created(double seconds) {
    if (!SampleLineReader.isTime(seconds)) {
      throw new IllegalArgumentException("the time of creation cannot be " + seconds);
    }
    return SampleLineReader.millis(seconds);
  }

  /**
   * Ends the point and adds what it said.
   *
   * @throws IllegalArgumentException if a part is missing or contradicts another
   */
  void finish(List<ExposedSeries> series) {
    switch (type) {
      case COUNTER -> {
        if (!met.contains("total")) {
          throw new IllegalArgumentException("a counter without a sample \"" + family + "_total\"");
        }
        series.add(number(parts.labels, total));
      }
      case GAUGE, INFO, UNTYPED -> series.add(number(parts.labels, total));
      case STATESET -> series.addAll(states);
      case SUMMARY -> series.add(parts.summary());
      case HISTOGRAM, GAUGE_HISTOGRAM -> {
        checkHistogram();
        series.add(parts.histogram());
      }
    }
  }

  private ExposedNumber number(Map<String, String> labels, double value) {
    return new ExposedNumber(labels, value, parts.createdMillis, exemplar, parts.timestampMillis);
  }

  private void checkHistogram() {
    List<Bucket> buckets = parts.buckets;
    if (buckets.isEmpty()
        || buckets.get(buckets.size() - 1).upperBound() != Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("a histogram has a bucket with le=\"+Inf\"");
    }
    if (parts.sum.isPresent() != parts.count.isPresent()) {
      throw new IllegalArgumentException("a sum and a count go together; one is missing");
    }
    double all = buckets.get(buckets.size() - 1).cumulativeCount();
    if (parts.count.isPresent() && parts.count.getAsDouble() != all) {
      throw new IllegalArgumentException("the count is " + parts.count.getAsDouble()
          + " but the bucket with le=\"+Inf\" has " + all);
    }
    boolean negative = buckets.get(0).upperBound() < 0;
    if (negative && type == MetricType.HISTOGRAM && parts.sum.isPresent()) {
      throw new IllegalArgumentException("a histogram with buckets below 0 has no sum" + ELSEWHERE);
    }
    if (!negative && parts.sum.isPresent() && parts.sum.getAsDouble() < 0) {
      throw new IllegalArgumentException(
          "a sum cannot be below 0 without buckets below 0" + ELSEWHERE);
    }
  }
}
