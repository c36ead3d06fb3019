package dev.narthex;

import dev.narthex.model.Descriptor;

/**
 * What the builders of the metric types have in common. Not thread-safe.
 *
 * @param <M> the type of metric
 * @param <B> the builder itself
 * @since 0.1
 */
public abstract sealed class SeriesBuilder<M extends Metric, B extends SeriesBuilder<M, B>>
    extends MetricBuilder<M, B>
    permits Counter.Builder,
        Gauge.Builder,
        GaugeHistogram.Builder,
        Histogram.Builder,
        Info.Builder,
        StateSet.Builder,
        Summary.Builder,
        Untyped.Builder {

  SeriesBuilder(Definition definition) {
    super(definition);
  }

  /** Checks the settings of the type and fixes them. */
  abstract MetricFactory<M> factory();

  @Override
  final M make(Descriptor descriptor) {
    return factory().make(descriptor);
  }

  /**
   * Defines a family: a metric for each combination of values of these labels. What is special to
   * the type, such as buckets, is set before this.
   *
   * <p>Each combination is a series that is kept and sent at every scrape. So a label is for a
   * handful of values, known in kind if not in full; never for user ids, addresses or raw paths.
   *
   * @param names the names, in the order in which values will be passed; at least one
   * @return the builder to finish with
   * @throws IllegalArgumentException if there is no name
   */
  public final Family.Builder<M> labelNames(String... names) {
    return new Family.Builder<>(definition(), factory(), names);
  }

  /**
   * Defines a family whose labels come from objects of the program, so that a wrong value does not
   * compile. What is special to the type, such as buckets, is set before this.
   *
   * @param schema which labels there are, and how their values are taken from an object
   * @param <T> the type of the objects
   * @return the builder to finish with
   */
  public final <T> TypedFamily.Builder<T, M> labels(LabelSchema<T> schema) {
    return new TypedFamily.Builder<>(definition(), factory(), schema);
  }

  /**
   * Defines a family with one label, whose values are the constants of an enum. What is special to the
   * type, such as buckets, is set before this.
   *
   * @param name the label's name
   * @param type the enum; its {@code toString()} gives the label's value
   * @param <E> the enum
   * @return the builder to finish with
   */
  public final <E extends Enum<E>> TypedFamily.Builder<E, M> label(String name, Class<E> type) {
    return labels(LabelSchema.of(name, type));
  }

  /**
   * The metric that is registered under this definition; if there is none, makes and registers it.
   * For code that may run more than once against one registry.
   *
   * @param registry the registry
   * @return the metric that is registered
   * @throws IllegalArgumentException if what is registered was defined otherwise, or clashes; the
   *     message shows both definitions
   */
  public final M registerOrGet(Registry registry) {
    return registry.registerOrGet(
        make(registry.exposed(definition().descriptor().build())));
  }
}
