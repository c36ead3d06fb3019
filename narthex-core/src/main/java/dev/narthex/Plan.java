package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a scrape goes: which sources write straight to the sink, family by family, and which are
 * recorded first, because they have to be checked or brought into order. Made when something is
 * registered, not when something is scraped. Immutable.
 *
 * @param streamed families that only defined collectors of one registry write, in order of names
 * @param recorded all other sources; where they meet in a family, the earlier one is right
 */
record Plan(List<Group> streamed, List<Source> recorded) {

  static final Plan EMPTY = new Plan(List.of(), List.of());

  /**
   * The sources of one family, in order of their constant labels.
   *
   * @param precedence how many of the recorded sources are right where they meet with these
   */
  record Group(String name, MetricType type, List<Source> sources, int precedence) {

    Group after(int recordedSources) {
      return new Group(name, type, sources, precedence + recordedSources);
    }

    /** Lets the sources write to the sink, if the family is wanted. */
    void stream(MetricSink sink, @Nullable Predicate<? super String> names, Scratch scratch) {
      if (names == null || names.test(name)) {
        for (int i = 0; i < sources.size(); i++) { // without an iterator for each family
          sources.get(i).collect(sink, scratch);
        }
      }
    }
  }

  /** A source that says it writes what a descriptor describes. */
  record Entry(Descriptor descriptor, Source source) {}

  /**
   * Makes the plan of one registry.
   *
   * @param entriesByName the sources by the names they can write, and by constant labels
   * @param undeclared sources that did not say what they can write
   */
  static Plan of(Map<String, Map<Labels, Entry>> entriesByName, List<Source> undeclared) {
    List<Group> streamed = new ArrayList<>();
    Set<Source> defined = new LinkedHashSet<>();
    Set<Source> foreign = new LinkedHashSet<>();
    for (Map.Entry<String, Map<Labels, Entry>> family : new TreeMap<>(entriesByName).entrySet()) {
      Collection<Entry> entries = family.getValue().values();
      Set<Source> sources = new LinkedHashSet<>();
      boolean allDefined = true;
      for (Entry entry : entries) {
        sources.add(entry.source());
        allDefined &= entry.source().isDefined();
      }
      if (allDefined) {
        MetricType type = entries.iterator().next().descriptor().type();
        streamed.add(new Group(family.getKey(), type, byConstLabels(sources), 0));
      } else {
        for (Source source : sources) {
          (source.isDefined() ? defined : foreign).add(source);
        }
      }
    }
    defined.addAll(foreign);
    defined.addAll(undeclared);
    return new Plan(streamed, List.copyOf(defined));
  }

  private static List<Source> byConstLabels(Set<Source> sources) {
    List<Source> sorted = new ArrayList<>(sources);
    if (sorted.size() > 1) { // rare
      sorted.sort(Comparator.comparing(source -> source.descriptors().get(0).constLabels()));
    }
    return sorted;
  }

  /** Makes the plan of several registries as one, the earlier ones taking precedence. */
  static Plan merged(List<Plan> plans) {
    Map<String, List<Group>> groupsByName = new TreeMap<>();
    for (Plan plan : plans) {
      for (Group group : plan.streamed) {
        groupsByName.computeIfAbsent(group.name(), name -> new ArrayList<>()).add(group);
      }
    }
    Set<Source> recordedSomewhere = new LinkedHashSet<>();
    plans.forEach(plan -> recordedSomewhere.addAll(plan.recorded));
    Map<String, Group> streamed = new TreeMap<>();
    Set<Source> recorded = new LinkedHashSet<>();
    for (Plan plan : plans) {
      int recordedBefore = recorded.size();
      for (Group group : plan.streamed) {
        boolean meetsOthers = groupsByName.getOrDefault(group.name(), List.of()).size() > 1
            || group.sources().stream().anyMatch(recordedSomewhere::contains)
            || NameClash.ofSamples(
                    group.name(), group.type(), other -> typeOf(groupsByName.get(other)))
                != null;
        if (meetsOthers) {
          recorded.addAll(group.sources());
        } else {
          streamed.put(group.name(), group.after(recordedBefore));
        }
      }
      recorded.addAll(plan.recorded);
    }
    return new Plan(List.copyOf(streamed.values()), List.copyOf(recorded));
  }

  private static @Nullable MetricType typeOf(@Nullable List<Group> groups) {
    return groups == null ? null : groups.get(0).type();
  }

  /** The place of a family among the streamed ones, or a negative number. */
  int indexOf(String name) {
    int low = 0;
    int high = streamed.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = streamed.get(middle).name().compareTo(name);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }
}
