package dev.narthex.it;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what happens in another process, which can only be asked again and again. */
final class Await {

  private static final Duration INTERVAL = Duration.ofMillis(50);

  private final Duration deadline;

  private Await(Duration deadline) {
    this.deadline = deadline;
  }

  /** How long to wait at most. It is long, as it is reached only when something is broken. */
  static Await atMost(Duration deadline) {
    return new Await(deadline);
  }

  /**
   * Asks until there is an answer.
   *
   * @param what what is waited for, for the error message
   * @param answer looks for it; empty when it is not there yet
   * @return the first answer that is there
   * @throws AssertionError if the deadline passes
   */
  <T> T until(String what, Supplier<Optional<T>> answer) {
    long start = System.nanoTime();
    while (true) {
      Optional<T> found = answer.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() - start > deadline.toNanos()) {
        throw new AssertionError("Waited " + deadline.toSeconds() + " s in vain for " + what + ".");
      }
      // Nothing in this process can wake us: it is another one that we wait for.
      LockSupport.parkNanos(INTERVAL.toNanos());
    }
  }
}
