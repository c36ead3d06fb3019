package dev.narthex.benchmarks.memory;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/** Two threads that use one child after the other, both the same at the same time. */
final class Contention {

  private static final int ROUNDS = 5_000;

  private Contention() {}

  /** What is done in each round to each child. */
  interface Use {
    void use(int child, int round);
  }

  /** Returns when both threads have used all children. */
  static void on(int fromChild, int toChild, Use use) throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    Thread other = new Thread(() -> useAll(fromChild, toChild, use, both), "contender");
    other.start();
    useAll(fromChild, toChild, use, both);
    other.join();
  }

  private static void useAll(int fromChild, int toChild, Use use, CyclicBarrier both) {
    for (int child = fromChild; child < toChild; child++) {
      try {
        both.await();
      } catch (InterruptedException | BrokenBarrierException e) {
        throw new IllegalStateException("The other thread is gone.", e);
      }
      for (int round = 0; round < ROUNDS; round++) {
        use.use(child, round);
      }
    }
  }
}
