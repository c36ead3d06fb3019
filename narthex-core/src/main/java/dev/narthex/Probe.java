package dev.narthex;

/**
 * Which stripe a thread tries first, and which of its calls look around. Threads that met on one stripe
 * are moved apart, and stay apart.
 */
final class Probe {

  /*
   * Representation
   *   Tables of fixed size; a thread's place in them is the low bits of its id, and its probe is
   *   what stands there plus the high bits. So a million virtual threads cost nothing, where a
   *   ThreadLocal would cost a map entry each. RANDOM has one number for each cache line, as it is
   *   written often.
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

  private static final int LINE_BITS = 4; // 16 ints
  private static final int[] RANDOM = new int[SLOTS << LINE_BITS];

  private static final int SAMPLING_BITS = 6;

  /** One call in so many is a sample. */
  static final int SAMPLING = 1 << SAMPLING_BITS;

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

  /**
   * Chooses one call in {@link #SAMPLING}, at random, so that none of several metrics which are always
   * used in the same order is left out.
   */
  static boolean isSample() {
    return nextRandom(slot(threadId()) << LINE_BITS) >>> (Integer.SIZE - SAMPLING_BITS) == 0;
  }

  private static int nextRandom(int place) {
    int next = RANDOM[place] * 0x915F77F5 + 0x3C6EF35F; // odd numbers, the first of them 1 modulo 4
    RANDOM[place] = next;
    return next;
  }

  /** A number for the current thread, not 0, that few threads share. */
  static int currentThread() {
    return (int) threadId() | Integer.MIN_VALUE;
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
