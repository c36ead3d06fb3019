package dev.narthex.testing;

import dev.narthex.exposition.ExpositionFormat;
import dev.narthex.model.MetricType;
import dev.narthex.model.Names;
import dev.narthex.testing.reader.ExposedFamily;
import java.util.function.Predicate;

/**
 * How much of an exposition is written down as lines.
 *
 * @param notation text 0.0.4 or OpenMetrics
 * @param gaugeHistograms whether a gauge histogram is another type than a histogram
 * @param infosAndStateSets whether infos and state sets are other types than gauges
 * @param countersOfAnyName whether a counter that is not named {@code …_total} is one
 * @param unitsAndExemplars whether units and exemplars are written
 * @param nativeFamilies names of the families of which native buckets are written
 */
record Detail(
    ExpositionFormat notation,
    boolean gaugeHistograms,
    boolean infosAndStateSets,
    boolean countersOfAnyName,
    boolean unitsAndExemplars,
    Predicate<String> nativeFamilies) {

  /** Text 0.0.4 as a scrape returns it. */
  static final Detail TEXT =
      new Detail(ExpositionFormat.TEXT, false, false, true, false, name -> false);

  /** OpenMetrics as a scrape returns it. */
  static final Detail OPENMETRICS =
      new Detail(ExpositionFormat.OPENMETRICS, true, true, false, true, name -> false);

  /** Text 0.0.4, with native histograms as composite values. */
  static final Detail TEXT_WITH_NATIVE_BUCKETS =
      new Detail(ExpositionFormat.TEXT, false, false, true, false, name -> true);

  /** What both can say. */
  static Detail common(Exposition one, Exposition other) {
    Origin a = one.origin();
    Origin b = other.origin();
    boolean unitsAndExemplars = a.unitsAndExemplars && b.unitsAndExemplars;
    return new Detail(
        unitsAndExemplars ? ExpositionFormat.OPENMETRICS : ExpositionFormat.TEXT,
        a.gaugeHistograms && b.gaugeHistograms,
        a.infosAndStateSets && b.infosAndStateSets,
        a.countersOfAnyName && b.countersOfAnyName,
        unitsAndExemplars,
        name -> one.showsNativeBuckets(name) && other.showsNativeBuckets(name));
  }

  boolean isOpenMetrics() {
    return notation == ExpositionFormat.OPENMETRICS;
  }

  /** The type of a family as far as it is told. */
  MetricType type(ExposedFamily family) {
    return switch (family.type()) {
      case COUNTER ->
        countersOfAnyName || isNamedAsCounter(family.name())
            ? MetricType.COUNTER
            : MetricType.UNTYPED;
      case GAUGE_HISTOGRAM -> gaugeHistograms ? MetricType.GAUGE_HISTOGRAM : MetricType.HISTOGRAM;
      case INFO, STATESET -> infosAndStateSets ? family.type() : MetricType.GAUGE;
      case GAUGE, SUMMARY, HISTOGRAM, UNTYPED -> family.type();
    };
  }

  private static boolean isNamedAsCounter(String name) {
    return !Names.inOpenMetrics(MetricType.COUNTER, name).equals(name);
  }
}
