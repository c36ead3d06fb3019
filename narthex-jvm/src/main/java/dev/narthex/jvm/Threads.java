package dev.narthex.jvm;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/** How many threads there are and were, and how many of them wait for each other for ever. */
final class Threads {

  private Threads() {}

  static void addTo(Assembly assembly) {
    ThreadMXBean bean = ManagementFactory.getThreadMXBean();
    Table.Builder<ThreadMXBean> table = assembly.table(() -> bean);
    if (!assembly.hasOpenTelemetryNames()) { // there the thread states add up to these
      table
          .gauge("jvm_threads_current", "Threads that are alive.", ThreadMXBean::getThreadCount)
          .gauge(
              "jvm_threads_daemon",
              "Daemon threads that are alive.",
              ThreadMXBean::getDaemonThreadCount);
    }
    table
        .gauge(
            "jvm_threads_peak",
            "The most threads that were alive at once.",
            ThreadMXBean::getPeakThreadCount)
        .counter(
            "jvm_threads_started_total",
            "Threads started since the start of the JVM.",
            ThreadMXBean::getTotalStartedThreadCount);
    assembly.add(table);
  }

  /** Each of the two stops all threads for as long as the JVM searches. */
  static void addDeadlocksTo(Assembly assembly) {
    ThreadMXBean bean = ManagementFactory.getThreadMXBean();
    Table.Builder<ThreadMXBean> table = assembly.table(() -> bean);
    if (bean.isSynchronizerUsageSupported()) {
      table.gauge(
          "jvm_threads_deadlocked",
          "Threads in a deadlock over monitors or locks.",
          now -> length(now.findDeadlockedThreads()));
    }
    table.gauge(
        "jvm_threads_deadlocked_monitor",
        "Threads in a deadlock over monitors.",
        now -> length(now.findMonitorDeadlockedThreads()));
    assembly.add(table);
  }

  private static int length(long @Nullable [] threads) {
    return threads == null ? 0 : threads.length;
  }
}
