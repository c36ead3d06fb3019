package dev.narthex.http;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
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
 * @param maxWaiting how many more may wait until one of those is over
 */
record ServerThreads(ExecutorService executor, int maxRequests, int maxWaiting) {

  /** A client that dawdles has a thread of the pool for itself, so there are some to spare. */
  static final int MAX_POOL_THREADS = 64;

  /** A request that waits costs little more than its connection, which is open anyway. */
  static final int MAX_WAITING_FOR_POOL = 1024;

  /** A virtual thread costs little, the buffers of its connection some 50 KiB. */
  static final int MAX_VIRTUAL_THREADS = 1024;

  /** Longer than the usual scrape interval, so that one thread serves one Prometheus for ever. */
  static final long IDLE_THREAD_SECONDS = 90;

  /** A thread that is done is back within microseconds, unless the machine is out of breath. */
  private static final long HANDOVER_SECONDS = 1;

  /**
   * From this JDK on, a virtual thread that blocks in a synchronized method frees its carrier. The
   * JDK's server reads and writes in such methods. Before, as many slow clients as there are
   * processors would stop all virtual threads of the program.
   */
  private static final int FIRST_JDK_WITHOUT_PINNING = 24;

  static ServerThreads create(String name) {
    if (Runtime.version().feature() >= FIRST_JDK_WITHOUT_PINNING) {
      return new ServerThreads(virtualThreads(), MAX_VIRTUAL_THREADS, 0);
    }
    return pool(name);
  }

  /**
   * Threads come as they are needed and go when they are not. Requests do not wait in here, as a
   * {@link ThreadPoolExecutor} with a queue either lets them wait before it makes a second thread, or
   * makes a thread for each though others are idle.
   */
  static ServerThreads pool(String name) {
    ThreadPoolExecutor pool = new ThreadPoolExecutor(
        0,
        MAX_POOL_THREADS,
        IDLE_THREAD_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        daemons(name),
        ServerThreads::handOver);
    return new ServerThreads(pool, MAX_POOL_THREADS, MAX_WAITING_FOR_POOL);
  }

  /**
   * Passes a request to a thread that is done with its own, and so not counted any more, but is not
   * back yet where new ones are handed out. There is one: fewer requests are under way than threads
   * are there.
   */
  private static void handOver(Runnable request, ThreadPoolExecutor pool) {
    try {
      if (!pool.isShutdown()
          && pool.getQueue().offer(request, HANDOVER_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new RejectedExecutionException("the pool is shut down, or its threads are stuck");
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
