package dev.narthex.testing.reader;

import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import dev.narthex.testing.reader.ExposedHistogram.Bucket;
import dev.narthex.testing.reader.ExposedSummary.Quantile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A family while its lines in text 0.0.4 are met. The lines of one histogram or summary may stand
 * anywhere; they belong together by their labels and their time. A part that is there already begins
 * the series a second time, so that nothing of what was exposed is lost.
 */
final class TextFamily {

  static final List<String> SUFFIXES = List.of("_bucket", "_count", "_sum");

  private final String name;
  private final List<ExposedNumber> numbers = new ArrayList<>();
  private final List<Distribution> distributions = new ArrayList<>();
  private final Map<String, Distribution> latest = new HashMap<>();

  @Nullable
  MetricType type;

  @Nullable
  String help;

  TextFamily(String name) {
    this.name = name;
  }

  /** Whether samples of this family end in the suffix. */
  boolean hasSuffix(String suffix) {
    return isHistogram() || (type == MetricType.SUMMARY && !suffix.equals("_bucket"));
  }

  private boolean isHistogram() {
    return type == MetricType.HISTOGRAM || type == MetricType.GAUGE_HISTOGRAM;
  }

  boolean isEmpty() {
    return numbers.isEmpty() && distributions.isEmpty();
  }

  /**
   * Adds a sample of this family.
   *
   * @throws IllegalArgumentException if it cannot be part of it
   */
  void add(SampleLine sample) {
    if (isHistogram()) {
      addToHistogram(sample);
    } else if (type == MetricType.SUMMARY) {
      addToSummary(sample);
    } else {
      numbers.add(new ExposedNumber(
          sample.labels(), sample.value(), Millis.NONE, null, sample.timestampMillis()));
    }
  }

  private void addToHistogram(SampleLine sample) {
    if (sample.name().equals(name + "_sum")) {
      sum(sample);
    } else if (sample.name().equals(name + "_count")) {
      count(sample);
    } else {
      double bound = specialLabel(sample, "le", "bucket");
      checkCount(sample.value(), "a bucket");
      Map<String, String> labels = without(sample.labels(), "le");
      Distribution histogram = distribution(labels, sample, "le" + bound);
      histogram.parts.buckets.add(new Bucket(bound, sample.value(), null));
    }
  }

  private void addToSummary(SampleLine sample) {
    if (sample.name().equals(name + "_sum")) {
      sum(sample);
    } else if (sample.name().equals(name + "_count")) {
      count(sample);
    } else {
      double rank = specialLabel(sample, "quantile", "quantile");
      Map<String, String> labels = without(sample.labels(), "quantile");
      Distribution summary = distribution(labels, sample, "quantile" + rank);
      summary.parts.quantiles.add(new Quantile(rank, sample.value()));
    }
  }

  private void sum(SampleLine sample) {
    distribution(sample.labels(), sample, "sum").parts.sum = OptionalDouble.of(sample.value());
  }

  private void count(SampleLine sample) {
    checkCount(sample.value(), "the number of observations");
    distribution(sample.labels(), sample, "count").parts.count = OptionalDouble.of(sample.value());
  }

  private static void checkCount(double count, String what) {
    if (!(count >= 0)) {
      throw new IllegalArgumentException(what + " cannot be " + count);
    }
  }

  private double specialLabel(SampleLine sample, String label, String what) {
    String text = sample.labels().get(label);
    if (text == null) {
      throw new IllegalArgumentException(
          "%s is a %s, so a sample of this name is a %s and has a label \"%s\""
              .formatted(name, String.valueOf(type).toLowerCase(Locale.ROOT), what, label));
    }
    double number = Numbers.parse(text);
    if (Double.isNaN(number)) {
      throw new IllegalArgumentException(
          "label \"" + label + "\" wants a number but is " + LineCursor.shown(text));
    }
    return number;
  }

  private static Map<String, String> without(Map<String, String> labels, String label) {
    Map<String, String> rest = new LinkedHashMap<>(labels);
    rest.remove(label);
    return rest;
  }

  private Distribution distribution(Map<String, String> labels, SampleLine sample, String part) {
    String key = sample.timestampMillis() + "@" + SeriesKey.of(labels);
    Distribution distribution = latest.get(key);
    if (distribution == null || !distribution.met.add(part)) {
      distribution = new Distribution(new SeriesParts(labels, sample.timestampMillis()));
      distribution.met.add(part);
      distributions.add(distribution);
      latest.put(key, distribution);
    }
    return distribution;
  }

  ExposedFamily exposed() {
    List<ExposedSeries> series = new ArrayList<>(numbers);
    for (Distribution distribution : distributions) {
      series.add(isHistogram() ? distribution.parts.histogram() : distribution.parts.summary());
    }
    MetricType known = type == null ? MetricType.UNTYPED : type;
    return new ExposedFamily(name, known, help, null, series);
  }

  private record Distribution(SeriesParts parts, Set<String> met) {
    Distribution(SeriesParts parts) {
      this(parts, new TreeSet<>());
    }
  }
}
