package dev.narthex;

import dev.narthex.model.Derivation;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a view of a registry does to the metrics registered through it: a prefix before each name, and
 * labels on each series. Each descriptor and label set remembers its renamed form, so that a scrape
 * makes none anew. Immutable.
 */
final class Renaming {

  static final Renaming NONE = new Renaming("", Labels.EMPTY);

  private final String prefix;
  private final Labels labels;

  /** Null where nothing is renamed, as in most programs: they need not even load it. */
  private final @Nullable Derivations renamed;

  private Renaming(String prefix, Labels labels) {
    this.prefix = prefix;
    this.labels = labels;
    this.renamed = prefix.isEmpty() && labels.isEmpty() ? null : new Derivations(prefix, labels);
  }

  /** This renaming around one with this prefix and these labels. */
  Renaming around(String innerPrefix, Labels innerLabels) {
    return new Renaming(
        prefix + Objects.requireNonNull(innerPrefix, "prefix"),
        labels.plus(Objects.requireNonNull(innerLabels, "labels")));
  }

  /** This renaming around another one. */
  Renaming around(Renaming inner) {
    return around(inner.prefix, inner.labels);
  }

  boolean isNone() {
    return renamed == null;
  }

  Descriptor of(Descriptor descriptor) {
    return renamed == null ? descriptor : renamed.descriptor.of(descriptor);
  }

  /**
   * How the labels of a family's samples are renamed, or null if they stay as they are. The label of
   * the states of a state set is named like the family, so it is renamed with it.
   */
  @Nullable
  Derivation<Labels, Labels> ofSamples(Descriptor family) {
    if (renamed == null) {
      return null;
    }
    if (family.type() == MetricType.STATESET && !prefix.isEmpty()) {
      return renamed.states.of(family);
    }
    return labels.isEmpty() ? null : renamed.labels;
  }

  /** Whether these could be the names of metrics that were defined through a view with this. */
  boolean couldHaveMade(List<Descriptor> descriptors) {
    return descriptors.stream()
        .allMatch(one -> one.name().startsWith(prefix) && one.constLabels().containsAll(labels));
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Renaming other
        && prefix.equals(other.prefix)
        && labels.equals(other.labels);
  }

  @Override
  public int hashCode() {
    return Objects.hash(prefix, labels);
  }

  private static final class Derivations {

    final Derivation<Descriptor, Descriptor> descriptor;
    final Derivation<Labels, Labels> labels;

    /** For a state set, how the labels of its states are renamed. */
    final Derivation<Descriptor, Derivation<Labels, Labels>> states;

    Derivations(String prefix, Labels added) {
      descriptor = new Derivation<>() {
        @Override
        protected Descriptor derive(Descriptor inner) {
          return inner.within(prefix, added);
        }
      };
      labels = new Derivation<>() {
        @Override
        protected Labels derive(Labels inner) {
          return inner.plus(added);
        }
      };
      states = new Derivation<>() {
        @Override
        protected Derivation<Labels, Labels> derive(Descriptor stateSet) {
          return new StateRenaming(stateSet.name(), prefix, added);
        }
      };
    }
  }

  private static final class StateRenaming extends Derivation<Labels, Labels> {

    private final String stateLabel;
    private final String prefix;
    private final Labels added;

    StateRenaming(String stateLabel, String prefix, Labels added) {
      this.stateLabel = stateLabel;
      this.prefix = prefix;
      this.added = added;
    }

    @Override
    protected Labels derive(Labels inner) {
      List<String> namesAndValues = new ArrayList<>();
      inner.forEach((name, value) -> {
        namesAndValues.add(name.equals(stateLabel) ? prefix + name : name);
        namesAndValues.add(value);
      });
      return Labels.of(namesAndValues.toArray(String[]::new)).plus(added);
    }
  }
}
