package dev.narthex.support;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits until something is so that another thread brings about. */
public final class Await {

  /** Long, as it is reached only when something is broken, and machines of tests are busy. */
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  /** The processor belongs to the one that is waited for, of which there may be only one. */
  private static final Duration INTERVAL = Duration.ofMillis(2);

  private Await() {}

  /**
   * Looks again and again until the condition holds.
   *
   * @param what what is waited for, as a statement, for the error message
   * @param condition asked by the calling thread, at once and then every few milliseconds
   * @throws AssertionError if it does not hold within a minute
   */
  public static void until(String what, BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begin > DEADLINE.toNanos()) {
        throw new AssertionError("Not so within " + DEADLINE.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(INTERVAL.toNanos());
    }
  }
}
