package dev.narthex;

/**
 * How busy a metric is, told by calls that look at the clock now and then, in one int.
 *
 * <p>The int holds when somebody looked last, in ticks, and for how many ticks the metric has been busy
 * by then. It is a hint: of two looks at the same time one may be forgotten.
 */
final class Busyness {

  private static final int TICK_BITS = 20;

  /** About a millisecond. */
  static final long TICK_NANOS = 1 << TICK_BITS;

  /** So many ticks may lie between two looks at a busy metric: it is used some 30,000 times a second. */
  static final int MAX_GAP = 4;

  /**
   * For how many ticks it must have been busy. By then the JIT compiler is done with the code that a
   * quiet metric needs. It finds out by itself when other code begins to be used; were that to begin
   * while it gathers its profile, it would take it for rare.
   */
  static final int BUSY_TICKS = 128;

  private static final int BUSY_BITS = 8;
  private static final int BUSY_MASK = (1 << BUSY_BITS) - 1;

  private Busyness() {}

  /** What a metric's int is after one more look. */
  static int after(int before, long nanos) {
    int now = (int) (nanos >> TICK_BITS) << BUSY_BITS;
    int passed = (now - (before & ~BUSY_MASK)) >>> BUSY_BITS;
    int busyFor = (before & BUSY_MASK) + passed;
    return now | (passed <= MAX_GAP ? Math.min(BUSY_TICKS, busyFor) : 0);
  }

  static boolean isBusy(int state) {
    return (state & BUSY_MASK) == BUSY_TICKS;
  }
}
