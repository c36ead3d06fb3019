package dev.narthex;

import dev.narthex.model.Descriptor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A total that only goes up, spread over cells once it is used much. */
abstract sealed class StripedTotal extends Metric permits Counter {

  /*
   * Representation
   *   whole          amounts that are integers up to WHOLE_MAX; exact
   *   fractionBits   all other amounts, as the bits of a double
   *   cells          null until the total is busy; then cells, each with wholes and fractions of its
   *                  own, and perhaps a thread that owns it
   *   busyness       how much the total is used, see Busyness; a hint
   *
   * Invariants
   *   I1  No part decreases: callers have refused negative, infinite and NaN amounts.
   *   I2  One amount goes wholly into one part, by one atomic addition, or, by the thread that alone
   *       writes the part, by one write. So no reader sees half an amount and none is lost.
   *   I3  Sums read one after the other never decrease. From I1, because sum() reads each part
   *       once, cells stay once published, and both kinds of addition are monotonic.
   *
   * Memory ordering
   *   Parts are changed by atomic additions or release writes, and read with acquire or stronger;
   *   the hint is plain. A sum includes every amount whose adding happens-before it, and may miss
   *   one that is being added.
   *
   * Busy totals
   *   An atomic addition costs what twenty others cost, and more where several processors use the
   *   same line. So now and then a call looks at the clock, and when the total is found busy again
   *   and again, cells are made. A thread that comes to a cell again and again owns it, and adds
   *   without an atomic operation.
   *   Totals that are used less stay small, however many threads use them. Once there are cells the
   *   base is left alone.
   *
   * Not promised
   *   Anything between two totals. That two threads see amounts of others come in the same order.
   *
   * Limits
   *   A whole part overflows after 2^32 amounts of WHOLE_MAX. At most Cells.MAX cells.
   *
   * I1 is tested in CounterTest, I2 and I3 in CounterConcurrencyTest and CounterStressTest, when cells
   * are made in BusyCounterTest.
   */

  private static final long WHOLE_MAX = 1L << 31;

  private static final VarHandle WHOLE;
  private static final VarHandle FRACTION_BITS;
  private static final VarHandle CELLS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      WHOLE = lookup.findVarHandle(StripedTotal.class, "whole", long.class);
      FRACTION_BITS = lookup.findVarHandle(StripedTotal.class, "fractionBits", long.class);
      CELLS = lookup.findVarHandle(StripedTotal.class, "cells", Cells.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile long whole;
  private volatile long fractionBits; // 0 is also the bits of 0.0

  @SuppressWarnings("unused") // written through CELLS
  private volatile @Nullable Cells cells;

  private int busyness;

  StripedTotal(Descriptor descriptor) {
    super(descriptor);
  }

  /** The clock that tells how busy the total is. */
  abstract TimeSource time();

  // The methods of the way to a cell are so small that the JIT compiler puts them into their
  // callers
  // even where it has not seen them used much: up to 35 bytes of code.

  final void addWhole(long amount) {
    if (amount > WHOLE_MAX) {
      addFraction((double) amount);
      return;
    }
    Cells all = cells;
    if (all == null) {
      addWholeToBase(amount);
    } else {
      all.mine().addToFirst(amount);
      changedByRelease();
    }
  }

  private void addWholeToBase(long amount) {
    assert amount >= 0 : amount;
    WHOLE.getAndAdd(this, amount);
    changed(); // first, as cells need memory
    lookIfDue();
  }

  final void addFraction(double amount) {
    Cells all = cells;
    if (all == null) {
      addFractionToBase(amount);
    } else {
      all.mine().addToSecond(amount);
      changedByRelease();
    }
  }

  private void addFractionToBase(double amount) {
    assert amount >= 0 && amount < Double.POSITIVE_INFINITY : amount;
    long before;
    do {
      before = fractionBits;
    } while (!FRACTION_BITS.compareAndSet(this, before, OwnedCell.plus(before, amount)));
    changed();
    lookIfDue();
  }

  private void lookIfDue() {
    if (Probe.isSample()) {
      busyness = Busyness.after(busyness, time().nanos());
      if (Busyness.isBusy(busyness)) {
        spread();
      }
    }
  }

  /** Makes cells, unless there are some. */
  final void spread() {
    if (cells == null) {
      CELLS.compareAndSet(this, null, new Cells());
    }
  }

  final boolean isSpread() {
    return cells != null;
  }

  final double sum() {
    long wholes = whole;
    double fractions = Double.longBitsToDouble(fractionBits);
    Cells all = cells;
    if (all != null) {
      for (int i = 0; i < Cells.MAX; i++) {
        OwnedCell cell = all.get(i);
        if (cell != null) {
          wholes += cell.first();
          fractions += cell.secondAsDouble();
        }
      }
    }
    return wholes + fractions;
  }
}
