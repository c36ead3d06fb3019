package dev.narthex.pools;

import dev.narthex.model.Descriptor;
import dev.narthex.model.MetricType;
import java.util.ArrayList;
import java.util.List;

/** The numbers of a pool of threads, under the names that Micrometer has for them. */
@SuppressWarnings("EnumOrdinal") // its place is its slot
enum ExecutorFigure {
  SIZE("pool_size_threads", "Threads that the pool has."),
  CORE("pool_core_threads", "Threads that the pool keeps when there is nothing to do."),
  MAX("pool_max_threads", "Threads that the pool may have at most."),
  LARGEST("pool_largest_threads", "Threads that the pool had at most so far."),
  ACTIVE("active_threads", "Threads that run tasks."),
  RUNNING("running_threads", "Threads that are not blocked, also while they look for tasks."),
  PARALLELISM("parallelism_threads", "Threads that the pool means to have running."),
  QUEUED("queued_tasks", "Tasks that wait to be run, those for a later time included."),
  REMAINING("queue_remaining_tasks", "Tasks that the queue has room for."),
  COMPLETED("completed_tasks_total", "Tasks that were run."),
  REJECTED("rejected_tasks_total", "Tasks that the pool rejected."),
  STEALS("steals_tasks_total", "Tasks that threads took from the queues of others.");

  private final String suffix;
  private final String help;

  ExecutorFigure(String suffix, String help) {
    this.suffix = suffix;
    this.help = help;
  }

  static PoolTable table() {
    List<PoolTable.Column> columns = new ArrayList<>();
    for (ExecutorFigure figure : values()) {
      columns.add(new PoolTable.Column(figure.descriptor(), figure.ordinal(), -1));
    }
    return new PoolTable("name", values().length, columns);
  }

  private Descriptor descriptor() {
    boolean total = suffix.endsWith("_total");
    return Descriptor.builder(total ? MetricType.COUNTER : MetricType.GAUGE, suffix)
        .namespace("executor")
        .help(help)
        .labelNames("name")
        .build();
  }

  /** Sets one number of what is read. */
  void put(double value, double[] into) {
    into[ordinal()] = value;
  }

  /** Sets a limit, unless it is the largest number, which stands for none. */
  void putLimit(int value, double[] into) {
    if (value != Integer.MAX_VALUE) {
      put(value, into);
    }
  }
}
