package dev.narthex.jvm;

import dev.narthex.model.Descriptor;
import dev.narthex.model.MetricType;
import java.util.Locale;

/**
 * Threads by state, found without a safepoint and without an object for each thread: the threads are
 * listed by their groups, and each one's state is a field of it. Before JDK 19 the list lacks the thread
 * that JFR records with, which is in no group.
 */
final class ThreadStates {

  private static final Thread.State[] STATES = Thread.State.values();

  /** Threads that do not tell their state: {@code getState} may be overridden. */
  private static final int UNKNOWN = STATES.length;

  /** Room for threads that start while the list is made. */
  private static final int SLACK = 64;

  /** One look: how many threads are in each state, daemons apart. */
  private static final class Census {
    final int[] daemons = new int[STATES.length + 1];
    final int[] others = new int[STATES.length + 1];

    double of(int state) {
      return daemons[state] + others[state];
    }
  }

  private ThreadStates() {}

  static void addTo(Assembly assembly) {
    Table.Builder<Census> table = assembly.table(ThreadStates::census);
    if (assembly.hasOpenTelemetryNames()) {
      addOpenTelemetryFamily(table);
    } else {
      addFamily(table);
    }
    assembly.add(table);
  }

  private static void addFamily(Table.Builder<Census> table) {
    table.family(Descriptor.builder(MetricType.GAUGE, "jvm_threads_state")
        .help("Threads by state.")
        .labelNames("state")
        .build());
    for (int i = 0; i < STATES.length; i++) {
      int state = i;
      table.row(census -> census.of(state), STATES[i].name());
    }
    table.row(census -> census.of(UNKNOWN), "UNKNOWN");
  }

  private static void addOpenTelemetryFamily(Table.Builder<Census> table) {
    table.family(Descriptor.builder(MetricType.GAUGE, "jvm_thread_count")
        .help("Threads by state.")
        .labelNames("jvm_thread_daemon", "jvm_thread_state")
        .build());
    for (int i = 0; i < STATES.length; i++) {
      int state = i;
      String word = STATES[i].name().toLowerCase(Locale.ROOT);
      table.row(census -> census.daemons[state], "true", word);
      table.row(census -> census.others[state], "false", word);
    }
  }

  private static Census census() {
    Census census = new Census();
    ThreadGroup root = rootGroup();
    Thread[] threads = new Thread[root.activeCount() + SLACK];
    int count = root.enumerate(threads);
    while (count == threads.length) { // some may not have found room
      threads = new Thread[2 * count];
      count = root.enumerate(threads);
    }
    for (int i = 0; i < count; i++) {
      int[] counts = threads[i].isDaemon() ? census.daemons : census.others;
      counts[stateOf(threads[i])]++;
    }
    return census;
  }

  private static ThreadGroup rootGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }

  @SuppressWarnings("EnumOrdinal") // the place in STATES
  private static int stateOf(Thread thread) {
    try {
      Thread.State state = thread.getState();
      return state == null ? UNKNOWN : state.ordinal();
    } catch (RuntimeException e) {
      return UNKNOWN;
    }
  }
}
