package dev.narthex.pools;

import java.util.Objects;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the tasks that a pool of threads rejects, which the pool itself does not, and then does what
 * another handler does. {@link ExecutorMetrics} show its count as {@code executor_rejected_tasks_total}.
 *
 * <pre>{@code
 * new ThreadPoolExecutor(
 *     4, 4, 0, SECONDS, queue, new RejectionCounter(new ThreadPoolExecutor.AbortPolicy()));
 * }</pre>
 *
 * <p>Thread-safe; counting waits for nobody.
 *
 * @since 0.1
 */
public final class RejectionCounter implements RejectedExecutionHandler {

  private final RejectedExecutionHandler next;
  private final LongAdder rejected = new LongAdder();

  /**
   * Makes a counter at 0.
   *
   * @param next what is done with a task that is rejected, after it was counted
   */
  public RejectionCounter(RejectedExecutionHandler next) {
    this.next = Objects.requireNonNull(next, "next");
  }

  @Override
  public void rejectedExecution(Runnable task, ThreadPoolExecutor executor) {
    rejected.increment();
    next.rejectedExecution(task, executor);
  }

  /**
   * How many tasks were rejected, by all pools that have this handler.
   *
   * @return 0 or more
   */
  public long rejected() {
    return rejected.sum();
  }
}
