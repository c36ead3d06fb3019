package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of some states hold: the mode a program is in, the features that are switched on. Each state
 * is a sample of 0 or 1, whose label tells the state and is named like the metric: {@code
 * breaker_state{breaker_state="open"} 1}.
 *
 * <p>The states are fixed when it is defined; none holds at first. A state is shown by its {@code
 * toString()}, which for an enum constant is its name unless the enum says otherwise. Text 0.0.4 and
 * protobuf know no such type and show a gauge.
 *
 * <p>Each state is a series, so a state set is for a handful of states. For more than {@value
 * #MAX_STATES} use a {@link Gauge} family, or a gauge that holds the number of the state.
 *
 * <p>Thread-safe. No call blocks or makes an object; a scrape shows all states as they were at one
 * moment.
 *
 * <pre>{@code
 * enum Breaker { CLOSED, OPEN, HALF_OPEN }
 *
 * StateSet<Breaker> state =
 *     StateSet.builder("breaker_state", Breaker.class).help("How payments flow.").register();
 * state.setOnly(Breaker.OPEN);
 * }</pre>
 *
 * @param <S> the type of the states
 * @since 0.1
 */
public final class StateSet<S> extends Metric {

  /*
   * Representation
   *   The bits of one long, one for each state at its place in States. written: the label sets of all
   *   states, so that a scrape does not make them anew; null before the first scrape.
   *
   * Invariants
   *   I1  Each call that changes states is one write of all bits, or one successful compare-and-set.
   *       So a read sees the states between two calls, never half of one: with setOnly() alone there
   *       is exactly one state after the first call.
   *   I2  Only the bits of places that have a state are ever set.
   *
   * Memory ordering
   *   setOnly() and setAll() release, set() is volatile, reads acquire: who reads a state also sees
   *   what its setter did before.
   *
   * Not promised
   *   An order between calls of different threads: setOnly() wipes out what it overtakes. That the
   *   label sets are made once: two scrapes may both make them. Both are equal.
   *
   * I1 and I2 are tested in StateSetTest, I1 under races in StateSetConcurrencyTest and
   * StateSetStressTest.
   */

  /** The most states that one state set can have. */
  public static final int MAX_STATES = Long.SIZE;

  private static final VarHandle BITS;

  static {
    try {
      BITS = MethodHandles.lookup().findVarHandle(StateSet.class, "bits", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final States<S> states;

  @SuppressWarnings("unused") // read and written through BITS
  private long bits;

  private volatile @Nullable Written written;

  StateSet(Descriptor descriptor, States<S> states) {
    super(descriptor);
    this.states = states;
  }

  /**
   * Begins the definition of a state set of all constants of an enum.
   *
   * @param name the name, which is also the name of the label that tells the state
   * @param states the enum
   * @param <E> the enum
   * @return a builder
   * @throws IllegalArgumentException if the enum has no constants or more than {@link #MAX_STATES}, if
   *     two are shown alike, or if one is shown as an empty text
   */
  public static <E extends Enum<E>> Builder<E> builder(String name, Class<E> states) {
    return new Builder<>(name, List.copyOf(EnumSet.allOf(states)));
  }

  /**
   * Begins the definition of a state set.
   *
   * @param name the name, which is also the name of the label that tells the state
   * @param states the states
   * @return a builder
   * @throws IllegalArgumentException if there is no state or more than {@link #MAX_STATES}, if one is
   *     there twice, or if one is empty or null
   */
  public static Builder<String> builder(String name, String... states) {
    return new Builder<>(name, Arrays.asList(states));
  }

  /**
   * Says of one state whether it holds. The others stay as they are.
   *
   * @param state the state
   * @param holds whether it holds from now on
   * @throws IllegalArgumentException if the state is none of those defined; nothing is changed
   */
  public void set(S state, boolean holds) {
    long bit = bit(state);
    long before;
    long after;
    do {
      before = (long) BITS.getAcquire(this);
      after = holds ? before | bit : before & ~bit;
    } while (!BITS.compareAndSet(this, before, after)); // a failure is another's success
    changed();
  }

  /**
   * Says that one state holds and no other. A scrape never sees two, or none in between.
   *
   * @param state the state
   * @throws IllegalArgumentException if the state is none of those defined; nothing is changed
   */
  public void setOnly(S state) {
    BITS.setRelease(this, bit(state));
    changedByRelease();
  }

  /**
   * Says that these states hold and no others.
   *
   * @param holding the states, may be none
   * @throws IllegalArgumentException if a state is none of those defined, or {@code holding} is null;
   *     nothing is changed
   */
  public void setAll(Collection<? extends S> holding) {
    long all = 0;
    for (S state : given(holding, "Pass an empty list if no state holds.")) {
      all |= bit(state);
    }
    BITS.setRelease(this, all);
    changedByRelease();
  }

  /**
   * Whether a state holds.
   *
   * @param state the state
   * @return whether it was set last to hold
   * @throws IllegalArgumentException if the state is none of those defined
   */
  public boolean isSet(S state) {
    return ((long) BITS.getAcquire(this) & bit(state)) != 0;
  }

  private long bit(S state) {
    int place = states.placeOf(state);
    if (place < 0) {
      throw new IllegalArgumentException(
          "%s: \"%s\" is none of its states, which are %s. Pass one of them, or define it too."
              .formatted(name(), state, states));
    }
    return 1L << place;
  }

  @Override
  void write(MetricSink sink, Labels labels, Scratch scratch) {
    Labels[] each = labelsOfStates(labels);
    long now = (long) BITS.getAcquire(this);
    for (int place = 0; place < each.length; place++) {
      boolean holds = (now >>> place & 1) != 0;
      sink.value(each[place], holds ? 1 : 0, Millis.NONE);
    }
  }

  @SuppressWarnings("ReferenceEquality") // another object only means to make the label sets anew
  private Labels[] labelsOfStates(Labels labels) {
    Written made = written;
    if (made == null || made.labels != labels) {
      made = new Written(labels, states.labels(name(), labels));
      written = made;
    }
    return made.ofStates;
  }

  @Override
  Object settings() {
    return states;
  }

  /** The labels of the series, and those of each of its samples. */
  private static final class Written {
    final Labels labels;
    final Labels[] ofStates;

    Written(Labels labels, Labels[] ofStates) {
      this.labels = labels;
      this.ofStates = ofStates;
    }
  }

  /**
   * Gathers the definition of one {@link StateSet}. Not thread-safe.
   *
   * @param <S> the type of the states
   * @since 0.1
   */
  public static final class Builder<S> extends SeriesBuilder<StateSet<S>, Builder<S>> {

    private final States<S> states;

    private Builder(String name, List<S> states) {
      super(new Definition(MetricType.STATESET, name));
      this.states = definition().explained(() -> States.of(states));
    }

    @Override
    MetricFactory<StateSet<S>> factory() {
      States<S> fixed = states;
      return new MetricFactory<>(fixed, descriptor -> new StateSet<>(descriptor, fixed));
    }
  }
}
