package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is registered, and what may be. Thread-safe: registering takes a lock. A scrape takes it only
 * to make the plan anew, the first time after something was registered: made at each registration, it
 * would take a program with thousands of metrics seconds to start.
 */
final class Catalog {

  private final boolean pedantic;

  /** In the order of registration; each is its own key, see {@link Source#equals}. */
  private final Map<Source, Source> sources = new LinkedHashMap<>();

  /**
   * For each name the descriptors that have it, by the values of their constant labels, which are all
   * that tells them apart. So whatever is looked for among thousands is found at once.
   */
  private final Map<String, Map<Labels, Plan.Entry>> byName = new HashMap<>();

  /** Null when something has changed since it was made. */
  private volatile @Nullable Plan plan = Plan.EMPTY;

  private boolean closed;

  /** Told of each registration; replaced as a whole, and only under the lock. */
  private List<Listening> listeners = List.of();

  /** Makes an empty catalog; a pedantic one has its collectors held against their descriptors. */
  Catalog(boolean pedantic) {
    this.pedantic = pedantic;
  }

  /** The plan of all that is registered; the same one until something changes. */
  Plan plan() {
    Plan made = plan;
    return made != null ? made : planMadeOnce();
  }

  private synchronized Plan planMadeOnce() {
    Plan made = plan;
    if (made == null) {
      made = newPlan();
      plan = made;
    }
    return made;
  }

  /**
   * Adds a collector that was passed to a view with this renaming.
   *
   * @throws IllegalArgumentException if it clashes with what is there; nothing is added then
   */
  void add(Collector collector, Renaming view) {
    add(Source.of(collector, view, pedantic)); // asks the collector, so not under the lock
  }

  /**
   * Adds a source.
   *
   * @throws IllegalArgumentException if it clashes with what is there; nothing is added then
   */
  synchronized void add(Source source) {
    refuseIfClosed(source);
    refuseSeriesOfFamily(source);
    Map<String, Descriptor> ownByName = new HashMap<>(); // of each name the first
    for (Descriptor descriptor : source.descriptors()) {
      ownByName.putIfAbsent(descriptor.name(), descriptor);
      refuseOtherDefinition(descriptor, ownByName);
    }
    refuseKnown(source);
    for (Descriptor descriptor : source.descriptors()) {
      refuseClash(descriptor, ownByName);
    }
    for (Descriptor descriptor : source.descriptors()) {
      Map<Labels, Plan.Entry> ofName = byName.get(descriptor.name());
      if (ofName == null) {
        ofName = new LinkedHashMap<>();
        byName.put(descriptor.name(), ofName);
      }
      ofName.put(descriptor.constLabels(), new Plan.Entry(descriptor, source));
    }
    sources.put(source, source);
    plan = null;
    for (Listening listening : listeners) {
      listening.listener.accept(RenamedCollector.asPassed(source));
    }
  }

  /** Tells a listener of each registration from now on, until what is returned is run. */
  synchronized Runnable listen(Consumer<? super Collector> listener) {
    Listening listening = new Listening(Objects.requireNonNull(listener, "listener"));
    List<Listening> more = new ArrayList<>(listeners);
    more.add(listening);
    listeners = more;
    return listening;
  }

  /** A listener as long as it listens. */
  private final class Listening implements Runnable {

    final Consumer<? super Collector> listener;

    Listening(Consumer<? super Collector> listener) {
      this.listener = listener;
    }

    @Override
    public void run() {
      synchronized (Catalog.this) {
        List<Listening> rest = new ArrayList<>(listeners);
        rest.remove(this);
        listeners = rest;
      }
    }
  }

  /**
   * The registered collector that was defined like this one; if there is none, adds this one.
   *
   * @throws IllegalArgumentException if one of the same name and constant labels was defined
   *     otherwise, or there is another clash
   */
  synchronized <C extends DefinedCollector> C addOrGet(C collector) {
    Source source = Source.asExposed(collector);
    refuseIfClosed(source);
    Plan.Entry known = knownAs(collector.descriptor());
    if (known == null || !(known.source().collector() instanceof DefinedCollector existing)) {
      add(source);
      return collector;
    }
    if (!known.source().renaming().isNone() || !existing.isDefinedLike(collector)) {
      throw new IllegalArgumentException(collector.descriptor().name()
          + " is registered with another definition. It is "
          + existing.definition()
          + " and would be "
          + collector.definition()
          + ". Make both definitions alike, or give one another name.");
    }
    @SuppressWarnings("unchecked") // same class, and for families the same type and settings
    C same = (C) existing;
    return same;
  }

