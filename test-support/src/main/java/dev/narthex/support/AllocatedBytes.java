package dev.narthex.support;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** How many bytes the calling thread allocates, counted by the JVM. */
public final class AllocatedBytes {

  /** A search in vain takes so many runs and so long: both are met only when something allocates. */
  private static final int RUNS = 300;

  private static final Duration TIME = Duration.ofSeconds(60);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private AllocatedBytes() {}

  /**
   * The least that one of many runs allocates. Some runs allocate what others do not: a class is loaded,
   * a table grows, or the compiler has not come to the code yet. How many these are depends on how busy
   * the machine is, so a number of runs alone does not end the search.
   *
   * @param enough ends the search with the first run that allocates no more than so many bytes
   * @param run what is run again and again by the calling thread
   */
  public static long leastOf(long enough, Runnable run) {
    long begin = System.nanoTime();
    long least = Long.MAX_VALUE;
    for (int runs = 0;
        least > enough && (runs < RUNS || System.nanoTime() - begin < TIME.toNanos());
        runs++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      run.run();
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
