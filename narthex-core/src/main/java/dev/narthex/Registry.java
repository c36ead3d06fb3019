package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;

/**
 * The metrics of a program, or of a part of it, that are exposed together.
 *
 * <p>Most programs use the {@linkplain #defaultRegistry() default registry} and never see this type
 * otherwise; a test or a library makes its own. A name is registered once. What clashes is refused at
 * registration, with a message that says how to mend it.
 *
 * <p>{@link #withPrefix} and {@link #withLabels} give views of a registry: what is registered through
 * a view is in the registry, under a longer name or with more labels.
 *
 * <p>Thread-safe. Registering takes a lock; gathering takes it for a moment when something was
 * registered since the last time, and never delays those who count.
 *
 * @since 0.1
 */
public final class Registry implements Gatherer {

  private static final Registry DEFAULT = new Registry();

  private final Catalog catalog;
  private final Renaming renaming;
  private final PassRunner runner;

  /** Makes an empty registry. */
  public Registry() {
    this(new Catalog(), Renaming.NONE, new PassRunner());
  }

  private Registry(Catalog catalog, Renaming renaming, PassRunner runner) {
    this.catalog = catalog;
    this.renaming = renaming;
    this.runner = runner;
  }

  /**
   * The registry that {@code register()} without an argument uses, and that servers expose unless
   * told otherwise.
   *
   * @return always the same registry
   */
  public static Registry defaultRegistry() {
    return DEFAULT;
  }

  /**
   * Registers a collector: a metric that was built without registering, a family, or your own.
   *
   * @param collector what to ask at each scrape
   * @param <C> its type
   * @return the collector
   * @throws AlreadyRegisteredException if it, or one that writes the same, is registered already
   * @throws IllegalArgumentException if it clashes with what is registered; then nothing is changed
   */
  public <C extends Collector> C register(C collector) {
    catalog.add(Source.of(collector, renaming));
    return collector;
  }

  /**
   * Removes a collector. It leaves the next scrape; its names are free again.
   *
   * @param collector the collector, or another one with the same names and constant labels
   * @return whether there was one
   */
  public boolean unregister(Collector collector) {
    return catalog.remove(collector, renaming);
  }

  /**
   * A view that puts a prefix before the name of everything registered through it. Gathering from it
   * gathers the whole registry.
   *
   * @param prefix put before names as it is; it usually ends with an underscore
   * @return a view of this registry
   */
  public Registry withPrefix(String prefix) {
    return new Registry(catalog, renaming.around(prefix, Labels.EMPTY), runner);
  }

  /**
   * A view that adds constant labels to everything registered through it. Gathering from it gathers
   * the whole registry.
   *
   * @param labels the labels to add
   * @return a view of this registry
   * @throws IllegalArgumentException if this is a view that adds one of them already
   */
  public Registry withLabels(Labels labels) {
    return new Registry(catalog, renaming.around("", labels), runner);
  }

  @Override
  public void gather(MetricSink sink) {
    runner.run(catalog.plan(), sink);
  }

  Plan plan() {
    return catalog.plan();
  }

  /** The descriptor under which this view exposes a metric that is being defined. */
  Descriptor exposed(Descriptor descriptor) {
    return renaming.of(descriptor);
  }

  /** Registers a collector whose descriptors are already what this view exposes. */
  void registerAsExposed(Collector collector) {
    catalog.add(Source.asExposed(collector));
  }

  /** The collector registered like this one, whose descriptor is already what this view exposes. */
  <C extends DefinedCollector> C registerOrGet(C collector) {
    return catalog.addOrGet(collector);
  }
}
