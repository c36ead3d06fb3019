package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What {@link Collector#timeLimited} promises. A budget of a nanosecond is over at once, one of an
 * hour never.
 */
class TimeLimitedCollectorTest {

  private static final Duration MOMENT = Duration.ofNanos(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Descriptor CALLS = Descriptor.of(MetricType.GAUGE, "calls", "Calls so far.");
  private static final String OVER_BUDGET =
      "! TimeLimitedCollectorTest (calls): was skipped in this scrape, because it took longer than its"
          + " budget of PT0.000000001S. It was interrupted, and what it still writes is thrown away."
          + " Make it quicker, ask it less often with cachedFor(…), or give timeLimited(…) a larger"
          + " budget.\n";
  private static final String STILL_RUNNING =
      "! TimeLimitedCollectorTest (calls): was skipped in this scrape, because it is still running since"
          + " an earlier scrape, longer than its budget of PT0.000000001S. It was interrupted but did"
          + " not end. Let its source end when its thread is interrupted, or give the source a timeout"
          + " of its own.\n";

  private final ManualTime time = new ManualTime();
  private final Registry registry = new Registry();
  private final AtomicInteger calls = new AtomicInteger();
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Deque<Runnable> queue = new ArrayDeque<>();

  /** Lets the thread begin before the scrape goes on, so that a budget of a moment is always over. */
  private final CountDownLatch begun = new CountDownLatch(1);

  private final Executor begins = task -> {
    thread.execute(task);
    Background.await(begun);
  };

  /** From the second run on, the collector is always within its budget. */
  private final Executor beginsOnce = task -> {
    if (calls.get() == 0) {
      begins.execute(task);
    } else {
      task.run();
    }
  };

  @AfterEach
  void stop() {
    thread.shutdownNow();
  }

  private void write(MetricSink sink) {
    sink.family(CALLS);
    sink.value(Labels.EMPTY, calls.incrementAndGet());
  }

  private Collector collecting(Runnable beforeItEnds) {
    return Collector.describing(CALLS).collecting(sink -> {
      write(sink);
      begun.countDown();
      beforeItEnds.run();
    });
  }

  private TimeLimitedCollector limited(Collector collector, Duration budget, Executor executor) {
    return new TimeLimitedCollector(collector, budget, executor, TimeSource.SYSTEM);
  }

  /** Returns when the thread has left everything that it was given. */
  private void awaitThread() throws Exception {
    thread.submit(() -> {}).get();
  }

  private static String callsText(int calls) {
    return """
        calls gauge "Calls so far."
          {} %d.0
        """.formatted(calls);
  }

  @Test
  void writesWhatTheCollectorWritesWithinItsBudget() {
    Collector collector = collecting(() -> {}).timeLimited(HOUR, thread);
    registry.register(collector);
    registry.register(collector.withPrefix("p_"));

    assertThat(collector.describe()).containsExactly(CALLS);
    assertThat(Transcript.of(registry)).isEqualTo("""
        calls gauge "Calls so far."
          {} 1.0
        p_calls gauge "Calls so far."
          {} 2.0
        """);
  }

  @Test
  void passesOnAFailureWithWhatWasWrittenBefore() {
    registry.register(limited(
        collecting(() -> {
          throw new IllegalStateException("no connection");
        }),
        HOUR,
        thread));

    assertThat(Transcript.of(registry)).isEqualTo(callsText(1) + """
        ! TimeLimitedCollectorTest (calls): collect() threw java.lang.IllegalStateException: no \
        connection
        """);
  }

  @Test
  void doesNotTakeOutOfMemoryForAFaultOfTheCollector() {
    OutOfMemoryError outOfMemory = new OutOfMemoryError("pretended");
    registry.register(limited(
        collecting(() -> {
          throw outOfMemory;
        }),
        HOUR,
        thread));

    assertThatThrownBy(registry::snapshot).isSameAs(outOfMemory);
    assertThatThrownBy(registry::snapshot).isSameAs(outOfMemory);
  }

  @Test
  void skipsACollectorThatIsOverItsBudgetAndServesTheRest() {
    CountDownLatch never = new CountDownLatch(1);
    Gauge.builder("other").register(registry);
    TimeLimitedCollector limited =
        limited(collecting(() -> Background.await(never)), MOMENT, begins);
    registry.register(limited);

    assertThat(Transcript.of(registry)).isEqualTo("""
        other gauge ""
          {} 0.0
        """ + OVER_BUDGET);
    assertThat(limited.skipped()).isEqualTo(1);
  }

  @Test
  void interruptsWhatIsOverItsBudgetAndAsksAgainOnceItHasEnded() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger interrupted = new AtomicInteger();
    registry.register(limited(
        collecting(() -> {
          if (calls.get() == 1) {
            try {
              never.await();
            } catch (InterruptedException e) {
              interrupted.incrementAndGet();
            }
          }
        }),
        MOMENT,
        beginsOnce));

    assertThat(Transcript.of(registry)).isEqualTo(OVER_BUDGET);

    awaitThread();
    assertThat(interrupted).hasValue(1);
    assertThat(Transcript.of(registry)).isEqualTo(callsText(2));
  }

  @Test
  void beginsNoSecondRunWhileOneThatIsOverItsBudgetGoesOn() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    TimeLimitedCollector limited =
        limited(collecting(() -> awaitStubbornly(end)), MOMENT, beginsOnce);
    registry.register(limited);

    assertThat(Transcript.of(registry)).isEqualTo(OVER_BUDGET);
    assertThat(Transcript.of(registry)).isEqualTo(STILL_RUNNING);
    assertThat(Transcript.of(registry)).isEqualTo(STILL_RUNNING);

    assertThat(calls).hasValue(1);
    assertThat(limited.skipped()).isEqualTo(3);
    end.countDown();
    awaitThread();
    assertThat(Transcript.of(registry)).isEqualTo(callsText(2)); // the late result is gone
  }

  private static void awaitStubbornly(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException e) {
        // as bad sources do
      }
    }
  }

  @Test
  void leavesTheThreadOfTheExecutorUninterrupted() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    AtomicReference<Background<Boolean>> runner = new AtomicReference<>();
    registry.register(limited(
        collecting(() -> {
          assertThatThrownBy(() -> Background.await(never));
          Thread.currentThread().interrupt(); // as good sources do
        }),
        MOMENT,
        task -> {
          runner.set(Background.begin(() -> {
            task.run();
            boolean interrupted = Thread.currentThread().isInterrupted();
            Background.await(cancelled);
            return interrupted;
          }));
          Background.await(begun);
        }));

    assertThat(Transcript.of(registry)).isEqualTo(OVER_BUDGET);
    cancelled.countDown();

    assertThat(runner.get().result()).isFalse();
  }

  @Test
  void neverBeginsWhatTheExecutorDidNotBeginInTime() {
    TimeLimitedCollector limited = limited(collecting(() -> {}), MOMENT, queue::add);
    registry.register(limited);

    assertThat(Transcript.of(registry)).isEqualTo("""
        ! TimeLimitedCollectorTest (calls): was skipped in this scrape, because the executor given to \
        timeLimited(…) did not begin to run it within its budget of PT0.000000001S. Give the executor \
        more threads, or fewer tasks.
        """);
    assertThat(Transcript.of(registry)).isEqualTo(STILL_RUNNING);
    assertThat(queue).hasSize(1);
    assertThat(limited.skipped()).isEqualTo(2);

    queue.remove().run();

    assertThat(calls).hasValue(0);
    assertThat(Transcript.of(registry)).contains("did not begin");
    assertThat(queue).hasSize(1);
  }

  @Test
  void sharesARunThatIsWithinItsBudgetWithScrapesThatCome() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    TimeLimitedCollector limited = limited(collecting(() -> Background.await(end)), HOUR, thread);
    registry.register(limited);
    Background<String> first = Background.begin(() -> Transcript.of(registry));
    Background.await(begun);
    Background<String> second = Background.begin(() -> Transcript.of(registry)).whenItWaits();

    end.countDown();

    assertThat(first.result()).isEqualTo(callsText(1));
    assertThat(second.result()).isEqualTo(callsText(1));
    assertThat(limited.skipped()).isZero();
  }

  @Test
  void reportsAnExecutorThatRefusesAndAsksItAgain() {
    AtomicInteger tasks = new AtomicInteger();
    TimeLimitedCollector limited = limited(collecting(() -> {}), HOUR, task -> {
      switch (tasks.incrementAndGet()) {
        case 1 -> throw new RejectedExecutionException("full");
        case 2 -> throw new OutOfMemoryError("unable to create native thread");
        default -> task.run();
      }
    });
    registry.register(limited);
    String refused = "! TimeLimitedCollectorTest (calls): was skipped in this scrape, because the"
        + " executor given to timeLimited(…) refused to run it: ";
    String mend = ". Give it an executor that is not shut down and has room for the task.\n";

    assertThat(Transcript.of(registry))
        .isEqualTo(refused + "java.util.concurrent.RejectedExecutionException: full" + mend);
    assertThat(Transcript.of(registry))
        .isEqualTo(refused + "java.lang.OutOfMemoryError: unable to create native thread" + mend);
    assertThat(limited.skipped()).isEqualTo(2);
    assertThat(Transcript.of(registry)).isEqualTo(callsText(1));
  }

  @Test
  void stopsWaitingWhenTheScrapeIsInterruptedAndKeepsTheInterruption() {
    TimeLimitedCollector limited =
        new TimeLimitedCollector(collecting(() -> {}), HOUR, queue::add, time);
    registry.register(limited);
    Thread.currentThread().interrupt();

    String transcript = Transcript.of(registry);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(transcript).isEqualTo("""
        ! TimeLimitedCollectorTest (calls): was skipped in this scrape, because the thread of the \
        scrape was interrupted.
        """);
    assertThat(limited.skipped()).isEqualTo(1);
  }

  @Test
  void cancelsARunThatNobodyWaitedForOnceItIsOverItsBudget() {
    registry.register(new TimeLimitedCollector(collecting(() -> {}), HOUR, queue::add, time));
    Thread.currentThread().interrupt();
    assertThat(Transcript.of(registry)).contains("interrupted");
    assertThat(Thread.interrupted()).isTrue();

    time.advance(HOUR);
    assertThat(Transcript.of(registry)).contains("is still running since an earlier scrape");
    queue.remove().run();

    assertThat(calls).hasValue(0);
  }

  @Test
  void namesItselfWhereNoRegistryDoes() {
    Collector limited = limited(collecting(() -> {}), MOMENT, queue::add);

    assertThatThrownBy(() -> limited.collect(new IgnoringSink()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "dev.narthex.TimeLimitedCollectorTest was skipped in this scrape, because");
  }

  @Test
  void isCountedByRegistryAndCollector() {
    Descriptor other = Descriptor.of(MetricType.GAUGE, "other", "");
    registry.register(limited(collecting(() -> {}), MOMENT, queue::add).withPrefix("p_"));
    registry.register(limited(sink -> {}, MOMENT, queue::add)); // these two cannot be told apart
    registry.register(limited(sink -> {}, MOMENT, queue::add));
    registry.register(new CachedCollector(
        limited(WrittenCollector.describing(other), HOUR, Runnable::run), HOUR, time));
    registry.register(Gauge.builder("g").build());

    assertThat(Transcript.of(registry)).contains("! ");

    assertThat(registry.skipped())
        .containsExactly(
            entry("dev.narthex.TimeLimitedCollectorTest", 2L),
            entry("dev.narthex.TimeLimitedCollectorTest (p_calls)", 1L),
            entry("dev.narthex.WrittenCollector (other)", 0L));
  }

  @Test
  void refusesABudgetThatIsNotPositiveAndNoExecutor() {
    assertThatThrownBy(() -> collecting(() -> {}).timeLimited(Duration.ZERO, thread))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("timeLimited got the time PT0S but it must be longer than zero.");
    assertThatThrownBy(() -> collecting(() -> {}).timeLimited(HOUR, null))
        .isInstanceOf(NullPointerException.class);
  }
}
