package dev.narthex.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.support.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How requests wait for a thread, and what becomes of those that wait. */
@Timeout(120)
class RequestExecutorTest {

  private static final Duration LONG = Duration.ofDays(1);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final ServerThreads pool = ServerThreads.pool("request-executor-test");
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final List<String> done = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  @AfterEach
  void end() {
    goOn.countDown();
    pool.executor().shutdownNow();
  }

  private static RequestExecutor executor(Executor threads, int maxUnderWay, int maxWaiting) {
    return new RequestExecutor(threads, maxUnderWay, maxWaiting, LONG, LONG, "test-clock");
  }

  private RequestExecutor withOneThread(int maxWaiting) {
    return executor(pool.executor(), 1, maxWaiting);
  }

  private Runnable request(String name) {
    return () -> {
      threads.add(Thread.currentThread());
      done.add(name);
    };
  }

  /** A request that has its thread until the test says so. */
  private Runnable longRequest(String name) {
    return () -> {
      await(goOn);
      request(name).run();
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whoFindsNoThreadFreeWaitsForItsTurnAndOneTooManyIsRefused() throws Exception {
    try (RequestExecutor executor = withOneThread(2)) {
      executor.execute(longRequest("first"));
      executor.execute(request("second"));
      executor.execute(request("third"));
      assertThatThrownBy(() -> executor.execute(request("one too many")))
          .isInstanceOf(RejectedExecutionException.class)
          .hasMessage("too many requests: 1 under way, 2 waiting");
      assertThat(done).isEmpty();

      goOn.countDown();

      Await.until("the third had its turn", () -> done.contains("third"));
      assertThat(done).containsExactly("first", "second", "third");
      assertThat(threads).containsOnly(threads.get(0));
      assertThat(executor.finish(LONG)).isTrue();
    }
  }

  @Test
  void afterThoseThatWaitedOthersWaitAgain() throws Exception {
    try (RequestExecutor executor = withOneThread(1)) {
      goOn.countDown();
      for (int i = 0; i < 1_000; i++) {
        int request = i;
        Await.until("there is room", () -> accepts(executor, request("" + request)));
      }

      Await.until("all had their turn", () -> done.size() == 1_000);
      assertThat(done.get(999)).isEqualTo("999");
    }
  }

  private static boolean accepts(RequestExecutor executor, Runnable request) {
    try {
      executor.execute(request);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  @Test
  void whoFailsDoesNotTakeThoseWithItThatWait() {
    List<Throwable> told = new CopyOnWriteArrayList<>();
    try (RequestExecutor executor = withOneThread(3)) {
      executor.execute(() -> {
        await(goOn);
        Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> {
          told.add(e);
          throw new OutOfMemoryError("on purpose, while it is told");
        });
        throw new OutOfMemoryError("on purpose");
      });
      executor.execute(() -> {
        throw new StackOverflowError("on purpose");
      });
      executor.execute(request("third"));

      goOn.countDown();

      Await.until("the third had its turn", () -> done.contains("third"));
      assertThat(told)
          .extracting(Throwable::getMessage)
          .containsOnly("on purpose")
          .hasSize(2);
    }
  }

  @Test
  void theTimeInTheQueueIsNotTakenFromTheTimeToSend() {
    try (RequestExecutor executor =
        new RequestExecutor(pool.executor(), 1, 1, SHORT, LONG, "test-clock")) {
      executor.execute(() -> {
        executor.working(); // whose request is read may take its time
        await(goOn);
      });
      executor.execute(() -> {
        done.add("interrupted at first: " + Thread.currentThread().isInterrupted());
        Await.until("its own time is up", Thread.currentThread()::isInterrupted);
        done.add("interrupted in the end");
      });
      long begin = System.nanoTime();
      Await.until(
          "the second waits too long", () -> System.nanoTime() - begin > 3 * SHORT.toNanos());

      goOn.countDown();

      Await.until("the second had its turn", () -> done.size() == 2);
      assertThat(done).containsExactly("interrupted at first: false", "interrupted in the end");
    }
  }

  @Test
  void theAlarmOfOneRequestIsNotHeardByTheNextOnItsThread() {
    try (RequestExecutor executor =
        new RequestExecutor(pool.executor(), 1, 1, SHORT, SHORT, "test-clock")) {
      executor.execute(() -> {
        await(goOn);
        executor.sending();
        Await.until("its time is up", Thread.currentThread()::isInterrupted);
      });
      executor.execute(() -> {
        executor.working();
        done.add("interrupted: " + Thread.currentThread().isInterrupted());
      });
      goOn.countDown();

      Await.until("the second had its turn", () -> !done.isEmpty());
      assertThat(done).containsExactly("interrupted: false");
    }
  }

  @Test
  void whoWaitsWhenClosingBeginsIsNotRunAndNotWaitedFor() throws Exception {
    try (RequestExecutor executor = withOneThread(2)) {
      executor.execute(longRequest("first"));
      executor.execute(request("second"));

      assertThat(executor.finish(Duration.ZERO)).isFalse(); // the first has its thread
      assertThatThrownBy(() -> executor.execute(request("too late")))
          .isInstanceOf(RejectedExecutionException.class);
      goOn.countDown();

      assertThat(executor.finish(LONG)).isTrue();
      assertThat(done).containsExactly("first");
    }
  }

  @Test
  void whoGetsNoThreadIsRefusedAndNotWaitedFor() throws Exception {
    OutOfMemoryError noThread = new OutOfMemoryError("on purpose");
    Executor broken = task -> {
      throw noThread;
    };
    try (RequestExecutor executor = executor(broken, 1, 1)) {
      for (int i = 0; i < 3; i++) { // is refused, and does not wait for nobody
        assertThatThrownBy(() -> executor.execute(request("r")))
            .isInstanceOf(RejectedExecutionException.class) // an error would end the dispatcher
            .hasCause(noThread);
      }
      assertThat(executor.finish(LONG)).isTrue();
    }
  }

  /** A thread that is done with one request is not yet waiting for the next. */
  @Test
  void aPoolServesAsManyAtOnceAsItSaysWithoutRefusingOne() throws Exception {
    int requests = 20_000;
    Semaphore room = new Semaphore(2 * pool.maxRequests());
    AtomicInteger served = new AtomicInteger();
    try (RequestExecutor executor =
        executor(pool.executor(), pool.maxRequests(), pool.maxWaiting())) {
      for (int i = 0; i < requests; i++) {
        assertThat(room.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
        executor.execute(() -> {
          served.incrementAndGet();
          room.release();
        });
      }

      Await.until("all are served", () -> served.get() == requests);
    }
    assertThat(((ThreadPoolExecutor) pool.executor()).getLargestPoolSize())
        .isLessThanOrEqualTo(ServerThreads.MAX_POOL_THREADS);
  }

  @Test
  void threadsOfAPoolGoWhenTheyAreIdle() {
    ThreadPoolExecutor threads = (ThreadPoolExecutor) pool.executor();
    threads.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
    try (RequestExecutor executor = executor(threads, pool.maxRequests(), pool.maxWaiting())) {
      for (int i = 0; i < 2 * ServerThreads.MAX_POOL_THREADS; i++) {
        executor.execute(longRequest("" + i));
      }
      assertThat(threads.getPoolSize()).isEqualTo(ServerThreads.MAX_POOL_THREADS);

      goOn.countDown();

      Await.until("all threads are gone", () -> threads.getPoolSize() == 0);
      assertThat(done).hasSize(2 * ServerThreads.MAX_POOL_THREADS);
    }
  }
}
