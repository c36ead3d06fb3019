package dev.narthex.testing.reader;

import dev.narthex.model.MetricType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A family while its lines in OpenMetrics are met: they stand together, and in them the samples of
 * each metric, and in those the ones of each point in time.
 */
final class OpenMetricsFamily {

  final String name;
  final Set<OpenMetricsReader.Keyword> said = EnumSet.noneOf(OpenMetricsReader.Keyword.class);

  @Nullable
  String unit;

  @Nullable
  String help;

  boolean namesAreClaimed;

  private MetricType type = MetricType.UNTYPED;
  private final List<ExposedSeries> series = new ArrayList<>();
  private final Set<String> metrics = new HashSet<>();
  private String metric = "";
  private @Nullable OpenMetricsPoint point;

  OpenMetricsFamily(String name) {
    this.name = name;
  }

  void type(MetricType known) {
    type = known;
  }

  boolean hasSamples() {
    return point != null;
  }

  /** What stands after the family's name in the names of its samples. */
  private static List<String> suffixes(MetricType type) {
    return switch (type) {
      case COUNTER -> List.of("_total", "_created");
      case GAUGE, STATESET, UNTYPED -> List.of("");
      case SUMMARY -> List.of("", "_count", "_sum", "_created");
      case HISTOGRAM -> List.of("_bucket", "_count", "_sum", "_created");
      case GAUGE_HISTOGRAM -> List.of("_bucket", "_gcount", "_gsum");
      case INFO -> List.of("_info");
    };
  }

  boolean hasSampleName(String sample) {
    return sample.startsWith(name) && suffixes(type).contains(sample.substring(name.length()));
  }

  /** What to say of a sample that is named like the family where it has to have a suffix. */
  String wrongSampleName() {
    List<String> names =
        suffixes(type).stream().map(suffix -> LineCursor.shown(name + suffix)).toList();
    return name
        + " has type "
        + type.name().toLowerCase(Locale.ROOT)
        + ", so its samples are named "
        + String.join(", ", names);
  }

  /** The names that no other family may have for a sample or as its own. */
  Set<String> claimedNames() {
    Set<String> names = new HashSet<>();
    names.add(name);
    for (String suffix : suffixes(type)) {
      names.add(name + suffix);
    }
    return names;
  }

  /**
   * Adds a sample of this family.
   *
   * @throws IllegalArgumentException if it breaks a rule of the type
   */
  void add(SampleLine sample) {
    String suffix = sample.name().substring(name.length());
    String special = specialLabel(suffix);
    Map<String, String> labels = sample.labels();
    if (special != null) {
      if (!labels.containsKey(special)) {
        throw new IllegalArgumentException("label " + LineCursor.shown(special) + " is missing");
      }
      labels = new LinkedHashMap<>(labels);
      labels.remove(special);
    }
    checkReserved(labels);
    OpenMetricsPoint last = point;
    String key = SeriesKey.of(labels);
    if (last == null || !key.equals(metric)) {
      finishPoint();
      if (!metrics.add(key)) {
        throw new IllegalArgumentException(
            "samples of the metric with labels " + labels + " stand apart, or are there twice");
      }
      metric = key;
      last = new OpenMetricsPoint(type, name, labels, sample);
      point = last;
    } else if (last.isFollowedBy(suffix, sample)) {
      finishPoint();
      last = new OpenMetricsPoint(type, name, labels, sample);
      point = last;
    }
    last.add(suffix, sample);
  }

  /** The label that tells the samples of one metric apart. */
  private @Nullable String specialLabel(String suffix) {
    return switch (type) {
      case STATESET -> name;
      case SUMMARY -> suffix.isEmpty() ? "quantile" : null;
      case HISTOGRAM, GAUGE_HISTOGRAM -> suffix.equals("_bucket") ? "le" : null;
      case COUNTER, GAUGE, INFO, UNTYPED -> null;
    };
  }

  private void checkReserved(Map<String, String> labels) {
    String reserved = switch (type) {
      case SUMMARY -> "quantile";
      case HISTOGRAM, GAUGE_HISTOGRAM -> "le";
      case COUNTER, GAUGE, INFO, STATESET, UNTYPED -> null;
    };
    if (reserved != null && labels.containsKey(reserved)) {
      throw new IllegalArgumentException("a sample of this name has no label \"" + reserved + "\"");
    }
  }

  private void finishPoint() {
    if (point != null) {
      point.finish(series);
    }
  }

  /**
   * Ends the family.
   *
   * @throws IllegalArgumentException if a part is missing
   */
  ExposedFamily finish() {
    finishPoint();
    if (unit != null && (type == MetricType.INFO || type == MetricType.STATESET)) {
      throw new IllegalArgumentException("an info or a state set has no unit");
    }
    String suffix = type == MetricType.COUNTER ? "_total" : type == MetricType.INFO ? "_info" : "";
    String said = help == null || help.isEmpty() ? null : help;
    return new ExposedFamily(name + suffix, type, said, unit, series);
  }
}
