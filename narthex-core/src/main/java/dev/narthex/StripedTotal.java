package dev.narthex;

import dev.narthex.model.Descriptor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A total that only goes up, spread over cells once threads meet on it. */
abstract sealed class StripedTotal extends Metric permits Counter {

  /*
   * Representation
   *   whole          amounts that are integers up to WHOLE_MAX; exact
   *   fractionBits   all other amounts, as the bits of a double
   *   cells          null until contention is seen; then MAX_CELLS places, each filled with a
   *                  cell, which has a whole and a fraction of its own, when a thread comes to it
   *
   * Invariants
   *   I1  No part decreases: callers have refused negative, infinite and NaN amounts.
   *   I2  One amount goes wholly into one part, by one successful compare-and-set, so no reader
   *       sees half an amount and none is lost.
   *   I3  Sums read one after the other never decrease. From I1, because sum() reads each part
   *       once, cells stay once published, and both kinds of addition are monotonic.
   *
   * Memory ordering
   *   Places of cells are read with acquire; all other access is volatile or stronger. A sum
   *   includes every amount whose adding happens-before it, and may miss one that is being added.
   *
   * Contention
   *   A failed compare-and-set is tried once more before cells are made, so that a million quiet
   *   counters on which two threads met once stay small. Once there are cells the base is left
   *   alone: it is the line everybody fought for.
   *
   * Not promised
   *   Anything between two totals. That two threads see amounts of others come in the same order.
   *
   * Limits
   *   A whole part overflows after 2^32 amounts of WHOLE_MAX. MAX_CELLS cells, each padded.
   *
   * I1 is tested in CounterTest, I2 and I3 in CounterConcurrencyTest and CounterStressTest.
   */

  private static final long WHOLE_MAX = 1L << 31;

  static final int MAX_CELLS = Integer.highestOneBit(2
          * Math.max(2, Math.min(64, Runtime.getRuntime().availableProcessors()))
      - 1);

  private static final VarHandle WHOLE;
  private static final VarHandle FRACTION_BITS;
  private static final VarHandle CELLS;
  private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(Cell[].class);

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      WHOLE = lookup.findVarHandle(StripedTotal.class, "whole", long.class);
      FRACTION_BITS = lookup.findVarHandle(StripedTotal.class, "fractionBits", long.class);
      CELLS = lookup.findVarHandle(StripedTotal.class, "cells", Cell[].class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile long whole;
  private volatile long fractionBits; // 0 is also the bits of 0.0
  private volatile Cell @Nullable [] cells;

  StripedTotal(Descriptor descriptor) {
    super(descriptor);
  }

  final void addWhole(long amount) {
    assert amount >= 0 : amount;
    if (amount > WHOLE_MAX) {
      addFraction((double) amount);
      return;
    }
    if (cells == null) {
      long before = whole;
      if (WHOLE.compareAndSet(this, before, before + amount)) {
        return;
      }
      before = whole;
      if (WHOLE.compareAndSet(this, before, before + amount)) {
        return;
      }
    }
    Cell cell = cell(Probe.current());
    while (!cell.tryAddWhole(amount)) {
      cell = cell(Probe.advance());
    }
  }

  final void addFraction(double amount) {
    assert amount >= 0 && amount < Double.POSITIVE_INFINITY : amount;
    if (cells == null) {
      long before = fractionBits;
      if (FRACTION_BITS.compareAndSet(this, before, plus(before, amount))) {
        return;
      }
      before = fractionBits;
      if (FRACTION_BITS.compareAndSet(this, before, plus(before, amount))) {
        return;
      }
    }
    Cell cell = cell(Probe.current());
    while (!cell.tryAddFraction(amount)) {
      cell = cell(Probe.advance());
    }
  }

  final double sum() {
    long wholes = whole;
    double fractions = Double.longBitsToDouble(fractionBits);
    Cell[] all = cells;
    if (all != null) {
      for (int i = 0; i < all.length; i++) {
        Cell cell = (Cell) PLACE.getAcquire(all, i);
        if (cell != null) {
          wholes += cell.whole;
          fractions += Double.longBitsToDouble(cell.fractionBits);
        }
      }
    }
    return wholes + fractions;
  }

  private static long plus(long bits, double amount) {
    return Double.doubleToRawLongBits(Double.longBitsToDouble(bits) + amount);
  }

  private Cell cell(int probe) {
    Cell[] all = cells;
    if (all == null) {
      all = new Cell[MAX_CELLS];
      Cell[] others = (Cell[]) CELLS.compareAndExchange(this, null, all);
      all = others != null ? others : all;
    }
    int place = probe & (all.length - 1);
    Cell cell = (Cell) PLACE.getAcquire(all, place);
    if (cell == null) {
      cell = new Cell();
      Cell others = (Cell) PLACE.compareAndExchange(all, place, null, cell);
      cell = others != null ? others : cell;
    }
    return cell;
  }

  /** Keeps the fields of a cell off the cache line before them; superclass fields are laid first. */
  private abstract static class PaddingBefore {
    @SuppressWarnings("unused")
    long before0, before1, before2, before3, before4, before5, before6;
  }

  private abstract static class CellFields extends PaddingBefore {
    volatile long whole;
    volatile long fractionBits;
  }

  private static final class Cell extends CellFields {

    private static final VarHandle CELL_WHOLE;
    private static final VarHandle CELL_FRACTION_BITS;

    static {
      try {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        CELL_WHOLE = lookup.findVarHandle(CellFields.class, "whole", long.class);
        CELL_FRACTION_BITS = lookup.findVarHandle(CellFields.class, "fractionBits", long.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    /** Keeps what the heap puts next off the cache line of the fields. */
    @SuppressWarnings("unused")
    long after0, after1, after2, after3, after4, after5, after6;

    boolean tryAddWhole(long amount) {
      long before = whole;
      return CELL_WHOLE.compareAndSet(this, before, before + amount);
    }

    boolean tryAddFraction(double amount) {
      long before = fractionBits;
      return CELL_FRACTION_BITS.compareAndSet(this, before, plus(before, amount));
    }
  }
}
