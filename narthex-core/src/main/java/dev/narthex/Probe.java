package dev.narthex;

/**
 * Which stripe a thread tries first. Threads that met on one stripe are moved apart, and stay apart.
 */
final class Probe {

  /*
   * Representation
   *   A table of fixed size; a thread's place in it follows from its id. So a million virtual
   *   threads cost nothing, where a ThreadLocal would cost a map entry each.
   *
   * Memory ordering
   *   Plain reads and writes. A lost or stale move means one more collision, nothing else: which
   *   stripe a number goes to never changes the total.
   *
   * Not promised
   *   That two threads have different probes: threads whose ids are equal modulo SLOTS share one.
   */

  private static final int SLOTS = 256;

  private static final int[] PROBES = new int[SLOTS];

  static {
    for (int i = 0; i < SLOTS; i++) {
      PROBES[i] =
          i; // neighbours in age, such as the threads of one pool, begin on different stripes
    }
  }

  private Probe() {}

  /** The probe of the current thread; only its low bits matter. */
  static int current() {
    return PROBES[slot()];
  }

  /** Moves the current thread on after a collision, and returns its new probe. */
  static int advance() {
    return ++PROBES[slot()];
  }

  @SuppressWarnings("deprecation") // threadId() exists only from JDK 19 on; ids differ either way
  private static int slot() {
    return (int) Thread.currentThread().getId() & (SLOTS - 1);
  }
}
