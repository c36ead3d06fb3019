package dev.narthex;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The value of a gauge on which threads have met: a number, and what they add to it in cells. */
final class SpreadGauge {

  /*
   * Representation
   *   baseBits   the bits of a double
   *   cells      whole amounts: what was added is the first number, what was taken away the second
   *   readers    how many threads want the cells to stand still
   *
   * Invariants
   *   S1  The value is the base, plus what was added, minus what was taken away.
   *   S2  One amount goes wholly into one number, by one atomic addition or by its owner's one write.
   *   S3  The numbers of cells never decrease. So if their totals are the same twice in a row, no cell
   *       has changed in between, and a base that was read in between goes with them: the value is
   *       one that the gauge had at that moment, whatever thread added here and took away there.
   *   S4  Who finds a reader there changes the base instead of a cell. So each thread spoils a
   *       reading at most once, when it looked before the reader came, and a reader comes to its end
   *       however busy the gauge is.
   *
   * Memory ordering
   *   That of cells; all other access is volatile.
   *
   * Limits
   *   Totals of cells overflow after 2^32 amounts of WHOLE_MAX, without harm: their difference stays.
   *
   * S1 to S3 are tested in GaugeConcurrencyTest and GaugeStressTest.
   */

  private static final double WHOLE_MAX = 1L << 31;

  private static final VarHandle BASE_BITS;
  private static final VarHandle READERS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      BASE_BITS = lookup.findVarHandle(SpreadGauge.class, "baseBits", long.class);
      READERS = lookup.findVarHandle(SpreadGauge.class, "readers", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile long baseBits;
  private volatile int readers;
  private final Cells cells = new Cells();

  /** Sets the base, as long as no other thread uses this. */
  void begin(long bits) {
    baseBits = bits;
  }

  void add(double amount) {
    if (amount == Math.rint(amount) && Math.abs(amount) <= WHOLE_MAX) {
      addWhole((long) amount);
    } else {
      addToBase(amount);
    }
  }

  private void addWhole(long amount) {
    if (readers == 0) {
      addTo(cells.mine(), amount);
    } else {
      addToBase((double) amount);
    }
  }

  private static void addTo(OwnedCell cell, long amount) {
    if (amount >= 0) {
      cell.addToFirst(amount);
    } else {
      cell.addToSecond(-amount);
    }
  }

  private void addToBase(double amount) {
    long before;
    do {
      before = baseBits;
    } while (!BASE_BITS.compareAndSet(this, before, OwnedCell.plus(before, amount)));
  }

  double value() {
    READERS.getAndAdd(this, 1);
    try {
      while (true) {
        long added = added();
        long takenAway = takenAway();
        double base = Double.longBitsToDouble(baseBits);
        if (added == added() && takenAway == takenAway()) {
          return base + (added - takenAway);
        }
      }
    } finally {
      READERS.getAndAdd(this, -1);
    }
  }

  private long added() {
    long sum = 0;
    for (int i = 0; i < Cells.MAX; i++) {
      OwnedCell cell = cells.get(i);
      sum += cell == null ? 0 : cell.first();
    }
    return sum;
  }

  private long takenAway() {
    long sum = 0;
    for (int i = 0; i < Cells.MAX; i++) {
      OwnedCell cell = cells.get(i);
      sum += cell == null ? 0 : cell.second();
    }
    return sum;
  }
}
