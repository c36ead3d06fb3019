package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;

/**
 * What the builders of all metrics have in common. Not thread-safe.
 *
 * @param <C> what is built
 * @param <B> the builder itself
 * @since 0.1
 */
public abstract sealed class MetricBuilder<C extends Collector, B extends MetricBuilder<C, B>>
    permits SeriesBuilder, FamilyBuilder, CallbackMetric.Builder {

  private final Definition definition;

  MetricBuilder(Definition definition) {
    this.definition = definition;
  }

  final Definition definition() {
    return definition;
  }

  @SuppressWarnings("unchecked") // each builder names itself as B
  private B self() {
    return (B) this;
  }

  /** Makes what is built under this descriptor. */
  abstract C make(Descriptor descriptor);

  /**
   * Sets the first part of the name, usually the program: {@code shop} makes {@code orders_total}
   * {@code shop_orders_total}.
   *
   * @param namespace goes before the name, with an underscore between; empty for none
   * @return this
   */
  public final B namespace(String namespace) {
    definition.descriptor().namespace(namespace);
    return self();
  }

  /**
   * Sets the middle part of the name, usually a part of the program.
   *
   * @param subsystem goes between namespace and name; empty for none
   * @return this
   */
  public final B subsystem(String subsystem) {
    definition.descriptor().subsystem(subsystem);
    return self();
  }

  /**
   * Says what is measured. It is shown beside the metric in Prometheus.
   *
   * @param help a full sentence
   * @return this
   */
  public final B help(String help) {
    definition.descriptor().help(help);
    return self();
  }

  /**
   * Says in which unit the values are. It does not change the name, which should end in it.
   *
   * @param unit a base unit in the plural, such as {@code seconds} or {@code bytes}
   * @return this
   */
  public final B unit(String unit) {
    definition.descriptor().unit(unit);
    return self();
  }

  /**
   * Adds a label that has the same value on all series. Labels that name the process or the machine
   * do not belong here: Prometheus adds them at the scrape.
   *
   * @param name the label's name
   * @param value its value
   * @return this
   * @throws IllegalArgumentException if the name is not valid or already there
   */
  public final B constLabel(String name, String value) {
    definition.descriptor().constLabel(name, value);
    return self();
  }

  /**
   * Adds labels that have the same values on all series.
   *
   * @param labels the labels to add to those already there
   * @return this
   * @throws IllegalArgumentException if a name is already there
   */
  public final B constLabels(Labels labels) {
    definition.descriptor().constLabels(labels);
    return self();
  }

  /**
   * Makes the metric without registering it, so that it can be used but is not exposed.
   *
   * @return the new metric
   * @throws IllegalArgumentException if the definition is not valid; the message says what to change
   */
  public final C build() {
    return make(definition.descriptor().build());
  }

  /**
   * Makes the metric and registers it with the {@linkplain Registry#defaultRegistry default
   * registry}.
   *
   * @return the new metric
   * @throws IllegalArgumentException as in {@link #register(Registry)}
   */
  public final C register() {
    return register(Registry.defaultRegistry());
  }

  /**
   * Makes the metric and registers it.
   *
   * @param registry the registry that will expose the metric, or a view that gives it a prefix or
   *     labels
   * @return the new metric
   * @throws IllegalArgumentException if the definition is not valid, or clashes with one that is
   *     registered; then nothing is registered, and the message says what to change
   * @throws AlreadyRegisteredException if the registry has this metric already
   * @throws IllegalStateException if the registry is closed
   */
  public final C register(Registry registry) {
    C made = make(registry.exposed(definition.descriptor().build()));
    registry.registerAsExposed(made);
    return made;
  }

  /** Sets where the metric takes the time from. For tests, which must not wait. */
  final B time(TimeSource time) {
    definition.time(time);
    return self();
  }
}
