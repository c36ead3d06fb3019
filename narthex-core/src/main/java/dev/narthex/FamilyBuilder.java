package dev.narthex;

import dev.narthex.model.Descriptor;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the builders of families have in common: the guards that keep a family from growing too large.
 * Not thread-safe.
 *
 * @param <M> the type of metric
 * @param <F> what is built
 * @param <B> the builder itself
 * @since 0.1
 */
public abstract sealed class FamilyBuilder<
        M extends Metric, F extends Collector, B extends FamilyBuilder<M, F, B>>
    extends MetricBuilder<F, B> permits Family.Builder, TypedFamily.Builder {

  private final MetricFactory<M> factory;
  private final List<String> labelNames;
  private final Map<String, UnaryOperator<String>> constraints = new HashMap<>();
  private int maxSeries = Family.DEFAULT_MAX_SERIES;
  private @Nullable Duration expireAfter;

  FamilyBuilder(Definition definition, MetricFactory<M> factory, String[] labelNames) {
    super(definition);
    this.factory = factory;
    this.labelNames = Arrays.asList(labelNames.clone()); // a null in it is refused in the end
    if (labelNames.length == 0) {
      throw new IllegalArgumentException(definition.name()
          + ": labelNames() got no name. Name at least one label, or leave the call out for a"
          + " metric without labels.");
    }
    definition.descriptor().labelNames(labelNames);
  }

  @SuppressWarnings("unchecked") // each builder names itself as B
  private B self() {
    return (B) this;
  }

  /** Makes the family, as far as it is defined here. */
  final Family<M> family(Descriptor descriptor) {
    Guards guards = new Guards(maxSeries, expireAfter, Constraints.of(descriptor, constraints));
    return new Family<>(descriptor, factory, guards, definition().time());
  }

  /** The descriptor under which a registry exposes what is defined here. */
  final Descriptor exposed(Registry registry) {
    return registry.exposed(definition().descriptor().build());
  }

  /**
   * Lets a function bring the values of a label into few forms, so that similar ones share a series:
   * lower case, a status class instead of a status, {@code other} for what is not known.
   *
   * <p>It is applied to the values passed to {@code with}, {@code remove}, {@code removeMatching} and
   * {@code curry}, before a series is looked for; never to constant labels. Calls of {@code with} are
   * then a little slower than without, and make the objects that the function makes.
   *
   * <p>{@link #registerOrGet} compares functions by identity: keep the function in a constant.
   *
   * @param label one of the label names
   * @param normalise gives the value to use for any value but null, without side effects; called by
   *     any thread. If it throws or gives null, the call it is applied in throws an {@link
   *     IllegalArgumentException}, and nothing is changed
   * @return this
   * @throws IllegalArgumentException if there is no such label, or it has a function already
   */
  public final B constrain(String label, UnaryOperator<String> normalise) {
    Objects.requireNonNull(normalise, "normalise");
    if (!labelNames.contains(label)) {
      throw new IllegalArgumentException(
          "%s: constrain(\"%s\", …) names none of the labels %s. Constrain one of these."
              .formatted(definition().name(), label, labelNames));
    }
    if (constraints.putIfAbsent(label, normalise) != null) {
      throw new IllegalArgumentException(
          "%s: label \"%s\" is constrained twice. Put both steps into one function."
              .formatted(definition().name(), label));
    }
    return self();
  }

  /**
   * Sets how many series there may be. Past it, {@code with} gives every new label set the metric of
   * one overflow series, whose labels all have the value {@link Family#OVERFLOW} and which comes on
   * top. When series were removed, new ones are made again.
   *
   * @param maxSeries at least 1, by default {@link Family#DEFAULT_MAX_SERIES}
   * @return this
   * @throws IllegalArgumentException if it is less than 1
   */
  public final B maxSeries(int maxSeries) {
    if (maxSeries < 1) {
      throw new IllegalArgumentException(
          "%s: maxSeries(%d) leaves room for no series. Pass at least 1; without the call it is %d."
              .formatted(definition().name(), maxSeries, Family.DEFAULT_MAX_SERIES));
    }
    this.maxSeries = maxSeries;
    return self();
  }

  /**
   * Lets series leave the scrape and the memory that were not changed for some time. A scrape looks
   * for them: a series leaves at the first one that finds it unchanged for so long, and not before
   * a scrape has shown its last value. So allow several times the interval of scrapes.
   *
   * <p>A metric that somebody holds comes back, with all that was ever counted on it, as soon as it
   * is changed; no change is lost. So does one that nobody holds, if {@code with} asks for it before
   * the garbage collector has taken it. After that {@code with} gives a new metric, which starts at
   * 0. To Prometheus this is a counter that was reset, as when a process restarts.
   *
   * <p>A gauge that is counted up and down starts anew as well: with {@code with("x").inc()}, an hour
   * later {@code with("x").dec()} may find a gauge at 0 and set it to -1. Hold such a gauge between
   * the two, or let it not expire.
   *
   * <p>Without this call a series stays until it is removed.
   *
   * @param expireAfter how long a series may go unchanged; positive
   * @return this
   * @throws IllegalArgumentException if it is not positive
   */
  public final B expireAfter(Duration expireAfter) {
    if (expireAfter.isNegative() || expireAfter.isZero()) {
      throw new IllegalArgumentException(
          "%s: expireAfter(%s) would let series leave at once. Pass a positive duration, several times the interval of scrapes."
              .formatted(definition().name(), expireAfter));
    }
    this.expireAfter = expireAfter;
    return self();
  }

  /**
   * The family that is registered under this definition; if there is none, makes and registers it.
   * For code that may run more than once against one registry.
   *
   * @param registry the registry
   * @return the family that is registered
   * @throws IllegalArgumentException if what is registered was defined otherwise, or clashes; the
   *     message shows both definitions
   */
  public abstract F registerOrGet(Registry registry);
}
