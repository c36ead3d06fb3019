package dev.narthex.pools;

import dev.narthex.Collector;
import dev.narthex.MetricSink;
import dev.narthex.Registry;
import dev.narthex.model.Descriptor;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * How busy pools of threads are, with the label {@code name}.
 *
 * <pre>{@code
 * ExecutorMetrics executors = ExecutorMetrics.register(registry);
 * executors.add("mail", mailExecutor).add("common", ForkJoinPool.commonPool());
 * }</pre>
 *
 * <p>A {@link ThreadPoolExecutor}, scheduled or not, tells of its threads, its queue, completed tasks
 * and, with a {@link RejectionCounter}, of those rejected; a {@link ForkJoinPool} of its threads, its
 * queues and steals. The names are those that Micrometer has, so that dashboards go on working.
 *
 * <p>A pool that was shut down is shown until nobody has it any more, or another one takes its name. It
 * is held weakly, see the {@linkplain dev.narthex.pools package}.
 *
 * <p>Thread-safe. At a scrape a {@code ThreadPoolExecutor} takes its own lock for the time that counting
 * its threads takes; threads that start or end wait for it, those that take tasks from the queue do not.
 *
 * @since 0.1
 */
public final class ExecutorMetrics implements Collector {

  private final PoolTable table = ExecutorFigure.table();

  private ExecutorMetrics() {}

  /**
   * Makes the collector without registering it.
   *
   * @return a new collector without pools
   */
  public static ExecutorMetrics create() {
    return new ExecutorMetrics();
  }

  /**
   * Makes the collector and registers it.
   *
   * @param registry the registry that will expose the metrics
   * @return the new collector, without pools
   * @throws IllegalArgumentException if a name is taken, as when there is such a collector already; then
   *     nothing is registered. Add the pool to that one
   */
  public static ExecutorMetrics register(Registry registry) {
    return registry.register(create());
  }

  /**
   * Adds a pool.
   *
   * @param name what the label {@code name} will say
   * @param executor a {@link ThreadPoolExecutor} or a {@link ForkJoinPool}
   * @return this
   * @throws IllegalArgumentException if it is neither, or another pool that was not shut down has the
   *     name; then nothing is added
   * @throws IllegalStateException if there are 1,000 pools already
   */
  public ExecutorMetrics add(String name, Executor executor) {
    table.add(name, source(executor));
    return this;
  }

  /**
   * Forgets a pool.
   *
   * @param name the name it was added with
   * @return whether it was there
   */
  public boolean remove(String name) {
    return table.remove(name);
  }

  private static PoolSource source(Executor executor) {
    if (executor instanceof ThreadPoolExecutor pool) {
      return new WeakPool<>(pool, ExecutorService::isShutdown, ExecutorMetrics::read);
    }
    if (executor instanceof ForkJoinPool pool) {
      return new WeakPool<>(pool, ExecutorService::isShutdown, ExecutorMetrics::read);
    }
    throw new IllegalArgumentException(executor.getClass().getName() + " tells nothing of itself."
        + " Pass a ThreadPoolExecutor or a ForkJoinPool; those of Executors.newSingleThreadExecutor()"
        + " and the like are wrapped, so make it with new ThreadPoolExecutor(…) or new"
        + " ScheduledThreadPoolExecutor(…).");
  }

  private static void read(ThreadPoolExecutor pool, double[] into) {
    ExecutorFigure.SIZE.put(pool.getPoolSize(), into);
    ExecutorFigure.CORE.put(pool.getCorePoolSize(), into);
    ExecutorFigure.MAX.putLimit(pool.getMaximumPoolSize(), into);
    ExecutorFigure.LARGEST.put(pool.getLargestPoolSize(), into);
    ExecutorFigure.ACTIVE.put(pool.getActiveCount(), into);
    ExecutorFigure.QUEUED.put(pool.getQueue().size(), into);
    ExecutorFigure.REMAINING.putLimit(pool.getQueue().remainingCapacity(), into);
    ExecutorFigure.COMPLETED.put((double) pool.getCompletedTaskCount(), into);
    if (pool.getRejectedExecutionHandler() instanceof RejectionCounter counter) {
      ExecutorFigure.REJECTED.put((double) counter.rejected(), into);
    }
  }

  private static void read(ForkJoinPool pool, double[] into) {
    ExecutorFigure.SIZE.put(pool.getPoolSize(), into);
    ExecutorFigure.ACTIVE.put(pool.getActiveThreadCount(), into);
    ExecutorFigure.RUNNING.put(pool.getRunningThreadCount(), into);
    ExecutorFigure.PARALLELISM.put(pool.getParallelism(), into);
    ExecutorFigure.QUEUED.put(
        (double) pool.getQueuedTaskCount() + pool.getQueuedSubmissionCount(), into);
    ExecutorFigure.STEALS.put((double) pool.getStealCount(), into);
  }

  @Override
  public List<Descriptor> describe() {
    return table.describe();
  }

  @Override
  public void collect(MetricSink sink) {
    table.collect(sink);
  }
}
