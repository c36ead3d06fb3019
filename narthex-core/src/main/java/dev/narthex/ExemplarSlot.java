package dev.narthex;

import dev.narthex.model.Exemplar;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The example of what a counter counted last. */
final class ExemplarSlot {

  /*
   * Representation
   *   latest   the exemplar, or null
   *   armed    whether an example from the current trace is wanted. A scrape arms the slot it has
   *            read; the first count within a kept trace disarms it, or that whose trace context
   *            fails.
   *
   * Invariants
   *   I1  An exemplar is put after its amount was counted, and read before the total is. So no scrape
   *       shows an exemplar of something that is not in its total.
   *   I2  At most one exemplar from a trace is put for each time the slot is armed.
   *
   * Memory ordering
   *   latest is written with release and read with acquire. armed is changed by compare-and-set, but
   *   looked at in plain mode: a count that sees it late has only missed its chance.
   *
   * Not promised
   *   Which of two exemplars put at the same time stays.
   *
   * I1 is tested in ExemplarStressTest, I2 in ExemplarTest.
   */

  private static final VarHandle LATEST;
  private static final VarHandle ARMED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      LATEST = lookup.findVarHandle(ExemplarSlot.class, "latest", Exemplar.class);
      ARMED = lookup.findVarHandle(ExemplarSlot.class, "armed", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("unused") // read and written through LATEST
  private @Nullable Exemplar latest;

  private boolean armed;

  void arm() {
    ARMED.setRelease(this, true);
  }

  boolean isArmed() {
    return armed;
  }

  /** Disarms the slot, and tells whether it was this call that did. */
  boolean disarm() {
    return ARMED.compareAndSet(this, true, false);
  }

  void put(Exemplar exemplar) {
    LATEST.setRelease(this, exemplar);
  }

  @Nullable
  Exemplar latest() {
    return (Exemplar) LATEST.getAcquire(this);
  }
}
