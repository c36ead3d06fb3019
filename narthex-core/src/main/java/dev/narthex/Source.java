package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A registered collector.
 *
 * @param collector as it was passed to the registry
 * @param renaming what the view it was registered through does to it
 * @param descriptors what it can write, after renaming, each once; empty if it did not say
 */
record Source(Collector collector, Renaming renaming, List<Descriptor> descriptors) {

  private static final int MAX_NAMED = 5;

  /** Asks a collector what it can write. */
  static Source of(Collector collector, Renaming renaming) {
    List<Descriptor> described;
    try {
      described = List.copyOf(collector.describe()); // which also refuses null
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          collector.getClass().getName()
              + ": describe() threw "
              + e
              + ". It must return the same descriptors at every call, or none.",
          e);
    }
    return new Source(
        collector, renaming, described.stream().map(renaming::of).distinct().toList());
  }

  /** A collector whose descriptors are already what is exposed. */
  static Source asExposed(Collector collector) {
    return of(collector, Renaming.NONE);
  }

  /** Whether this is that very collector, not one that is equal in some sense of its own. */
  @SuppressWarnings("ReferenceEquality")
  boolean isOf(Collector other) {
    return collector == other;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Source other
        && isOf(other.collector)
        && renaming.equals(other.renaming)
        && descriptors.equals(other.descriptors);
  }

  @Override
  public int hashCode() {
    return Objects.hash(System.identityHashCode(collector), renaming);
  }

  boolean isDefined() {
    return collector instanceof DefinedCollector;
  }

  /** What tells this collector from others: names with their constant labels. */
  Map<String, Set<Labels>> identity() {
    return descriptors.stream()
        .collect(Collectors.groupingBy(
            Descriptor::name, Collectors.mapping(Descriptor::constLabels, Collectors.toSet())));
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
    String className = collector.getClass().getName();
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
