package dev.narthex;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Threads that start together and each do a fixed amount of work, and others that look on, again and
 * again, until the work is done. The first thing that one of them throws fails the test.
 */
public final class Race {

  /** What one thread does. */
  @FunctionalInterface
  public interface Body {
    void run(int thread) throws Exception;
  }

  /** Far more than any of these tests takes, on however busy a machine; met only when a thread hangs. */
  private static final long PATIENCE_SECONDS = 600;

  private final List<Body> workers = new ArrayList<>();
  private final List<Body> onlookers = new ArrayList<>();

  /** Adds threads that run {@code body} once, each with its number, from 0 on. */
  public Race workers(int threads, Body body) {
    for (int i = 0; i < threads; i++) {
      int thread = i;
      workers.add(ignored -> body.run(thread));
    }
    return this;
  }

  /** Adds a thread that runs {@code body} at least once, and until all workers are done. */
  public Race onlooker(Body body) {
    onlookers.add(body);
    return this;
  }

  /** Runs all threads to their end. */
  public void run() throws Exception {
    int threads = workers.size() + onlookers.size();
    CyclicBarrier start = new CyclicBarrier(threads);
    CountDownLatch working = new CountDownLatch(workers.size());
    ExecutorService executor = Executors.newFixedThreadPool(threads, task -> {
      Thread thread = new Thread(task, "race");
      thread.setDaemon(true); // a thread that hangs fails the test, not the build
      return thread;
    });
    List<Future<?>> futures = new ArrayList<>();
    for (Body body : workers) {
      futures.add(executor.submit(() -> {
        try {
          start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
          body.run(0);
        } finally {
          working.countDown();
        }
        return null;
      }));
    }
    for (Body body : onlookers) {
      futures.add(executor.submit(() -> {
        start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        do {
          body.run(0);
        } while (working.getCount() > 0);
        return null;
      }));
    }
    executor.shutdown();
    finish(futures);
  }

  /**
   * Waits for all, and throws what one of them threw.
   *
   * @throws Exception if one failed or did not end
   */
  static void finish(List<? extends Future<?>> futures) throws Exception {
    for (Future<?> future : futures) {
      try {
        future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof AssertionError failure) {
          throw failure;
        }
        throw e;
      }
    }
  }
}
