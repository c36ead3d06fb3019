package dev.narthex.benchmarks.jvm;

import com.sun.management.OperatingSystemMXBean;
import dev.narthex.Registry;
import dev.narthex.jvm.JfrMetrics;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * What the metrics of the flight recorder cost a program that allocates, throws, and fights for a
 * monitor: CPU time for each operation, with them and without, and that of the recorder's own threads. The two need a JVM each, because JFR
 * leaves some of what it prepared behind; run each several times, in turn, and compare the medians.
 *
 * <pre>
 * for i in 1 2 3 4 5; do for mode in off on; do
 *   java -Xmx512m -cp benchmarks.jar dev.narthex.benchmarks.jvm.JfrCost $mode; done; done
 * </pre>
 */
public final class JfrCost {

  private static final int THREADS = 2;
  private static final long WARM_UP_SECONDS = 5;
  private static final long MEASURED_SECONDS = 10;

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private static final ThreadMXBean THREAD_BEAN = ManagementFactory.getThreadMXBean();

  private final AtomicLong operations = new AtomicLong();
  private final Object monitor = new Object();
  private long shared;
  private volatile boolean stopped;

  /** Keeps what is allocated from being optimised away. */
  @SuppressWarnings("UnusedVariable") // to be written is all it is for
  private volatile Object last = "";

  private JfrCost() {}

  /**
   * Measures.
   *
   * @param args {@code on} or {@code off}
   */
  public static void main(String[] args) throws InterruptedException {
    if (args[0].equals("on")) {
      JfrMetrics.start(new Registry());
    }
    new JfrCost().run(args[0]);
  }

  private void run(String mode) throws InterruptedException {
    Thread[] threads = new Thread[THREADS];
    for (int i = 0; i < THREADS; i++) {
      threads[i] = new Thread(this::work, "work-" + i);
      threads[i].start();
    }
    TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
    long operationsBefore = operations.get();
    long cpuBefore = SYSTEM.getProcessCpuTime();
    long recorderBefore = cpuOfRecorder();
    TimeUnit.SECONDS.sleep(MEASURED_SECONDS);
    double cpu = SYSTEM.getProcessCpuTime() - cpuBefore;
    double recorder = cpuOfRecorder() - recorderBefore;
    double done = operations.get() - operationsBefore;
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.printf(
        "%-3s %,12.0f operations/s, %.2f us of CPU each; the recorder's threads took %.2f ms a second%n",
        mode, done / MEASURED_SECONDS, cpu / done / 1000, recorder / MEASURED_SECONDS / 1e6);
  }

  /** What the threads took that record and count, in nanoseconds. */
  private static long cpuOfRecorder() {
    long nanos = 0;
    for (long id : THREAD_BEAN.getAllThreadIds()) {
      ThreadInfo thread = THREAD_BEAN.getThreadInfo(id);
      if (thread != null && thread.getThreadName().toLowerCase(Locale.ROOT).contains("jfr")) {
        nanos += Math.max(0, THREAD_BEAN.getThreadCpuTime(id));
      }
    }
    return nanos;
  }

  private void work() {
    while (!stopped) {
      for (int i = 0; i < 100; i++) {
        last = new byte[1000];
      }
      try {
        throw new IllegalStateException("thrown " + shared);
      } catch (IllegalStateException e) {
        last = e;
      }
      synchronized (monitor) {
        for (int i = 0; i < 100; i++) {
          shared += i ^ shared;
        }
        if (shared % 50_000 == 0) {
          LockSupport.parkNanos(1);
        }
      }
      operations.incrementAndGet();
    }
  }
}
