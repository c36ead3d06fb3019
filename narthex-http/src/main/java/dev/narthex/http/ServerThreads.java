package dev.narthex.http;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads a server runs its requests on, if it is not given others: virtual ones where they do
 * no harm, else a small pool.
 *
 * @param executor runs the requests, and is to be shut down
 * @param maxRequests how many requests at once it is good for
 */
record ServerThreads(ExecutorService executor, int maxRequests) {

  /** A client that dawdles has a thread of the pool for itself, so there are some to spare. */
  static final int MAX_POOL_THREADS = 64;

  /** A virtual thread costs little, the buffers of its connection some 50 KiB. */
  static final int MAX_VIRTUAL_THREADS = 1024;

  /** Longer than the usual scrape interval, so that one thread serves one Prometheus for ever. */
  static final long IDLE_THREAD_SECONDS = 90;

  /**
   * From this JDK on, a virtual thread that blocks in a synchronized method frees its carrier. The
   * JDK's server reads and writes in such methods. Before, as many slow clients as there are
   * processors would stop all virtual threads of the program.
   */
  private static final int FIRST_JDK_WITHOUT_PINNING = 24;

  static ServerThreads create(String name) {
    if (Runtime.version().feature() >= FIRST_JDK_WITHOUT_PINNING) {
      return new ServerThreads(virtualThreads(), MAX_VIRTUAL_THREADS);
    }
    return pool(name);
  }

  /** Threads come as they are needed and go when they are not. None waits in a queue. */
  static ServerThreads pool(String name) {
    ThreadPoolExecutor pool = new ThreadPoolExecutor(
        0,
        MAX_POOL_THREADS,
        IDLE_THREAD_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        daemons(name));
    return new ServerThreads(pool, MAX_POOL_THREADS);
  }

  /** The only call that JDK 17 does not have. */
  private static ExecutorService virtualThreads() {
    try {
      MethodHandle create = MethodHandles.publicLookup()
          .findStatic(
              Executors.class,
              "newVirtualThreadPerTaskExecutor",
              MethodType.methodType(ExecutorService.class));
      return (ExecutorService) create.invokeExact();
    } catch (Throwable t) {
      throw new LinkageError("This JDK has no virtual threads, but must.", t);
    }
  }

  /** Makes threads that do not keep a program alive. */
  static ThreadFactory daemons(String name) {
    AtomicInteger made = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + made.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