  /**
   * Removes what this collector, or one that writes the same, was registered as through a view with
   * this renaming, and tells whether there was anything.
   */
  boolean remove(Collector passed, Renaming view) {
    Collector collector = RenamedCollector.unwrapped(passed);
    Renaming renaming = RenamedCollector.within(view, passed);
    synchronized (this) {
      Source itself = findItself(collector, renaming);
      if (itself != null) {
        take(itself);
        return true;
      }
    }
    Source alike;
    try {
      alike = Source.of(collector, renaming, false); // asks the collector, so not under the lock
    } catch (IllegalArgumentException e) {
      return false; // what cannot be registered is not registered
    }
    return removeAlike(alike);
  }

  private @Nullable Source findItself(Collector collector, Renaming renaming) {
    Source itself = sources.get(Source.key(collector, renaming));
    if (itself != null) {
      return itself;
    }
    // A metric that was defined through the view bears its names.
    Source exposed = sources.get(Source.key(collector, Renaming.NONE));
    return exposed != null
            && !exposed.descriptors().isEmpty()
            && renaming.couldHaveMade(exposed.descriptors())
        ? exposed
        : null;
  }

  private synchronized boolean removeAlike(Source source) {
    Plan.Entry known =
        source.descriptors().isEmpty() ? null : knownAs(source.descriptors().get(0));
    if (known == null || !known.source().identity().equals(source.identity())) {
      return false;
    }
    take(known.source());
    return true;
  }

  private void take(Source source) {
    sources.remove(source);
    for (Descriptor descriptor : source.descriptors()) {
      byName.computeIfPresent(descriptor.name(), (name, ofName) -> {
        ofName.remove(descriptor.constLabels());
        return ofName.isEmpty() ? null : ofName;
      });
    }
    plan = null;
  }

  /** Removes everything for good and returns what there was; nothing the second time. */
  synchronized List<Source> close() {
    List<Source> removed = List.copyOf(sources.keySet());
    closed = true;
    sources.clear();
    byName.clear();
    plan = Plan.EMPTY;
    return removed;
  }

  private void refuseIfClosed(Source source) {
    if (closed) {
      throw new IllegalStateException(source.name()
          + " cannot be registered, because the registry is closed. Register with another one, or"
          + " close this one later.");
    }
  }

  /**
   * In how many scrapes collectors were skipped, by their names, which are the same in each run of the
   * program. Those that cannot be told apart by name count as one.
   */
  synchronized Map<String, Long> skipped() {
    Map<String, Long> byName = new TreeMap<>();
    for (Source source : sources.keySet()) {
      Object inner = source.collector();
      while (inner instanceof WrappingCollector wrapping) {
        if (wrapping instanceof TimeLimitedCollector limited) {
          byName.merge(source.name(), limited.skipped(), Long::sum);
        }
        inner = wrapping.wrapped();
      }
    }
    return byName;
  }

  private Plan newPlan() {
    List<Source> undeclared = new ArrayList<>();
    for (Source source : sources.keySet()) {
      if (source.descriptors().isEmpty()) {
        undeclared.add(source);
      }
    }
    return Plan.of(byName, undeclared);
  }

  private static void refuseSeriesOfFamily(Source source) {
    if (WrappingCollector.innermost(source.collector()) instanceof Metric metric
        && !metric.descriptor().labelNames().isEmpty()) {
      throw new IllegalArgumentException(metric.name()
          + ": this is one series of a family and cannot be registered alone. Register the"
          + " Family.");
    }
  }

