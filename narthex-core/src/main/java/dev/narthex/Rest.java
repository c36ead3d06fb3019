package dev.narthex;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** Whether a metric of a family that expires is in use: the states of {@link Metric#rest}. */
final class Rest {

  /*
   * Representation
   *   Metric.rest is null in a metric that never expires. Otherwise it is
   *     AWAKE      changed since a scrape looked last
   *     WATCHED    not changed since then
   *     a Sleeper  not in its family's table any more, which remembers it by this sleeper
   *
   * Invariants
   *   R1  A scrape makes AWAKE to WATCHED, who changes a metric makes WATCHED to AWAKE. Under the
   *       table's changeLock, and only there, WATCHED becomes a sleeper and a sleeper AWAKE.
   *   R2  Who changes a metric looks at rest after the change, or before it while holding the
   *       stripe that is to be changed. So a change whose maker found AWAKE is met by the scrape
   *       that makes it WATCHED, which reads the numbers after that; a change whose maker found
   *       WATCHED keeps the metric from falling asleep; one whose maker found a sleeper wakes it.
   *       No number changes while a metric sleeps that does not wake it.
   *
   * Memory ordering
   *   R2 for atomic changes: the change and the look at rest are volatile, in this order; the
   *   scrape writes rest, then a full fence, then reads the numbers. One of them sees the other.
   *   R2 for stripes: the scrape takes the stripe after it wrote rest. If it came first, the writer
   *   sees what it wrote; if the writer came first, the scrape sees the observation.
   *   Whether rest is null never changes after a metric is published, so that is read plainly.
   *
   * Not promised
   *   That a metric which is read, or found by with(), counts as used. Only changes do; also those
   *   that set a gauge to the value it had.
   *
   * R1 and R2 are tested in ExpiryTest and, under races, in ExpiryStressTest.
   */

  static final Object AWAKE = new Object();
  private static final Object WATCHED = new Object();

  private static final VarHandle REST;

  static {
    try {
      REST = MethodHandles.lookup().findVarHandle(Metric.class, "rest", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Rest() {}

  /** Notes a change, made before by a volatile write; a metric that sleeps is woken. */
  static void changed(Metric metric) {
    Sleeper<?> sleeper = touched(metric);
    if (sleeper != null) {
      sleeper.wake(metric);
    }
  }

  /** Notes a change that is made, or is just being made. If the metric sleeps, says as which one. */
  @SuppressWarnings("ReferenceEquality") // the states are nothing but themselves
  static @Nullable Sleeper<?> touched(Metric metric) {
    Object state = REST.getVolatile(metric);
    if (state == WATCHED) {
      state = REST.compareAndExchange(metric, WATCHED, AWAKE);
    }
    return state instanceof Sleeper<?> sleeper ? sleeper : null;
  }

  /**
   * Watches a metric from now on, for one scrape at a time. Needs a full fence before numbers are
   * read.
   *
   * @return whether it was changed since it was watched before
   */
  @SuppressWarnings("ReferenceEquality") // the states are nothing but themselves
  static boolean watch(Metric metric) {
    boolean changed = REST.getOpaque(metric) == AWAKE;
    if (changed) {
      REST.setOpaque(metric, WATCHED);
    }
    return changed;
  }

  /** Lets a metric sleep unless it was changed since it was watched; under changeLock. */
  static boolean fallAsleep(Metric metric, Sleeper<?> sleeper) {
    return REST.compareAndSet(metric, WATCHED, sleeper);
  }

  /** Ends the sleep, and returns whether it was this one; under changeLock. */
  static boolean wake(Metric metric, Sleeper<?> sleeper) {
    return REST.compareAndSet(metric, sleeper, AWAKE);
  }

  static boolean isAsleepAs(Metric metric, Sleeper<?> sleeper) {
    return REST.getVolatile(metric) == sleeper;
  }
}
