package dev.narthex;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How an object of the program becomes the labels of a series: the names, and for each a function that
 * gives its value. With it a family takes such objects, so that a wrong value, or two in the wrong
 * order, does not compile.
 *
 * <pre>{@code
 * record Call(String method, int code) {}
 *
 * static final LabelSchema<Call> CALL =
 *     LabelSchema.<Call>builder().label("method", Call::method).label("code", Call::code).build();
 *
 * static final TypedFamily<Call, Counter> CALLS =
 *     Counter.builder("calls_total").labels(CALL).register();
 *
 * CALLS.with(new Call("GET", 200)).inc();
 * }</pre>
 *
 * <p>Immutable. Two schemas are equal if they have the same names with the very same functions.
 *
 * @param <T> the type of the objects
 * @since 0.1
 */
public final class LabelSchema<T> {

  private static final Function<Object, Object> ITSELF = LabelSchema::itself;

  private final List<String> names;
  private final List<Function<? super T, ?>> values;
  private final @Nullable Class<T> type;

  private LabelSchema(
      List<String> names, List<Function<? super T, ?>> values, @Nullable Class<T> type) {
    this.names = List.copyOf(names);
    this.values = List.copyOf(values);
    this.type = type;
  }

  private static Object itself(Object value) {
    return value;
  }

  /**
   * Begins a schema.
   *
   * @param <T> the type of the objects
   * @return a builder
   */
  public static <T> Builder<T> builder() {
    return new Builder<>();
  }

  /**
   * A schema of one label, whose values are the constants of an enum.
   *
   * @param name the label's name
   * @param type the enum; its {@code toString()} gives the label's value
   * @param <E> the enum
   * @return the schema, equal to others of this name and enum
   */
  public static <E extends Enum<E>> LabelSchema<E> of(String name, Class<E> type) {
    return new LabelSchema<>(
        List.of(Objects.requireNonNull(name, "name")),
        List.of(ITSELF),
        Objects.requireNonNull(type, "type"));
  }

  /**
   * The names of the labels.
   *
   * @return an immutable list, in the order in which they were given
   */
  public List<String> names() {
    return names;
  }

  /** The value of a label as its function gives it. */
  @Nullable
  Object value(int label, T from) {
    return values.get(label).apply(from);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    if (!(object instanceof LabelSchema<?> other)
        || !names.equals(other.names)
        || !Objects.equals(type, other.type)) {
      return false;
    }
    for (int i = 0; i < values.size(); i++) {
      if (!isSame(values.get(i), other.values.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Two functions are alike only if they are one: what they do cannot be compared. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Object one, Object other) {
    return one == other;
  }

  @Override
  public int hashCode() {
    return Objects.hash(names, type);
  }

  /** The names, and the enum if it is of one. */
  @Override
  public String toString() {
    return type == null ? "schema " + names : "schema " + names + " of " + type.getName();
  }

  /**
   * Gathers the labels of one {@link LabelSchema}. Not thread-safe.
   *
   * @param <T> the type of the objects
   * @since 0.1
   */
  public static final class Builder<T> {

    private final List<String> names = new ArrayList<>();
    private final List<Function<? super T, ?>> values = new ArrayList<>();

    private Builder() {}

    /**
     * Adds a label.
     *
     * @param name the label's name
     * @param value gives the label's value: its {@code toString()} is what is exposed; called by any
     *     thread, at each look-up. It may not give null
     * @return this
     * @throws IllegalArgumentException if there is a label of this name
     */
    public Builder<T> label(String name, Function<? super T, ?> value) {
      Objects.requireNonNull(value, "value");
      if (names.contains(Objects.requireNonNull(name, "name"))) {
        throw new IllegalArgumentException(
            "Label \"%s\" is given twice, among %s. A series has each label once."
                .formatted(name, names));
      }
      names.add(name);
      values.add(value);
      return this;
    }

    /**
     * Makes the schema.
     *
     * @return the schema
     * @throws IllegalArgumentException if there is no label
     */
    public LabelSchema<T> build() {
      if (names.isEmpty()) {
        throw new IllegalArgumentException(
            "The schema has no label. Give it at least one with label(…).");
      }
      return new LabelSchema<>(names, values, null);
    }
  }
}
