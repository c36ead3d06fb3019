package dev.narthex.testing.lint;

import static dev.narthex.testing.lint.NamedCheck.ofEach;

import dev.narthex.model.MetricType;
import dev.narthex.testing.reader.ExposedFamily;
import dev.narthex.testing.reader.ExposedNumber;
import dev.narthex.testing.reader.ExposedSeries;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The checks of promlint, which other tools know by their texts: each is to find what promlint finds,
 * as often, in the same words, even where another choice would seem better.
 */
final class PromlintChecks {

  static final List<NamedCheck> ALL = List.of(
      ofEach("help", "a missing help text", PromlintChecks::help),
      ofEach("base-unit", "a unit in the name that is not a base unit", PromlintChecks::baseUnit),
      ofEach(
          "counter-total", "a counter whose name lacks \"_total\"", PromlintChecks::counterTotal),
      ofEach(
          "non-counter-total",
          "a name that ends in \"_total\" without being a counter's",
          PromlintChecks::nonCounterTotal),
      ofEach(
          "reserved-suffix",
          "a name that ends like a sample of histograms or summaries",
          PromlintChecks::reservedSuffix),
      ofEach(
          "reserved-label",
          "a label that belongs to histograms or summaries",
          PromlintChecks::reservedLabel),
      ofEach("type-in-name", "a name that tells the metric's type", PromlintChecks::typeInName),
      ofEach("colon", "a name with ':'", PromlintChecks::colon),
      ofEach("camel-case-name", "a metric name in camelCase", PromlintChecks::camelCaseName),
      ofEach("camel-case-label", "a label name in camelCase", PromlintChecks::camelCaseLabel),
      ofEach(
          "abbreviated-unit",
          "a unit in the name that is abbreviated",
          PromlintChecks::abbreviatedUnit),
      ofEach("duplicate-series", "a number that is there twice", PromlintChecks::duplicateSeries));

  private static final Pattern CAMEL_CASE = Pattern.compile("[a-z][A-Z]");

  private PromlintChecks() {}

  private static void help(ExposedFamily family, Consumer<String> problems) {
    if (family.help() == null) {
      problems.accept("no help text");
    }
  }

  private static void baseUnit(ExposedFamily family, Consumer<String> problems) {
    Optional<PromlintUnits.Unit> unit = PromlintUnits.firstIn(family.name());
    if (unit.isPresent() && !unit.get().isBase()) {
      problems.accept("use base unit \"" + unit.get().base() + "\" instead of \""
          + unit.get().found() + "\"");
    }
  }

  private static void counterTotal(ExposedFamily family, Consumer<String> problems) {
    if (family.type() == MetricType.COUNTER && !family.name().endsWith("_total")) {
      problems.accept("counter metrics should have \"_total\" suffix");
    }
  }

  private static void nonCounterTotal(ExposedFamily family, Consumer<String> problems) {
    boolean mayEndSo = family.type() == MetricType.COUNTER || isUntyped(family);
    if (!mayEndSo && family.name().endsWith("_total")) {
      problems.accept("non-counter metrics should not have \"_total\" suffix");
    }
  }

  private static void reservedSuffix(ExposedFamily family, Consumer<String> problems) {
    if (isUntyped(family) || isHistogram(family)) {
      return;
    }
    if (family.name().endsWith("_bucket")) {
      problems.accept("non-histogram metrics should not have \"_bucket\" suffix");
    }
    if (isSummary(family)) {
      return;
    }
    for (String suffix : List.of("_count", "_sum")) {
      if (family.name().endsWith(suffix)) {
        problems.accept(
            "non-histogram and non-summary metrics should not have \"" + suffix + "\" suffix");
      }
    }
  }

  private static void reservedLabel(ExposedFamily family, Consumer<String> problems) {
    if (isUntyped(family)) {
      return;
    }
    for (ExposedSeries series : family.series()) {
      if (!isHistogram(family) && series.labels().containsKey("le")) {
        problems.accept("non-histogram metrics should not have \"le\" label");
      }
      if (!isSummary(family) && series.labels().containsKey("quantile")) {
        problems.accept("non-summary metrics should not have \"quantile\" label");
      }
    }
  }

  private static void typeInName(ExposedFamily family, Consumer<String> problems) {
    if (isUntyped(family)) {
      return;
    }
    String type = typeName(family.type());
    if (hasPart(family.name().toLowerCase(Locale.ROOT), type)) {
      problems.accept("metric name should not include type '" + type + "'");
    }
  }

  private static void colon(ExposedFamily family, Consumer<String> problems) {
    if (family.name().indexOf(':') >= 0) {
      problems.accept("metric names should not contain ':'");
    }
  }

  private static void camelCaseName(ExposedFamily family, Consumer<String> problems) {
    if (CAMEL_CASE.matcher(family.name()).find()) {
      problems.accept("metric names should be written in 'snake_case' not 'camelCase'");
    }
  }

  private static void camelCaseLabel(ExposedFamily family, Consumer<String> problems) {
    for (ExposedSeries series : family.series()) {
      for (String label : series.labels().keySet()) {
        if (CAMEL_CASE.matcher(label).find()) {
          problems.accept("label names should be written in 'snake_case' not 'camelCase'");
        }
      }
    }
  }

  private static void abbreviatedUnit(ExposedFamily family, Consumer<String> problems) {
    String name = family.name().toLowerCase(Locale.ROOT);
    for (String abbreviation : PromlintUnits.ABBREVIATIONS) {
      if (hasPart(name, abbreviation)) {
        problems.accept("metric names should not contain abbreviated units");
      }
    }
  }

  /** Promtool makes one of histograms and summaries that are there twice, so it finds none. */
  private static void duplicateSeries(ExposedFamily family, Consumer<String> problems) {
    int twins = seriesWithALaterTwin(family, series -> series instanceof ExposedNumber);
    for (int i = 0; i < twins; i++) {
      problems.accept("metric not unique");
    }
  }

  /** How many series have a later one with the same labels. Goes from the end. */
  static int seriesWithALaterTwin(ExposedFamily family, Predicate<ExposedSeries> choice) {
    Set<List<Map.Entry<String, String>>> later = new HashSet<>();
    List<ExposedSeries> series = family.series();
    int found = 0;
    for (int i = series.size() - 1; i >= 0; i--) {
      // A list, because promlint takes other orders of the same labels for other labels.
      List<Map.Entry<String, String>> labels =
          List.copyOf(series.get(i).labels().entrySet());
      if (choice.test(series.get(i)) && !later.add(labels)) {
        found++;
      }
    }
    return found;
  }

  /** Whether a part stands in a name after the first underscore. In first place it is a prefix. */
  private static boolean hasPart(String name, String part) {
    return name.contains("_" + part + "_") || name.endsWith("_" + part);
  }

  private static boolean isUntyped(ExposedFamily family) {
    return family.type() == MetricType.UNTYPED;
  }

  private static boolean isHistogram(ExposedFamily family) {
    return family.type() == MetricType.HISTOGRAM;
  }

  private static boolean isSummary(ExposedFamily family) {
    return family.type() == MetricType.SUMMARY;
  }

  /** The type as promlint sees it, which knows neither infos nor state sets. */
  private static String typeName(MetricType type) {
    return switch (type) {
      case COUNTER -> "counter";
      case GAUGE, INFO, STATESET -> "gauge";
      case SUMMARY -> "summary";
      case HISTOGRAM -> "histogram";
      case GAUGE_HISTOGRAM -> "gauge_histogram";
      case UNTYPED -> "untyped";
    };
  }
}
