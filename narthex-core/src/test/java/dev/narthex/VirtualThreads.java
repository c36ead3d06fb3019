package dev.narthex;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Virtual threads, found by reflection because the tests are compiled for Java 17 too. */
final class VirtualThreads {

  private VirtualThreads() {}

  /** Runs each body in a virtual thread of its own, to its end; skips the test before JDK 21. */
  static void run(int threads, Race.Body body) throws Exception {
    assumeTrue(
        Runtime.version().feature() >= 21,
        () -> "Virtual threads need JDK 21 or later; this is " + Runtime.version() + ".");
    ExecutorService executor = (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    List<Future<?>> futures = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int thread = i;
      futures.add(executor.submit(() -> {
        body.run(thread);
        return null;
      }));
    }
    executor.shutdown();
    Race.finish(futures);
  }
}
