package dev.narthex.jvm;

/**
 * A group of metrics that {@link JvmMetrics} can switch on or off as a whole. {@code docs/jvm.md} lists
 * the metrics of each.
 *
 * @since 0.1
 */
public enum JvmGroup {
  /** CPU time, memory, descriptors and network bytes of the process, as {@link ProcessMetrics}. */
  PROCESS(true),
  /** Memory by area, heap and non-heap, and objects that wait for their finalizer. */
  MEMORY(true),
  /** Memory by pool, now and after the last collection, the parts of the code cache included. */
  MEMORY_POOLS(true),
  /** Bytes allocated, by memory pool and in all, and bytes promoted to the old generation. */
  ALLOCATION(true),
  /** Collections, pauses by collector, action and cause, concurrent cycles. */
  GC(true),
  /** Threads alive, daemon, peak and started. */
  THREADS(true),
  /** Threads by state. It takes no safepoint: the states are read, not dumped. */
  THREAD_STATES(true),
  /** The scheduler of virtual threads, from JDK 24 on. */
  VIRTUAL_THREADS(true),
  /** Classes loaded and unloaded. */
  CLASSES(true),
  /** Time spent in just-in-time compilation. */
  COMPILATION(true),
  /** Buffer pools and the limit of direct memory. */
  BUFFER_POOLS(true),
  /** Name, vendor and version of the runtime. */
  RUNTIME(true),
  /**
   * Deadlocked threads. Off unless switched on: each scrape then stops all threads twice, for the time
   * that the search takes.
   */
  DEADLOCKS(false),
  /**
   * Native memory by category, if the JVM was started with {@code -XX:NativeMemoryTracking=summary}.
   * Off unless switched on: it runs a diagnostic command in each scrape and has some 50 series.
   */
  NATIVE_MEMORY(false),
  /**
   * CPU time of the garbage collector's own threads, concurrent work included. Off unless switched on:
   * where the JDK does not tell it, each scrape lists the threads in {@code /proc} and reads some files.
   */
  GC_CPU(false);

  private final boolean onByDefault;

  JvmGroup(boolean onByDefault) {
    this.onByDefault = onByDefault;
  }

  /**
   * Whether {@link JvmMetrics#register} has this group.
   *
   * @return false for what costs more than nobody notices
   */
  public boolean isOnByDefault() {
    return onByDefault;
  }
}
