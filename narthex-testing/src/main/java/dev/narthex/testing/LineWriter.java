package dev.narthex.testing;

import dev.narthex.exposition.ExpositionFormat;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import dev.narthex.model.Names;
import dev.narthex.testing.reader.ExposedExemplar;
import dev.narthex.testing.reader.ExposedFamily;
import dev.narthex.testing.reader.ExposedHistogram;
import dev.narthex.testing.reader.ExposedNativeBuckets;
import dev.narthex.testing.reader.ExposedNumber;
import dev.narthex.testing.reader.ExposedSeries;
import dev.narthex.testing.reader.ExposedSummary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes families down as lines, always in the same words: labels by name, numbers as Narthex spells
 * them, without created times. For one thread.
 *
 * <p>It writes what is there, as an encoder cannot: a bucket that is missing, a label {@code __x}.
 */
final class LineWriter {

  private static final double MILLIS_PER_SECOND = 1000;
  private static final SortedMap<String, String> NO_LABELS = Collections.emptySortedMap();

  private final Detail detail;
  private final NumberSpelling numbers;
  private final List<Line> lines = new ArrayList<>();

  private LineWriter(Detail detail) {
    this.detail = detail;
    this.numbers = new NumberSpelling(detail.notation());
  }

  /** All lines but {@code # EOF}, by their place. */
  static List<Line> lines(List<ExposedFamily> families, Detail detail) {
    LineWriter writer = new LineWriter(detail);
    for (ExposedFamily family : families) {
      writer.family(family);
    }
    writer.lines.sort(Line.BY_PLACE);
    return writer.lines;
  }

  private void family(ExposedFamily family) {
    MetricType type = detail.type(family);
    String announced =
        detail.isOpenMetrics() ? Names.inOpenMetrics(type, family.name()) : family.name();
    head(family, announced, type);
    for (ExposedSeries series : family.series()) {
      Place place =
          new Place(family.name(), announced, type, series, byPlace(family.name(), series));
      if (series instanceof ExposedNumber number) {
        number(place, number);
      } else if (series instanceof ExposedHistogram histogram) {
        histogram(place, histogram);
      } else if (series instanceof ExposedSummary summary) {
        summary(place, summary);
      }
    }
  }

  /** What the lines of a series have in common. */
  private record Place(
      String family,
      String announced,
      MetricType type,
      ExposedSeries series,
      SortedMap<String, String> orderedLabels) {}

  /**
   * The labels of a series in the order in which they give it its place. One that is named like the
   * family comes last: it tells the states of one state set apart, which must stay together.
   */
  private static SortedMap<String, String> byPlace(String family, ExposedSeries series) {
    SortedMap<String, String> labels =
        new TreeMap<>(Comparator.comparing((String name) -> name.equals(family))
            .thenComparing(Comparator.naturalOrder()));
    labels.putAll(series.labels());
    return labels;
  }

  private void head(ExposedFamily family, String announced, MetricType type) {
    String name = Quoting.inComment(announced);
    String help = family.help();
    if (help != null && !help.isEmpty()) {
      String text = Quoting.escaped(help, detail.isOpenMetrics());
      head(family, Line.Part.HELP, "# HELP " + name + " " + text);
    }
    head(family, Line.Part.TYPE, "# TYPE " + name + " " + word(type));
    String unit = family.unit();
    // As in a scrape: readers refuse a unit that does not end the name.
    if (detail.unitsAndExemplars() && unit != null && announced.endsWith("_" + unit)) {
      head(family, Line.Part.UNIT, "# UNIT " + name + " " + Quoting.escaped(unit, true));
    }
  }

  private void head(ExposedFamily family, Line.Part part, String text) {
    lines.add(new Line(family.name(), NO_LABELS, part, 0, text));
  }

  private String word(MetricType type) {
    return switch (type) {
      case COUNTER -> "counter";
      case GAUGE -> "gauge";
      case SUMMARY -> "summary";
      case HISTOGRAM -> "histogram";
      case GAUGE_HISTOGRAM -> "gaugehistogram";
      case INFO -> "info";
      case STATESET -> "stateset";
      case UNTYPED -> detail.isOpenMetrics() ? "unknown" : "untyped";
    };
  }

  private void number(Place place, ExposedNumber number) {
    String name = place.family();
    String value = numbers.sample(number.value()) + time(number.timestampMillis());
    ExposedExemplar exemplar = place.type() == MetricType.COUNTER ? number.exemplar() : null;
    add(place, Line.Part.SAMPLE, 0, sample(name, labels(place)) + value + exemplar(exemplar));
  }

