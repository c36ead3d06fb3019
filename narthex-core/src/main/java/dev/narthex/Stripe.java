package dev.narthex;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A part of the state of a metric that has several fields which must agree, guarded by a lock.
 * {@link StripedMetric} holds the rules.
 */
abstract class Stripe {

  /**
   * How many longs fill a cache line. Stripes made under contention end in so many, and so do their
   * arrays: else the heap puts several stripes on one line, and threads that write to different
   * stripes still wait for each other.
   */
  static final int PADDING = 8;

  static final int FREE = 0;
  private static final int WRITTEN = 1;
  private static final int READ = 2;

  private static final VarHandle LOCK;

  static {
    try {
      LOCK = MethodHandles.lookup().findVarHandle(Stripe.class, "lock", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Read and written through LOCK, but for {@link StripedMetric}'s I5. */
  volatile int lock;

  /** Takes the stripe for writing if it is free. All that its last holder wrote is then visible. */
  final boolean tryLock() {
    return tryLock(WRITTEN);
  }

  /** Takes the stripe for reading, waiting for its holder: a reader must see every stripe. */
  @SuppressWarnings("ThreadPriorityCheck") // a hint, not relied on
  final void lockForReading() {
    while (!tryLock(READ)) {
      // Not a spin: with more busy threads than processors the holder may have lost its own.
      Thread.yield();
    }
  }

  private boolean tryLock(int by) {
    return (int) LOCK.getOpaque(this) == FREE
        && (int) LOCK.compareAndExchangeAcquire(this, FREE, by) == FREE;
  }

  /** Whether a reader holds the stripe. By the time the caller knows, it may be otherwise. */
  final boolean isBeingRead() {
    return (int) LOCK.getOpaque(this) == READ;
  }

  /** Gives the stripe back, and publishes all that was written to it. */
  final void unlock() {
    LOCK.setRelease(this, FREE);
  }
}
