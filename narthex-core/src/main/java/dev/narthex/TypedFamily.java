package dev.narthex;

import dev.narthex.model.Descriptor;
import java.util.Objects;

/**
 * A metric with labels whose values come from objects of the program, such as an enum or a record, so
 * that a wrong value does not compile.
 *
 * <p>All that a {@link Family} can do beyond finding and removing a series, {@link #untyped} does.
 *
 * <p>Thread-safe. Finding a series takes no lock and, up to four labels, makes no object, if the
 * functions of the schema make none and give texts or constants of enums.
 *
 * <pre>{@code
 * TypedFamily<Outcome, Counter> jobs =
 *     Counter.builder("jobs_total").help("Jobs finished.").label("outcome", Outcome.class).register();
 * jobs.with(Outcome.FAILED).inc();
 * }</pre>
 *
 * @param <T> the type of the objects that labels come from
 * @param <M> the type of metric
 * @see LabelSchema
 * @since 0.1
 */
public final class TypedFamily<T, M extends Metric> extends DefinedCollector {

  private final Family<M> family;
  private final LabelSchema<T> schema;
  private final int arity;

  private TypedFamily(Family<M> family, LabelSchema<T> schema) {
    super(family.descriptor);
    this.family = family;
    this.schema = schema;
    this.arity = schema.names().size();
  }

  /**
   * The metric for the labels of an object.
   *
   * @param labels what the values of the labels are taken from
   * @return the metric, always the same one for the same values until it is removed
   * @throws IllegalArgumentException if {@code labels} is null, or a value taken from it, or a function
   *     of the schema throws
   */
  public M with(T labels) {
    return switch (arity) {
      case 1 -> family.with(text(0, labels));
      case 2 -> family.with(text(0, labels), text(1, labels));
      case 3 -> family.with(text(0, labels), text(1, labels), text(2, labels));
      case 4 -> family.with(text(0, labels), text(1, labels), text(2, labels), text(3, labels));
      default -> family.with(texts(labels));
    };
  }

  /**
   * Removes a series, as {@link Family#remove} does.
   *
   * @param labels what the values of the labels are taken from
   * @return whether there was such a series
   * @throws IllegalArgumentException if {@code labels} is null, or a value taken from it, or a function
   *     of the schema throws
   */
  public boolean remove(T labels) {
    return family.remove(texts(labels));
  }

  private String[] texts(T labels) {
    String[] texts = new String[arity];
    for (int i = 0; i < arity; i++) {
      texts[i] = text(i, labels);
    }
    return texts;
  }

  private String text(int label, T labels) {
    if (Objects.isNull(labels)) { // callers without null checks do pass it
      throw new IllegalArgumentException(descriptor.name()
          + ": the labels "
          + schema.names()
          + " cannot be taken from null. Pass the object that has them.");
    }
    Object value;
    try {
      value = schema.value(label, labels);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(wrong(label, labels, "cannot be taken: " + e), e);
    }
    if (value == null) {
      throw new IllegalArgumentException(wrong(label, labels, "is null"));
    }
    return value.toString();
  }

  private String wrong(int label, T labels, String what) {
    return "%s: the value of label \"%s\" %s, as taken from %s. Let its function give \"\" for a label without a value."
        .formatted(descriptor.name(), schema.names().get(label), what, labels);
  }

  /**
   * The same family with labels as texts: to list and remove series, and to curry.
   *
   * @return the family, always the same
   */
  public Family<M> untyped() {
    return family;
  }

  @Override
  void collect(MetricSink sink, Scratch scratch) {
    family.collect(sink, scratch);
  }

  @Override
  Object settings() {
    return new Settings(family.settings(), schema);
  }

  /** What defines a typed family beyond its descriptor. */
  private record Settings(Object family, LabelSchema<?> schema) {

    @Override
    public String toString() {
      return family + " " + schema;
    }
  }

  /**
   * Finishes the definition of one {@link TypedFamily}. Not thread-safe.
   *
   * @param <T> the type of the objects that labels come from
   * @param <M> the type of metric
   * @since 0.1
   */
  public static final class Builder<T, M extends Metric>
      extends FamilyBuilder<M, TypedFamily<T, M>, Builder<T, M>> {

    private final LabelSchema<T> schema;

    Builder(Definition definition, MetricFactory<M> factory, LabelSchema<T> schema) {
      super(definition, factory, schema.names().toArray(String[]::new));
      this.schema = schema;
    }

    @Override
    TypedFamily<T, M> make(Descriptor descriptor) {
      return new TypedFamily<>(family(descriptor), schema);
    }

    @Override
    public TypedFamily<T, M> registerOrGet(Registry registry) {
      return registry.registerOrGet(make(exposed(registry)));
    }
  }
}
