package dev.narthex;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Two numbers that share their cache lines with nothing else, and to which the thread that comes most
 * often adds without an atomic operation. What they mean is up to who uses the {@link Cells}.
 */
final class OwnedCell extends OwnedCellFields {

  /*
   * Representation
   *   first, second         what threads have added that are not the owner; the second number may be
   *                         a long or the bits of a double
   *   ownFirst, ownSecond   what owners have added
   *   owner                 the owner; null before the first. Weak: a metric keeps no thread
   *   user                  the thread that looked last, or 0; a hint
   *
   * Invariants
   *   O1  Only the owner writes ownFirst and ownSecond. So it needs no atomic operation.
   *   O2  The owner changes by compare-and-set, from none or from one that has ended. What a thread
   *       did happens-before another finds it ended (Java Language Specification, 17.4.5), so a new
   *       owner goes on from the numbers of the last.
   *
   * Memory ordering
   *   Owners write with release; all other access is volatile.
   *
   * Looking
   *   One call in some of those by other threads looks: a thread that finds itself again becomes the
   *   owner; one that finds an owner moves on to another cell, see Probe.
   *
   * O1 and O2 are tested in BusyCounterTest and, under races, in OwnedCellStressTest.
   */

  private static final VarHandle FIRST;
  private static final VarHandle SECOND;
  private static final VarHandle OWN_FIRST;
  private static final VarHandle OWN_SECOND;
  private static final VarHandle OWNER;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      Class<?> fields = OwnedCellFields.class;
      FIRST = lookup.findVarHandle(fields, "first", long.class);
      SECOND = lookup.findVarHandle(fields, "second", long.class);
      OWN_FIRST = lookup.findVarHandle(fields, "ownFirst", long.class);
      OWN_SECOND = lookup.findVarHandle(fields, "ownSecond", long.class);
      OWNER = lookup.findVarHandle(fields, "owner", WeakReference.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Keeps what the heap puts next off the cache line of the fields. */
  @SuppressWarnings("unused")
  long after0, after1, after2, after3, after4, after5, after6;

  void addToFirst(long amount) {
    if (isOwned()) {
      OWN_FIRST.setRelease(this, ownFirst + amount);
    } else {
      addToSharedFirst(amount);
    }
  }

  private void addToSharedFirst(long amount) {
    FIRST.getAndAdd(this, amount);
    lookIfDue();
  }

  void addToSecond(long amount) {
    if (isOwned()) {
      OWN_SECOND.setRelease(this, ownSecond + amount);
    } else {
      addToSharedSecond(amount);
    }
  }

  private void addToSharedSecond(long amount) {
    SECOND.getAndAdd(this, amount);
    lookIfDue();
  }

  void addToSecond(double amount) {
    if (isOwned()) {
      OWN_SECOND.setRelease(this, plus(ownSecond, amount));
    } else {
      addToSharedSecond(amount);
    }
  }

  private void addToSharedSecond(double amount) {
    long before;
    do {
      before = second;
    } while (!SECOND.compareAndSet(this, before, plus(before, amount)));
    lookIfDue();
  }

  /** Adds to a double that is given, and taken back, as its bits. */
  static long plus(long bits, double amount) {
    return Double.doubleToRawLongBits(Double.longBitsToDouble(bits) + amount);
  }

  /** Whether the current thread is the owner. */
  private boolean isOwned() {
    WeakReference<Thread> now = owner;
    return now != null && now.refersTo(Thread.currentThread());
  }

  private void lookIfDue() {
    if (Probe.isSample()) {
      look();
    }
  }

  /** Finds the current thread a cell: this one, if it was also the last to look, or the next. */
  void look() {
    WeakReference<Thread> before = owner;
    Thread last = before == null ? null : before.get();
    int thread = Probe.currentThread();
    if (last != null && last.isAlive()) {
      Probe.advance();
    } else if (user == thread) {
      OWNER.compareAndSet(this, before, new WeakReference<>(Thread.currentThread()));
    } else {
      user = thread;
    }
  }

  /** The first number. */
  long first() {
    return first + (long) OWN_FIRST.getAcquire(this);
  }

  /** The second number, if longs were added to it. */
  long second() {
    return second + (long) OWN_SECOND.getAcquire(this);
  }

  /** The second number, if doubles were added to it. */
  double secondAsDouble() {
    return Double.longBitsToDouble(second)
        + Double.longBitsToDouble((long) OWN_SECOND.getAcquire(this));
  }
}

/** Keeps the fields of a cell off the cache line before them: fields of a superclass are laid first. */
abstract class CellPadding {
  @SuppressWarnings("unused")
  long before0, before1, before2, before3, before4, before5, before6;
}

abstract class OwnedCellFields extends CellPadding {
  volatile long first;
  volatile long second;
  long ownFirst;
  long ownSecond;
  volatile @Nullable WeakReference<Thread> owner;
  int user;
}
