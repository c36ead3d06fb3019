package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A registered collector.
 *
 * @param collector as it was passed to the registry, without a prefix or labels put around it
 * @param renaming what these, and the view it was registered through, do to it
 * @param descriptors what it can write, after renaming, each once; empty if it did not say
 * @param pedantic whether what it writes is held against the descriptors
 */
record Source(
    Collector collector, Renaming renaming, List<Descriptor> descriptors, boolean pedantic) {

  private static final int MAX_NAMED = 5;

  /** Asks a collector what it can write. */
  static Source of(Collector passed, Renaming view, boolean pedantic) {
    Collector collector = RenamedCollector.unwrapped(Objects.requireNonNull(passed, "collector"));
    Renaming renaming = RenamedCollector.within(view, passed);
    List<Descriptor> described;
    try {
      described = List.copyOf(collector.describe()); // which also refuses null
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          WrappingCollector.className(collector)
              + ": describe() threw "
              + e
              + ". It must return the same descriptors at every call, or none.",
          e);
    }
    Set<Descriptor> exposed = new LinkedHashSet<>();
    for (Descriptor descriptor : described) {
      exposed.add(renaming.of(descriptor));
    }
    return new Source(collector, renaming, List.copyOf(exposed), pedantic);
  }

  /** A collector whose descriptors are already what is exposed. */
  static Source asExposed(Collector collector) {
    // What this package makes is right, so it is held against nothing.
    return new Source(collector, Renaming.NONE, collector.describe(), false);
  }

  /** What equals the source of a collector, without asking that what it can write. */
  static Source key(Collector collector, Renaming renaming) {
    return new Source(collector, renaming, List.of(), false);
  }

  /**
   * Whether it is that very collector, not one that is equal in some sense of its own, under the same
   * names. So it is the same in two registries, of which only one may be pedantic.
   */
  @Override
  @SuppressWarnings("ReferenceEquality")
  public boolean equals(@Nullable Object object) {
    return object instanceof Source other
        && collector == other.collector
        && renaming.equals(other.renaming);
  }

  @Override
  public int hashCode() {
    return Objects.hash(System.identityHashCode(collector), renaming);
  }

  /**
   * Whether it writes what is right by construction. The labels of an info are not known beforehand
   * and may clash with those that a view adds, so through a view it is checked like a foreign one.
   */
  boolean isDefined() {
    return collector instanceof DefinedCollector && (renaming.isNone() || !describesInfo());
  }

  private boolean describesInfo() {
    for (Descriptor descriptor : descriptors) {
      if (descriptor.type() == MetricType.INFO) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is known to write nothing whose name passes. */
  boolean writesNoneOf(Predicate<? super String> names) {
    for (Descriptor descriptor : descriptors) {
      if (names.test(descriptor.name())) {
        return false;
      }
    }
    return !descriptors.isEmpty();
  }

  /**
   * Whether what it writes has to be held against what it described. The metric types are right, also
   * where something is put around them, and an {@link Info} has labels that nobody can describe.
   */
  boolean isToBeChecked() {
    return pedantic
        && !descriptors.isEmpty()
        && !(WrappingCollector.innermost(collector) instanceof DefinedCollector);
  }

  /** What tells this collector from others: names with their constant labels. */
  Map<String, Set<Labels>> identity() {
    Map<String, Set<Labels>> identity = new HashMap<>();
    for (Descriptor descriptor : descriptors) {
      Set<Labels> constLabels = identity.get(descriptor.name());
      if (constLabels == null) {
        constLabels = new HashSet<>();
        identity.put(descriptor.name(), constLabels);
      }
      constLabels.add(descriptor.constLabels());
    }
    return identity;
  }

  void collect(MetricSink sink, Scratch scratch) {
    MetricSink renamed = renaming.isNone() ? sink : new RenamingSink(renaming, sink);
    if (collector instanceof DefinedCollector defined) {
      defined.collect(renamed, scratch);
    } else {
      collector.collect(renamed);
    }
  }

  /** For messages: the collector's class and its first families. */
  String name() {
    String className = WrappingCollector.className(collector);
    if (descriptors.isEmpty()) {
      return className;
    }
    return descriptors.stream()
        .map(Descriptor::name)
        .distinct()
        .limit(MAX_NAMED)
        .collect(Collectors.joining(
            ", ", className + " (", descriptors.size() > MAX_NAMED ? ", …)" : ")"));
  }
}
