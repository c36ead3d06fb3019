package dev.narthex;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** Cells for the threads that meet on one metric, each made when a thread first comes to its place. */
final class Cells {

  /*
   * Invariants
   *   C1  A cell, once published, stays. So a reader that goes over all places meets each number that
   *       was in a cell when it began.
   *
   * Memory ordering
   *   Places are written by compare-and-set and read with acquire.
   *
   * Limits
   *   MAX cells: as many as there are processors, rounded up to a power of two.
   *
   * C1 is tested with those who use it: CounterStressTest, GaugeStressTest.
   */

  static final int MAX = Integer.highestOneBit(2
          * Math.max(2, Math.min(64, Runtime.getRuntime().availableProcessors()))
      - 1);

  private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(OwnedCell[].class);

  private final OwnedCell[] places = new OwnedCell[MAX];

  /** The cell of the current thread. */
  OwnedCell mine() {
    int place = Probe.current() & (MAX - 1);
    OwnedCell cell = get(place);
    return cell != null ? cell : made(place);
  }

  private OwnedCell made(int place) {
    OwnedCell cell = new OwnedCell();
    OwnedCell others = (OwnedCell) PLACE.compareAndExchange(places, place, null, cell);
    return others != null ? others : cell;
  }

  /** The cell at a place from 0 to {@link #MAX} − 1, or null if nobody has come to it. */
  @Nullable
  OwnedCell get(int place) {
    return (OwnedCell) PLACE.getAcquire(places, place);
  }
}
