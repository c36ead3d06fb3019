package dev.narthex;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link SeriesTable} does to its array: open addressing with linear probing. A slot is null, a
 * {@link Series}, a {@link Sleeper}, or {@link #REMOVED}, over which a search goes on.
 */
final class Slots {

  static final Object REMOVED = new Object();

  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

  private Slots() {}

  /** The next place with an entry of this hash, or -1. There must be a slot that is null. */
  static int nextPlace(@Nullable Object[] slots, int hash, int from) {
    int mask = slots.length - 1;
    for (int i = from & mask; ; i = (i + 1) & mask) {
      Object slot = SLOT.getAcquire(slots, i);
      if (slot == null) {
        return -1;
      }
      if (slot instanceof Series<?> series
          ? series.hash == hash
          : slot instanceof Sleeper<?> sleeper && sleeper.hash == hash) {
        return i;
      }
    }
  }

  /** What is at a place by now: since it was found it may have become another entry or REMOVED. */
  static @Nullable Object get(@Nullable Object[] slots, int place) {
    return SLOT.getAcquire(slots, place);
  }

  /** Publishes an entry, or its end. */
  static void set(@Nullable Object[] slots, int place, Object entry) {
    SLOT.setRelease(slots, place, entry);
  }

  /** Publishes an entry at the first free place for its hash. */
  static void put(@Nullable Object[] slots, int hash, Object entry) {
    int mask = slots.length - 1;
    int i = hash & mask;
    while (slots[i] != null) {
      i = (i + 1) & mask;
    }
    set(slots, i, entry);
  }
}
