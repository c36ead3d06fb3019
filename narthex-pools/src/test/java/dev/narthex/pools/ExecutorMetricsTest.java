package dev.narthex.pools;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.Registry;
import dev.narthex.support.Await;
import dev.narthex.testing.Exposition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@link ExecutorMetrics} tell of pools of threads. */
class ExecutorMetricsTest {

  private final Registry registry = Registry.pedantic();
  private final ExecutorMetrics executors = ExecutorMetrics.register(registry);
  /** Nobody else needs the pools of these tests, and one that nobody needs is not shown. */
  private final List<Object> needed = new ArrayList<>();

  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void letAllTasksEnd() {
    release.countDown();
  }

  private void waitForRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ThreadPoolExecutor mail() {
    return new ThreadPoolExecutor(
        1,
        2,
        60,
        SECONDS,
        new ArrayBlockingQueue<>(3),
        new RejectionCounter(new ThreadPoolExecutor.AbortPolicy()));
  }

  @Test
  void tellOfAThreadPoolExecutor() {
    ThreadPoolExecutor mail = mail();
    executors.add("mail", mail);
    needed.add(mail);
    for (int task = 0; task < 5; task++) { // one and one more thread, three in the queue
      mail.execute(this::waitForRelease);
    }
    assertThatThrownBy(() -> mail.execute(this::waitForRelease))
        .isInstanceOf(RejectedExecutionException.class);
    Await.until("both threads are busy", () -> mail.getActiveCount() == 2);

    assertThat(registry)
        .hasValue(2, "executor_active_threads", "name", "mail")
        .hasValue(0, "executor_completed_tasks_total", "name", "mail")
        .hasValue(1, "executor_pool_core_threads", "name", "mail")
        .hasValue(2, "executor_pool_largest_threads", "name", "mail")
        .hasValue(2, "executor_pool_max_threads", "name", "mail")
        .hasValue(2, "executor_pool_size_threads", "name", "mail")
        .hasValue(0, "executor_queue_remaining_tasks", "name", "mail")
        .hasValue(3, "executor_queued_tasks", "name", "mail")
        .hasValue(1, "executor_rejected_tasks_total", "name", "mail")
        .hasSeriesCount(9);

    release.countDown();
    mail.shutdown();
    Await.until("all have run", mail::isTerminated);
    assertThat(registry)
        .as("still shown after its end")
        .hasValue(5, "executor_completed_tasks_total", "name", "mail");
  }

  @Test
  void tellOfAScheduledPoolWithoutTheLimitsThatItDoesNotHave() {
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    executors.add("timer", timer);
    Future<?> tomorrow = timer.schedule(this::waitForRelease, 1, DAYS);

    assertThat(registry)
        .hasValue(1, "executor_queued_tasks", "name", "timer")
        .hasValue(1, "executor_pool_core_threads", "name", "timer")
        .hasNoFamilies(
            "executor_pool_max_threads",
            "executor_queue_remaining_tasks",
            "executor_rejected_tasks_total");

    assertThat(tomorrow.isDone()).isFalse();
    timer.shutdownNow();
  }

  @Test
  void tellOfAForkJoinPool() {
    ForkJoinPool pool = new ForkJoinPool(2);
    executors.add("join", pool);
    for (int task = 0; task < 5; task++) {
      pool.execute(this::waitForRelease);
    }
    Await.until("both threads are busy", () -> pool.getQueuedSubmissionCount() == 3);

    assertThat(registry)
        .hasValue(2, "executor_parallelism_threads", "name", "join")
        .hasValue(2, "executor_pool_size_threads", "name", "join")
        .hasValue(2, "executor_active_threads", "name", "join")
        .hasValue(3, "executor_queued_tasks", "name", "join")
        .hasFamilies("executor_running_threads", "executor_steals_tasks_total")
        .hasNoFamilies("executor_completed_tasks_total");

    pool.shutdownNow();
  }

  @Test
  void giveTheNameOfAPoolThatWasShutDownToTheNext() {
    ThreadPoolExecutor first = mail();
    executors.add("mail", first);
    assertThatThrownBy(() -> executors.add("mail", mail()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The name \"mail\" is there already");

    first.shutdown();
    ThreadPoolExecutor second = mail();
    second.setMaximumPoolSize(9);
    executors.add("mail", second);
    needed.add(second);

    assertThat(registry).hasValue(9, "executor_pool_max_threads", "name", "mail");
  }

  @Test
  void doNotKeepAPoolAlive() {
    addAPoolThatNobodyElseHas();

    Await.until("the pool is forgotten", () -> {
      System.gc();
      return Exposition.of(registry).familyCount() == 0;
    });

    executors.add("mail", ForkJoinPool.commonPool());
    assertThat(registry).hasFamilies("executor_parallelism_threads");
  }

  private void addAPoolThatNobodyElseHas() {
    executors.add("mail", mail());
  }

  @Test
  void refuseAnExecutorThatTellsNothing() {
    ExecutorService wrapped = Executors.newSingleThreadExecutor();

    assertThatThrownBy(() -> executors.add("mail", wrapped))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tells nothing of itself")
        .hasMessageContaining("new ThreadPoolExecutor(…)");

    wrapped.shutdown();
    assertThat(registry).exposes("");
  }
}
