package dev.narthex;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Something that a second thread does while a test looks on. Waits are bounded, and end at once. */
final class Background<T> {

  private static final long PATIENCE_SECONDS = 60;

  private final FutureTask<T> task;
  private final Thread thread;

  private Background(Callable<T> call) {
    task = new FutureTask<>(call);
    thread = new Thread(task, "background");
    thread.setDaemon(true); // one that hangs fails the test, not the build
  }

  static <T> Background<T> begin(Callable<T> call) {
    Background<T> background = new Background<>(call);
    background.thread.start();
    return background;
  }

  /** Returns when the thread waits for another one. */
  Background<T> whenItWaits() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      if (task.isDone() || System.nanoTime() - end > 0) {
        throw new AssertionError("The thread waits for nobody; it is " + thread.getState());
      }
      Thread.onSpinWait();
    }
    return this;
  }

  void interrupt() {
    thread.interrupt();
  }

  T result() throws Exception {
    return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits for a latch, as a source waits that is slow. */
  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("The other thread did not come.");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