  /** All descriptors of one name must agree in type, help, unit and label names. */
  private void refuseOtherDefinition(Descriptor descriptor, Map<String, Descriptor> ownByName) {
    Descriptor known = firstRegistered(descriptor.name());
    Descriptor first =
        known != null ? known : ownByName.getOrDefault(descriptor.name(), descriptor);
    String where = known != null ? "is registered" : "is described by the same collector";
    refuseDifference(descriptor, where, "type", first.type(), descriptor.type());
    refuseDifference(descriptor, where, "help", first.help(), descriptor.help());
    refuseDifference(descriptor, where, "unit", first.unit(), descriptor.unit());
    refuseDifference(
        descriptor,
        where,
        "constant labels",
        first.constLabelNames(),
        descriptor.constLabelNames());
    refuseDifference(
        descriptor,
        where,
        "labels",
        new TreeSet<>(first.labelNames()),
        new TreeSet<>(descriptor.labelNames()));
  }

  private static void refuseDifference(
      Descriptor descriptor, String where, String part, Object registered, Object given) {
    if (!registered.equals(given)) {
      throw new IllegalArgumentException(
          "%s %s with the %s \"%s\" but got \"%s\". Make them alike, or give one another name."
              .formatted(descriptor.name(), where, part, registered, given));
    }
  }

  private void refuseKnown(Source source) {
    Source itself = sources.get(source);
    if (itself != null) {
      throw alreadyRegistered(source, itself);
    }
    Map<String, Set<Labels>> identity = source.identity();
    for (Descriptor descriptor : source.descriptors()) {
      Plan.Entry known = knownAs(descriptor);
      if (known == null) {
        continue;
      }
      if (known.source().identity().equals(identity)) {
        throw alreadyRegistered(source, known.source());
      }
      throw new IllegalArgumentException(descriptor.name()
          + describe(descriptor.constLabels())
          + " is registered already, by "
          + known.source().name()
          + ". Give one of them another name or another constant label.");
    }
  }

  private static AlreadyRegisteredException alreadyRegistered(Source source, Source existing) {
    String what = source.descriptors().isEmpty()
        ? source.name()
        : source.descriptors().get(0).name()
            + describe(source.descriptors().get(0).constLabels());
    return new AlreadyRegisteredException(
        what
            + " is registered already. Keep the metric that the first registration returned, get it"
            + " with registerOrGet, or unregister it first.",
        existing.collector());
  }

  private static String describe(Labels constLabels) {
    return constLabels.isEmpty() ? "" : " with the constant labels " + constLabels;
  }

  private Plan.@Nullable Entry knownAs(Descriptor descriptor) {
    Map<Labels, Plan.Entry> ofName = byName.get(descriptor.name());
    return ofName == null ? null : ofName.get(descriptor.constLabels());
  }

  /** The descriptor that had a name first, of those that have it. */
  private @Nullable Descriptor firstRegistered(String name) {
    Map<Labels, Plan.Entry> ofName = byName.get(name);
    return ofName == null ? null : ofName.values().iterator().next().descriptor();
  }

  private void refuseClash(Descriptor descriptor, Map<String, Descriptor> ownByName) {
    String name = descriptor.name();
    Function<String, @Nullable MetricType> types = other -> typeOf(other, ownByName);
    String clash = NameClash.ofSamples(name, descriptor.type(), types);
    if (clash != null) {
      throw new IllegalArgumentException(name
          + " clashes with "
          + whose(clash)
          + clash
          + ": one of them is a histogram or summary and writes samples under the other's name."
          + " Give one of them another name.");
    }
    clash = NameClash.inOpenMetrics(name, descriptor.type(), types);
    if (clash != null) {
      throw new IllegalArgumentException(name
          + " clashes with "
          + whose(clash)
          + clash
          + ": in OpenMetrics a counter's family is named without _total and an info's without"
          + " _info, so both would be one family. Give one of them another name.");
    }
  }

  private String whose(String name) {
    return byName.containsKey(name) ? "the registered " : "the same collector's ";
  }

  /** The type of a family that is registered, or would be together with the one in question. */
  private @Nullable MetricType typeOf(String name, Map<String, Descriptor> ownByName) {
    Descriptor registered = firstRegistered(name);
    Descriptor known = registered != null ? registered : ownByName.get(name);
    return known == null ? null : known.type();
  }
}
