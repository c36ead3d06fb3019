package dev.narthex;

/**
 * Which stripe a thread tries first. Threads that met on one stripe are moved apart, and stay apart.
 */
final class Probe {

  /*
   * Representation
   *   A table of fixed size; a thread's place in it is the low bits of its id, and its probe is
   *   what stands there plus the high bits. So a million virtual threads cost nothing, where a
   *   ThreadLocal would cost a map entry each.
   *
   * Memory ordering
   *   Plain reads and writes. A lost or stale move means one more collision, nothing else: which
   *   stripe a number goes to never changes the total.
   *
   * Not promised
   *   That two threads can be moved apart: those whose ids are equal modulo SLOTS share a place and
   *   move together. Their probes differ by their high bits, so they meet only if these are equal
   *   modulo the number of stripes too.
   */

  private static final int SLOT_BITS = 8;
  private static final int SLOTS = 1 << SLOT_BITS;

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
    long id = threadId();
    return PROBES[slot(id)] + highBits(id);
  }

  /** Moves the current thread on after a collision, and returns its new probe. */
  static int advance() {
    long id = threadId();
    return ++PROBES[slot(id)] + highBits(id);
  }

  private static int slot(long threadId) {
    return (int) threadId & (SLOTS - 1);
  }

  private static int highBits(long threadId) {
    return (int) (threadId >>> SLOT_BITS);
  }

  @SuppressWarnings("deprecation") // threadId() exists only from JDK 19 on; ids differ either way
  private static long threadId() {
    return Thread.currentThread().getId();
  }
}
