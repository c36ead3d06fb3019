package dev.narthex;

import dev.narthex.model.Descriptor;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A collector that no scrape waits for longer than a budget. Thread-safe. */
final class TimeLimitedCollector extends WrappingCollector {

  /*
   * Representation
   *   running is the run that the executor was given and has not ended yet, or null. A run ends
   *   when the collector returns, not when it is cancelled; one that was cancelled before it began
   *   ends when the executor comes to it.
   *
   * Invariants
   *   I1  The executor has at most one run of this collector, begun or waiting to begin. So
   *       neither threads nor entries of its queue pile up behind a source that hangs.
   *   I2  A scrape waits until the deadline of the run, never longer, whether it began the run or
   *       found it running. One that finds a run past its deadline does not wait at all.
   *   I3  A run that is past its deadline when somebody looks is cancelled: it is interrupted if it
   *       has begun, never begins otherwise, and what it writes is thrown away.
   *   I4  Each scrape either writes what a run collected that had not ended when the scrape came, or
   *       is counted as skipped.
   *
   * Memory ordering
   *   A run is handed over by the executor, its outcome by FutureTask; both order what comes
   *   before against what comes after.
   *
   * Not promised
   *   A source that ignores its interruption goes on; only the executor's owner can stop it. An
   *   executor that drops a task without a word leaves the collector skipped for ever.
   *
   * Tests: TimeLimitedCollectorTest, TimeLimitedCollectorStressTest (I1, I4).
   */

  private final Collector collector;
  private final Duration budget;
  private final long budgetNanos;
  private final Executor executor;
  private final TimeSource time;
  private final AtomicReference<@Nullable Run> running = new AtomicReference<>();
  private final AtomicLong skipped = new AtomicLong();

  TimeLimitedCollector(Collector collector, Duration budget, Executor executor, TimeSource time) {
    this.collector = collector;
    this.budget = budget;
    this.budgetNanos = BoundedTime.positiveNanos("timeLimited", budget);
    this.executor = Objects.requireNonNull(executor, "executor");
    this.time = time;
  }

  @Override
  Object wrapped() {
    return collector;
  }

  @Override
  public List<Descriptor> describe() {
    return collector.describe();
  }

  /** In how many scrapes it was skipped so far. */
  long skipped() {
    return skipped.get();
  }

  @Override
  public void collect(MetricSink sink) {
    outcome().writeTo(sink);
  }

  private CollectedCopy outcome() {
    Run run = new Run(time.nanos() + budgetNanos);
    Run other = running.compareAndExchange(null, run);
    if (other != null) {
      return shared(other);
    }
    begin(run);
    return awaited(run);
  }

  private void begin(Run run) {
    try {
      executor.execute(run);
    } catch (Throwable e) { // RejectedExecutionException, or no thread could be made
      running.compareAndSet(run, null);
      run.cancel(false); // who shares it need not wait
      throw skip(
          "was skipped in this scrape, because the executor given to timeLimited(…) refused to run"
              + " it: "
              + FailureLog.textOf(e)
              + ". Give it an executor that is not shut down and has room for the task.",
          e);
    }
  }

  /** What a run collects that was begun by another scrape, if it still has time. */
  private CollectedCopy shared(Run run) {
    if (time.nanos() - run.deadlineNanos < 0) {
      return awaited(run);
    }
    run.cancel(true);
    throw skip(
        "was skipped in this scrape, because it is still running since an earlier scrape, longer than"
            + " its budget of "
            + budget
            + ". It was interrupted but did not end. Let its source end when its thread is"
            + " interrupted, or give the source a timeout of its own.",
        null);
  }

  private CollectedCopy awaited(Run run) {
    try {
      return outcomeOf(run);
    } catch (CancellationException e) {
      throw overBudget(run);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw skip(
          "was skipped in this scrape, because the thread of the scrape was interrupted.", e);
    } catch (ExecutionException e) {
      throw ofTheMachine(e);
    }
  }

  private CollectedCopy outcomeOf(Run run) throws InterruptedException, ExecutionException {
    try {
      return run.get(run.deadlineNanos - time.nanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      run.cancel(true); // does nothing if it ended this very moment
      return run.get(); // so this waits for nothing
    }
  }

  private SkippedException overBudget(Run run) {
    return run.begun
        ? skip(
            "was skipped in this scrape, because it took longer than its budget of "
                + budget
                + ". It was interrupted, and what it still writes is thrown away. Make it quicker, ask"
                + " it less often with cachedFor(…), or give timeLimited(…) a larger budget.",
            null)
        : skip(
            "was skipped in this scrape, because the executor given to timeLimited(…) did not begin"
                + " to run it within its budget of "
                + budget
                + ". Give the executor more threads, or fewer tasks.",
            null);
  }

  /** Memory ran out; all that a collector itself throws is part of the copy. */
  private static Error ofTheMachine(ExecutionException e) {
    return e.getCause() instanceof Error error ? error : new AssertionError(e.getCause());
  }

  private SkippedException skip(String reason, @Nullable Throwable cause) {
    skipped.getAndIncrement();
    return new SkippedException(className(collector), reason, cause);
  }

  /** One collection on the executor. */
  private final class Run extends FutureTask<CollectedCopy> {

    final long deadlineNanos;
    volatile boolean begun;

    Run(long deadlineNanos) {
      super(() -> CollectedCopy.of(collector));
      this.deadlineNanos = deadlineNanos;
    }

    @Override
    protected void set(CollectedCopy copy) {
      running.compareAndSet(this, null); // first, or the next scrape would share what has ended
      super.set(copy);
    }

    @Override
    protected void setException(Throwable thrown) {
      running.compareAndSet(this, null);
      super.setException(thrown);
    }

    @Override
    public void run() {
      begun = !isCancelled();
      try {
        super.run();
      } finally {
        running.compareAndSet(this, null); // one that was cancelled before it began sets nothing
        if (isCancelled()) {
          Thread.interrupted(); // was meant for this run, not for what the thread does next
        }
      }
    }
  }
}