  private void summary(Place place, ExposedSummary summary) {
    for (ExposedSummary.Quantile quantile : summary.quantiles()) {
      String rank = numbers.label(quantile.quantile());
      String line = sample(place.announced(), labels(place, "quantile", rank))
          + numbers.sample(quantile.value())
          + time(summary.timestampMillis());
      add(place, Line.Part.SAMPLE, quantile.quantile(), line);
    }
    summary.sum().ifPresent(sum -> total(place, Line.Part.SUM, "_sum", numbers.sample(sum)));
    summary
        .count()
        .ifPresent(count -> total(place, Line.Part.COUNT, "_count", numbers.count(count)));
  }

  private void histogram(Place place, ExposedHistogram histogram) {
    ExposedNativeBuckets nativePart = histogram.nativePart();
    if (nativePart != null && detail.nativeFamilies().test(place.family())) {
      String value = CompositeValue.of(histogram, place.type() == MetricType.GAUGE_HISTOGRAM)
          .text(numbers);
      String line = sample(place.announced(), labels(place)) + value;
      add(place, Line.Part.SAMPLE, 0, line + time(histogram.timestampMillis()));
      return;
    }
    for (ExposedHistogram.Bucket bucket : bucketsWithInfinity(histogram)) {
      String le = numbers.label(bucket.upperBound());
      String line = sample(place.announced() + "_bucket", labels(place, "le", le))
          + numbers.count(bucket.cumulativeCount())
          + time(histogram.timestampMillis())
          + exemplar(bucket.exemplar());
      add(place, Line.Part.BUCKET, bucket.upperBound(), line);
    }
    String gauge = place.type() == MetricType.GAUGE_HISTOGRAM ? "g" : "";
    histogram
        .sum()
        .ifPresent(sum -> total(place, Line.Part.SUM, "_" + gauge + "sum", numbers.sample(sum)));
    histogram
        .count()
        .ifPresent(
            count -> total(place, Line.Part.COUNT, "_" + gauge + "count", numbers.count(count)));
  }

  /** Protobuf may leave out the bucket of all observations, which text must have. */
  private static List<ExposedHistogram.Bucket> bucketsWithInfinity(ExposedHistogram histogram) {
    List<ExposedHistogram.Bucket> buckets = new ArrayList<>(histogram.buckets());
    boolean hasInfinity =
        buckets.stream().anyMatch(bucket -> bucket.upperBound() == Double.POSITIVE_INFINITY);
    if (!hasInfinity && histogram.count().isPresent()) {
      buckets.add(new ExposedHistogram.Bucket(
          Double.POSITIVE_INFINITY, histogram.count().getAsDouble(), null));
    }
    return buckets;
  }

  private void total(Place place, Line.Part part, String suffix, String value) {
    String line = sample(place.announced() + suffix, labels(place)) + value;
    add(place, part, 0, line + time(place.series().timestampMillis()));
  }

  private void add(Place place, Line.Part part, double bound, String text) {
    lines.add(new Line(place.family(), place.orderedLabels(), part, bound, text));
  }

  private static Map<String, String> labels(Place place) {
    return new TreeMap<>(place.series().labels());
  }

  /** The labels of a series and, at the end, one that its type adds. */
  private static Map<String, String> labels(Place place, String name, String value) {
    Map<String, String> labels = new LinkedHashMap<>(labels(place));
    labels.put(name, value);
    return labels;
  }

  private static String sample(String name, Map<String, String> labels) {
    return Quoting.sample(name, labels) + " ";
  }

  private String time(long millis) {
    if (millis == Millis.NONE) {
      return "";
    }
    return " "
        + (detail.isOpenMetrics()
            ? numbers.sample(millis / MILLIS_PER_SECOND)
            : Long.toString(millis));
  }

  private String exemplar(@Nullable ExposedExemplar exemplar) {
    if (exemplar == null || exemplar.labels().isEmpty() || !detail.unitsAndExemplars()) {
      return "";
    }
    return " # {"
        + Quoting.labels(new TreeMap<>(exemplar.labels()))
        + "} "
        + numbers.sample(exemplar.value())
        + (exemplar.timestampMillis() == Millis.NONE
            ? ""
            : " " + numbers.sample(exemplar.timestampMillis() / MILLIS_PER_SECOND));
  }

  /** The lines as one text, each with its end. */
  static String text(List<ExposedFamily> families, Detail detail) {
    StringBuilder text = new StringBuilder();
    for (Line line : lines(families, detail)) {
      text.append(line.text()).append('\n');
    }
    if (detail.notation() == ExpositionFormat.OPENMETRICS) {
      text.append("# EOF\n");
    }
    return text.toString();
  }
}
