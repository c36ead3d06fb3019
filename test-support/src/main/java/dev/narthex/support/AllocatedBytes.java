package dev.narthex.support;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** How many bytes the calling thread allocates, counted by the JVM. */
public final class AllocatedBytes {

  /** Long, as it is reached only when something allocates that should not. */
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private AllocatedBytes() {}

  /**
   * The least that one of many runs allocates. Some runs allocate what others do not: a class is loaded,
   * a table grows, or the compiler has not come to the code yet. How many these are depends on how busy
   * the machine is, so what ends a search in vain is time, and not a number of runs.
   *
   * @param enough ends the search with the first run that allocates no more than so many bytes
   * @param run what is run again and again by the calling thread
   */
  public static long leastOf(long enough, Runnable run) {
    long begin = System.nanoTime();
    long least = Long.MAX_VALUE;
    while (least > enough && System.nanoTime() - begin <= DEADLINE.toNanos()) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      run.run();
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
