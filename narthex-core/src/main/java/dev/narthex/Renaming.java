package dev.narthex;

import dev.narthex.model.Derivation;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
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
  private final Derivation<Descriptor, Descriptor> renamedDescriptor;
  private final Derivation<Labels, Labels> renamedLabels;

  private Renaming(String prefix, Labels labels) {
    this.prefix = prefix;
    this.labels = labels;
    this.renamedDescriptor = new Derivation<>() {
      @Override
      protected Descriptor derive(Descriptor descriptor) {
        return descriptor.within(prefix, labels);
      }
    };
    this.renamedLabels = new Derivation<>() {
      @Override
      protected Labels derive(Labels inner) {
        return inner.plus(labels);
      }
    };
  }

  /** This renaming around another one. */
  Renaming around(String innerPrefix, Labels innerLabels) {
    return new Renaming(prefix + innerPrefix, labels.plus(innerLabels));
  }

  boolean isNone() {
    return prefix.isEmpty() && labels.isEmpty();
  }

  Descriptor of(Descriptor descriptor) {
    return isNone() ? descriptor : renamedDescriptor.of(descriptor);
  }

  Labels of(Labels inner) {
    return labels.isEmpty() ? inner : renamedLabels.of(inner);
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
}
