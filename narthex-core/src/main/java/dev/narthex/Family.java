package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A metric with labels: one {@link Counter}, {@link Gauge}, {@link Histogram}, {@link Summary} or
 * {@link Untyped} for each combination of label values that was ever asked for.
 *
 * <p>{@code with} finds the series for given values, and makes it at the first call; from then on it
 * is exposed, at its start value. Any text is a value. Unpaired surrogates, which no format can
 * carry, become U+FFFD.
 *
 * <p>Thread-safe. Finding a series takes no lock and, up to four labels, makes no object. Keep the
 * result where the values are known in advance: then counting costs no search at all.
 *
 * <p>A family is bounded. Past {@link FamilyBuilder#maxSeries}, by default {@link
 * #DEFAULT_MAX_SERIES}, {@code with} gives new label sets one metric, whose labels all have the value
 * {@link #OVERFLOW}: nothing is lost, and nothing grows. The first scrape that sees it logs a warning
 * that says which label has too many values.
 *
 * <pre>{@code
 * Family<Counter> requests =
 *     Counter.builder("http_requests_total")
 *         .help("Requests answered.")
 *         .labelNames("method", "code")
 *         .register();
 * requests.with("GET", "200").inc();
 * }</pre>
 *
 * @param <M> the type of metric
 * @since 0.1
 */
public final class Family<M extends Metric> extends DefinedCollector {

  /** How many series a family may have unless {@link FamilyBuilder#maxSeries} says otherwise. */
  public static final int DEFAULT_MAX_SERIES = 100_000;

  /** The value of every label of the series that stands for all label sets past the limit. */
  public static final String OVERFLOW = "__overflow__";

  /** For so many series at once a scrape waits for memory: few enough to stay in the caches. */
  private static final int READ_AHEAD = 32;

  private final Object metricSettings;
  private final Guards guards;
  private final SeriesFinder<M> finder;
  private final SeriesTable<M> table;
  private final SeriesOrder<M> order;
  private final OverflowWarning warning;

  /** The number of labels, or -1 where values are changed before a series is looked for. */
  private final int fastArity;

  /** Where the labels stand that a series does not keep apart, for the arities that have a method. */
  private final int index2;

  private final int index3;

  Family(Descriptor descriptor, MetricFactory<M> factory, Guards guards, TimeSource time) {
    super(descriptor);
    this.metricSettings = factory.settings();
    this.guards = guards;
    this.finder = new SeriesFinder<>(descriptor, guards, () -> factory.make(descriptor));
    this.table = finder.table();
    this.order = new SeriesOrder<>(table, guards.expiry(time));
    this.warning = new OverflowWarning(descriptor, guards.maxSeries());
    this.fastArity = guards.constraints().isEmpty() ? descriptor.labelNames().size() : -1;
    this.index2 = finder.index(2);
    this.index3 = finder.index(3);
  }

  /**
   * The metric for a value of the one label.
   *
   * @param value the label's value
   * @return the metric, always the same one until it is removed
   * @throws IllegalArgumentException if the family has not one label, or the value is null
   */
  public M with(String value) {
    Series<M> series = table.first(SeriesFinder.hash(value));
    return fastArity == 1 && series != null && series.value0.equals(value)
        ? series.metric
        : finder.find(value);
  }

  /**
   * The metric for values of the two labels.
   *
   * @param value0 the value of the first label
   * @param value1 the value of the second label
   * @return the metric, always the same one until it is removed
   * @throws IllegalArgumentException if the family has not two labels, or a value is null
   */
  public M with(String value0, String value1) {
    Series<M> series = table.first(SeriesFinder.hash(value0, value1));
    return fastArity == 2
            && series != null
            && series.value0.equals(value0)
            && series.value1.equals(value1)
        ? series.metric
        : finder.find(value0, value1);
  }

  /**
   * The metric for values of the three labels.
   *
   * @param value0 the value of the first label
   * @param value1 the value of the second label
   * @param value2 the value of the third label
   * @return the metric, always the same one until it is removed
   * @throws IllegalArgumentException if the family has not three labels, or a value is null
   */
  public M with(String value0, String value1, String value2) {
    Series<M> series = table.first(SeriesFinder.hash(value0, value1, value2));
    return fastArity == 3
            && series != null
            && series.value0.equals(value0)
            && series.value1.equals(value1)
            && series.labels.value(index2).equals(value2)
        ? series.metric
        : finder.find(value0, value1, value2);
  }

  /**
   * The metric for values of the four labels.
   *
   * @param value0 the value of the first label
   * @param value1 the value of the second label
   * @param value2 the value of the third label
   * @param value3 the value of the fourth label
   * @return the metric, always the same one until it is removed
   * @throws IllegalArgumentException if the family has not four labels, or a value is null
   */
  public M with(String value0, String value1, String value2, String value3) {
    Series<M> series = table.first(SeriesFinder.hash(value0, value1, value2, value3));
    return fastArity == 4
            && series != null
            && series.value0.equals(value0)
            && series.value1.equals(value1)
            && series.labels.value(index2).equals(value2)
            && series.labels.value(index3).equals(value3)
        ? series.metric
        : finder.find(value0, value1, value2, value3);
  }

  /**
   * The metric for values of any number of labels.
   *
   * @param values a value for each label, in the order of {@code labelNames}
   * @return the metric, always the same one until it is removed
   * @throws IllegalArgumentException if there is not one value for each label, or one is null
   */
  public M with(String... values) {
    return finder.find(values);
  }

  /**
   * The metric for values given by name.
   *
   * @param values a value for each label, by the label's name
   * @return the metric, always the same one until it is removed
   * @throws IllegalArgumentException if a label is missing or unknown, or a value is null
   */
  public M with(Map<String, String> values) {
    List<String> names = descriptor.labelNames();
    if (!SeriesFinder.areNamed(names, values)) {
      throw new IllegalArgumentException(
          "%s has the labels %s but got values for %s. Give a value for each, and no others."
              .formatted(name(), names, SeriesFinder.namesOf(values)));
    }
    if (names.size() > SeriesFinder.SINGLE_VALUES) {
      String[] inOrder = new String[names.size()];
      Arrays.setAll(inOrder, label -> SeriesFinder.named(names, label, values));
      return with(inOrder);
    }
    String value0 = SeriesFinder.named(names, 0, values);
    String value1 = SeriesFinder.named(names, 1, values);
    String value2 = SeriesFinder.named(names, 2, values);
    String value3 = SeriesFinder.named(names, 3, values);
    return switch (names.size()) {
      case 1 -> with(value0);
      case 2 -> with(value0, value1);
      case 3 -> with(value0, value1, value2);
      default -> with(value0, value1, value2, value3);
    };
  }

  /**
   * A view of this family in which one label has its value already.
   *
   * @param label the label's name
   * @param value its value, for all series of the view
   * @return a view of this family, not a copy
   * @throws IllegalArgumentException if there is no such label, or the value is null
   */
  public CurriedFamily<M> curry(String label, String value) {
    return CurriedFamily.of(this).curry(label, value);
  }

  /**
   * A view of this family in which some labels have their values already.
   *
   * @param values values of some of the labels, by the label's name
   * @return a view of this family, not a copy
   * @throws IllegalArgumentException if there is no such label, or a value is null
   */
  public CurriedFamily<M> curry(Map<String, String> values) {
    return CurriedFamily.of(this).curry(values);
  }

  SeriesFinder<M> finder() {
    return finder;
  }

  /**
   * Removes a series. It leaves the next scrape; a metric that was kept goes on counting for nobody,
   * even when the series is made anew.
   *
   * @param values a value for each label, in the order of {@code labelNames}
   * @return whether there was such a series
   * @throws IllegalArgumentException if there is not one value for each label, or one is null
   */
  public boolean remove(String... values) {
    return finder.remove(guards.constraints().applied(values));
  }

  /**
   * Removes all series that have certain labels.
   *
   * @param values values of some of the labels, by the label's name; with none, all series match
   * @return how many series there were; 0 if a label is unknown
   * @throws IllegalArgumentException if a value is null; nothing is removed
   */
  public int removeMatching(Map<String, String> values) {
    for (String label : values.keySet()) {
      if (!descriptor.labelNames().contains(label)) {
        return 0;
      }
    }
    return removeWith(named(guards.constraints().applied(values)));
  }

  /** Labels of values by name, to look for; a refusal names the family. */
  Labels named(Map<String, String> values) {
    try {
      return Labels.of(values);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name() + ": " + e.getMessage(), e);
    }
  }

  /** Removes all series that have these labels, whose values are as they are kept. */
  int removeWith(Labels wanted) {
    return table.removeIf(labels -> labels.containsAll(wanted));
  }

  /** Removes all series. */
  public void clear() {
    table.removeIf(labels -> true);
  }

  /**
   * Lists the series.
   *
   * @return an immutable list, in label order
   */
  public List<Series<M>> series() {
    return Collections.unmodifiableList(order.listed());
  }

  /**
   * The number of series.
   *
   * @return 0 or more
   */
  public int size() {
    return table.size();
  }

  /** How many look-ups went to the overflow series. */
  long overflowed() {
    return table.diverted();
  }

  /** How often a series left because it did not change for a while. */
  long expired() {
    return table.expired();
  }

  boolean expires() {
    return guards.expireAfter() != null;
  }

  @Override
  void collect(MetricSink sink, Scratch scratch) {
    List<Series<M>> all = order.scraped();
    warning.giveOnce(table.diverted(), all);
    if (all.isEmpty()) {
      return;
    }
    sink.family(descriptor);
    for (int from = 0; from < all.size(); from += READ_AHEAD) {
      int end = Math.min(from + READ_AHEAD, all.size());
      scratch.touched = touched(all, from, end);
      for (int i = from; i < end; i++) {
        Series<M> series = all.get(i);
        series.metric.write(sink, series.labels, scratch);
      }
    }
  }

  /**
   * Reads a little of some series that are to be written. Most are not in the processor's caches, and
   * writing one takes so long that the processor does not get to the next: it would wait for each in
   * turn. In a loop as short as this it waits for many at once.
   */
  @SuppressWarnings("ReferenceEquality") // the answer is of no interest
  private int touched(List<Series<M>> all, int from, int end) {
    int touched = 0;
    for (int i = from; i < end; i++) {
      Series<M> series = all.get(i);
      touched += series.labels.size() + (series.metric.descriptor == descriptor ? 1 : 0);
    }
    return touched;
  }

  @Override
  Object settings() {
    return new Settings(metricSettings, guards);
  }

  /** What defines a family beyond its descriptor. */
  private record Settings(Object metrics, Guards guards) {

    /** What the metrics are, then what differs from the defaults. */
    @Override
    public String toString() {
      return metrics + guards.toString();
    }
  }

  private String name() {
    return descriptor.name();
  }

  /**
   * Finishes the definition of one {@link Family}. Not thread-safe.
   *
   * @param <M> the type of metric
   * @since 0.1
   */
  public static final class Builder<M extends Metric>
      extends FamilyBuilder<M, Family<M>, Builder<M>> {

    Builder(Definition definition, MetricFactory<M> factory, String[] labelNames) {
      super(definition, factory, labelNames);
    }

    @Override
    Family<M> make(Descriptor descriptor) {
      return family(descriptor);
    }

    @Override
    public Family<M> registerOrGet(Registry registry) {
      return registry.registerOrGet(make(exposed(registry)));
    }
  }
}
