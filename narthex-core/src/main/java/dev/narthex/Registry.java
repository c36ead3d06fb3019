package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

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
 * <p>A registry of a part of a program that ends before the program does, such as a plug-in or a test,
 * may be {@linkplain #close() closed}.
 *
 * <p>Thread-safe. Registering takes a lock; gathering takes it for a moment when something was
 * registered since the last time, and never delays those who count.
 *
 * @since 0.1
 */
public final class Registry implements Gatherer, AutoCloseable {

  private static final Registry DEFAULT = new Registry(false, Kind.DEFAULT);

  private final Catalog catalog;
  private final Renaming renaming;
  private final PassRunner runner;
  private final Kind kind;

  /** Whose registry it is, and so who may close it. */
  private enum Kind {
    OWN,
    VIEW,
    DEFAULT
  }

  /** Makes an empty registry. */
  public Registry() {
    this(false, Kind.OWN);
  }

  private Registry(boolean pedantic, Kind kind) {
    this(new Catalog(pedantic), Renaming.NONE, new PassRunner(), kind);
  }

  private Registry(Catalog catalog, Renaming renaming, PassRunner runner, Kind kind) {
    this.catalog = catalog;
    this.renaming = renaming;
    this.runner = runner;
    this.kind = kind;
  }

  /**
   * Makes an empty registry that holds what collectors write against what they {@linkplain
   * Collector#describe described}, at each scrape. A family that was not described, or that has
   * another type, help or unit, and a series with other label names or other constant labels is left
   * out and reported; the rest is served. Collectors that describe nothing are not checked.
   *
   * <p>For tests of collectors, and for programs that would rather lose a sample than show one that
   * nobody announced.
   *
   * @return a new registry
   */
  public static Registry pedantic() {
    return new Registry(true, Kind.OWN);
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
   * @throws IllegalStateException if the registry is closed
   */
  public <C extends Collector> C register(C collector) {
    catalog.add(collector, renaming);
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
   * Tells of each registration from now on, also through views. For whoever takes away later what a
   * part of the program registers, as tests do in the default registry.
   *
   * <p>The listener is called by the thread that registers, after the collector is in and under the
   * registry's lock: it must be quick, and must not call the registry. What it throws goes to that
   * thread, and the collector stays registered.
   *
   * @param listener gets each collector, such that {@code unregister} of the registry that is no view
   *     takes it away
   * @return to be run to stop listening; running it again does nothing
   */
  public Runnable onRegistration(Consumer<? super Collector> listener) {
    return catalog.listen(listener);
  }

  /**
   * A view that puts a prefix before the name of everything registered through it. Gathering from it
   * gathers the whole registry.
   *
   * @param prefix put before names as it is; it usually ends with an underscore
   * @return a view of this registry
   */
  public Registry withPrefix(String prefix) {
    return new Registry(catalog, renaming.around(prefix, Labels.EMPTY), runner, Kind.VIEW);
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
    return new Registry(catalog, renaming.around("", labels), runner, Kind.VIEW);
  }

  @Override
  public void gather(MetricSink sink) {
    runner.run(catalog.plan(), sink, null);
  }

  @Override
  public void gather(MetricSink sink, Predicate<? super String> familyNames) {
    runner.run(catalog.plan(), sink, Objects.requireNonNull(familyNames, "familyNames"));
  }

  /**
   * Unregisters everything for good, and closes each collector that is {@link AutoCloseable}. From
   * then on the registry, and each view of it, gathers nothing and registers nothing. A scrape that
   * is going on meanwhile may still ask collectors that are closed. The metrics themselves may be
   * used further; they only are not exposed here any more. Closing again does nothing.
   *
   * <p>A view cannot be closed, nor can the default registry: others have metrics there.
   *
   * @throws IllegalStateException if this is a view or the default registry, then nothing is changed;
   *     or if collectors could not be closed, then all others are, and the message tells which failed
   */
  @Override
  public void close() {
    switch (kind) {
      case VIEW ->
        throw new IllegalStateException(
            "This is a view of a registry, in which others may have"
                + " metrics too. Close the registry that withPrefix(…) or withLabels(…) was called on.");
      case DEFAULT ->
        throw new IllegalStateException("The default registry stays open as long as the program"
            + " runs, because anybody may register there. Register what has to end earlier with a"
            + " new Registry() of its own, and close that.");
      case OWN -> CollectorClosing.close(catalog.close());
    }
  }

  /** In how many scrapes the collectors of this registry were skipped that may be, by their names. */
  Map<String, Long> skipped() {
    return catalog.skipped();
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
