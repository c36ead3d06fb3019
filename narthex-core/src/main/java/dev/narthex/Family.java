package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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

  private final MetricFactory<M> factory;
  private final SeriesTable<M> table = new SeriesTable<>();
  private final int arity;

  /** Where each label stands among the labels of a series, for the arities that have a method. */
  private final int index0;

  private final int index1;
  private final int index2;
  private final int index3;

  private Family(Descriptor descriptor, MetricFactory<M> factory) {
    super(descriptor);
    this.factory = factory;
    this.arity = descriptor.labelNames().size();
    this.index0 = indexOf(0);
    this.index1 = indexOf(1);
    this.index2 = indexOf(2);
    this.index3 = indexOf(3);
  }

  private int indexOf(int label) {
    return label < arity ? descriptor.labelIndex(label) : -1;
  }

  /**
   * The metric for a value of the one label.
   *
   * @param value the label's value
   * @return the metric, always the same one until it is removed
   * @throws IllegalArgumentException if the family has not one label, or the value is null
   */
  public M with(String value) {
    Series<M> series = table.first(spread(hash(0, value)));
    return arity == 1 && series != null && series.labels.value(index0).equals(value)
        ? series.metric
        : findOrAdd(value);
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
    Series<M> series = table.first(spread(hash(hash(0, value0), value1)));
    return arity == 2
            && series != null
            && series.labels.value(index0).equals(value0)
            && series.labels.value(index1).equals(value1)
        ? series.metric
        : findOrAdd(value0, value1);
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
    Series<M> series = table.first(spread(hash(hash(hash(0, value0), value1), value2)));
    return arity == 3
            && series != null
            && series.labels.value(index0).equals(value0)
            && series.labels.value(index1).equals(value1)
            && series.labels.value(index2).equals(value2)
        ? series.metric
        : findOrAdd(value0, value1, value2);
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
    Series<M> series =
        table.first(spread(hash(hash(hash(hash(0, value0), value1), value2), value3)));
    return arity == 4
            && series != null
            && series.labels.value(index0).equals(value0)
            && series.labels.value(index1).equals(value1)
            && series.labels.value(index2).equals(value2)
            && series.labels.value(index3).equals(value3)
        ? series.metric
        : findOrAdd(value0, value1, value2, value3);
  }

  /**
   * The metric for values of any number of labels.
   *
   * @param values a value for each label, in the order of {@code labelNames}
   * @return the metric, always the same one until it is removed
   * @throws IllegalArgumentException if there is not one value for each label, or one is null
   */
  public M with(String... values) {
    return findOrAdd(values);
  }

  /**
   * The metric for values given by name.
   *
   * @param values a value for each label, by the label's name
   * @return the metric, always the same one until it is removed
   * @throws IllegalArgumentException if a label is missing or unknown, or a value is null
   */
  public M with(Map<String, String> values) {
    return with(inOrder(values));
  }

  private String[] inOrder(Map<String, String> values) {
    List<String> names = descriptor.labelNames();
    if (values.size() != arity || !values.keySet().containsAll(names)) {
      throw new IllegalArgumentException(
          "%s has the labels %s but got values for %s. Give a value for each, and no others."
              .formatted(name(), names, values.keySet()));
    }
    return names.stream().map(values::get).toArray(String[]::new);
  }

  /** The whole search, also past series that only have the same hash; then the insertion. */
  private M findOrAdd(String... values) {
    if (values.length == arity) {
      int hash = 0;
      for (String value : values) {
        hash = hash(hash, value);
      }
      Series<M> series = table.find(spread(hash), labels -> hasValues(labels, values));
      if (series != null) {
        return series.metric;
      }
    }
    Labels labels = descriptor.labels(values); // refuses what is wrong, mends what is malformed
    return table.findOrAdd(hashOf(labels), labels, () -> factory.make(descriptor)).metric;
  }

  private boolean hasValues(Labels labels, String[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!labels.value(descriptor.labelIndex(i)).equals(values[i])) {
        return false;
      }
    }
    return true;
  }

  /** The same hash as in {@code with}, after values were checked and mended. */
  private int hashOf(Labels labels) {
    int hash = 0;
    for (int i = 0; i < arity; i++) {
      hash = hash(hash, labels.value(descriptor.labelIndex(i)));
    }
    return spread(hash);
  }

  /** The hash of some values and one more. A null has one too: it is refused when it is not found. */
  private static int hash(int before, String value) {
    return 31 * before + Objects.hashCode(value);
  }

  /** Spreads what the hash codes of similar strings differ in over the low bits. */
  private static int spread(int hash) {
    int product = hash * 0x9E3779B9;
    return product ^ (product >>> 15);
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
    Labels labels = descriptor.labels(values);
    return table.remove(hashOf(labels), labels);
  }

  /**
   * Removes all series that have certain labels.
   *
   * @param values values of some of the labels, by the label's name; with none, all series match
   * @return how many series there were; 0 if a label is unknown
   */
  public int removeMatching(Map<String, String> values) {
    for (String label : values.keySet()) {
      if (!descriptor.labelNames().contains(label)) {
        return 0;
      }
    }
    Labels wanted = Labels.of(values);
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
    return Collections.unmodifiableList(table.ordered());
  }

  /**
   * The number of series.
   *
   * @return 0 or more
   */
  public int size() {
    return table.size();
  }

  @Override
  void collect(MetricSink sink, Scratch scratch) {
    List<Series<M>> all = table.ordered();
    if (all.isEmpty()) {
      return;
    }
    sink.family(descriptor);
    for (int i = 0; i < all.size(); i++) {
      Series<M> series = all.get(i);
      series.metric.write(sink, series.labels, scratch);
    }
  }

  @Override
  Object settings() {
    return factory.settings();
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
  public static final class Builder<M extends Metric> extends MetricBuilder<Family<M>, Builder<M>> {

    private final MetricFactory<M> factory;

    Builder(Definition definition, MetricFactory<M> factory, String[] labelNames) {
      super(definition);
      this.factory = factory;
      if (labelNames.length == 0) {
        throw new IllegalArgumentException(definition.name()
            + ": labelNames() got no name. Name at least one label, or leave the call out for a"
            + " metric without labels.");
      }
      definition.descriptor().labelNames(labelNames);
    }

    @Override
    Family<M> make(Descriptor descriptor) {
      return new Family<>(descriptor, factory);
    }

    /**
     * The family that is registered under this definition; if there is none, makes and registers
     * it. For code that may run more than once against one registry.
     *
     * @param registry the registry
     * @return the family that is registered
     * @throws IllegalArgumentException if what is registered was defined otherwise, or clashes; the
     *     message shows both definitions
     */
    public Family<M> registerOrGet(Registry registry) {
      return registry.registerOrGet(
          make(registry.exposed(definition().descriptor().build())));
    }
  }
}
