package dev.narthex;

import dev.narthex.model.Descriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The functions that bring the values of a family's labels into few forms. Immutable; equal when the
 * same labels have the very same functions.
 */
final class Constraints {

  private final Descriptor descriptor;
  private final Map<String, UnaryOperator<String>> byLabel;

  /** The functions in the order of the labels, null for a label without one. */
  private final List<@Nullable UnaryOperator<String>> inOrder = new ArrayList<>();

  private Constraints(Descriptor descriptor, Map<String, UnaryOperator<String>> byLabel) {
    this.descriptor = descriptor;
    this.byLabel = Map.copyOf(byLabel);
    descriptor.labelNames().forEach(label -> inOrder.add(byLabel.get(label)));
  }

  static Constraints of(Descriptor descriptor, Map<String, UnaryOperator<String>> byLabel) {
    return new Constraints(descriptor, byLabel);
  }

  boolean isEmpty() {
    return byLabel.isEmpty();
  }

  /**
   * The form of a value in which a series is looked for. A null stays what it is: whoever looks for
   * a series refuses it.
   *
   * @param label the label's place among the label names
   * @throws IllegalArgumentException if the function throws or gives null
   */
  String applied(int label, String value) {
    UnaryOperator<String> normalise = inOrder.get(label);
    return normalise == null || Objects.isNull(value) ? value : applied(normalise, label, value);
  }

  /** Values for all labels in their order; those of a wrong number stay what they are. */
  String[] applied(String[] values) {
    if (isEmpty() || values.length != inOrder.size()) {
      return values;
    }
    String[] applied = new String[values.length];
    for (int i = 0; i < values.length; i++) {
      applied[i] = applied(i, values[i]);
    }
    return applied;
  }

  /** Values for some of the labels. */
  Map<String, String> applied(Map<String, String> values) {
    if (isEmpty()) {
      return values;
    }
    Map<String, String> applied = new HashMap<>();
    values.forEach((label, value) ->
        applied.put(label, applied(descriptor.labelNames().indexOf(label), value)));
    return applied;
  }

  private String applied(UnaryOperator<String> normalise, int label, String value) {
    String normalised;
    try {
      normalised = normalise.apply(value);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          message(label, value, "threw " + e) + " Let it give a value for any text.", e);
    }
    if (Objects.isNull(normalised)) { // users without null checks do that
      throw new IllegalArgumentException(
          message(label, value, "gave null") + " Let it give \"\" or \"other\" instead.");
    }
    return normalised;
  }

  private String message(int label, String value, String what) {
    return "%s: the function that constrains label \"%s\" %s for the value \"%s\"."
        .formatted(descriptor.name(), descriptor.labelNames().get(label), what, value);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    if (!(object instanceof Constraints other)
        || !byLabel.keySet().equals(other.byLabel.keySet())) {
      return false;
    }
    return byLabel.entrySet().stream()
        .allMatch(entry -> isSame(entry.getValue(), other.byLabel.get(entry.getKey())));
  }

  /** Two functions are alike only if they are one: what they do cannot be compared. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Object one, @Nullable Object other) {
    return one == other;
  }

  @Override
  public int hashCode() {
    return byLabel.keySet().hashCode();
  }

  /** Names the labels with a function, for messages; empty if there are none. */
  @Override
  public String toString() {
    if (isEmpty()) {
      return "";
    }
    List<String> constrained =
        descriptor.labelNames().stream().filter(byLabel::containsKey).toList();
    return " constrained " + constrained;
  }
}
