package dev.narthex.scrape;

import dev.narthex.GatherException;
import dev.narthex.exposition.Encoder;
import dev.narthex.exposition.OutputBuffer;
import dev.narthex.exposition.OutputTooLargeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the metrics and the answer it makes, for the scrape that begins it and for those that
 * share it. Thread-safe.
 */
final class Pass implements Runnable, Predicate<String> {

  /*
   * Representation
   *   holders counts the run itself and each scrape that waits for the answer or sends it. The answer
   *   lies in the workspace.
   *
   * Invariants
   *   I1  The workspace is given back once, by the last holder: never while somebody sends from it.
   *   I2  A pass that has ended takes in nobody: who shares an answer came before it was whole.
   *   I3  A pass is run or refused, once, even if its executor does both or runs it twice.
   *   I4  The slot of the scrape that began a pass is free only when that scrape is over and the pass
   *       has ended. So there are never more passes than slots.
   *   I5  Whoever waits for a pass is released. A pass that others may join is run or refused, or it
   *       fails at once; and whatever is thrown then, it ends: what must happen before done is counted
   *       down makes no object and calls nobody's code.
   *
   * Memory ordering
   *   holders, claimed, ended, keepsSlot and workspace are guarded by this. What run() found out is written
   *   before done is counted down, and read after it was awaited.
   *
   * Not promised
   *   A collector that hangs is not interrupted; the pass ends when it does. Nor can a thread count
   *   down whose stack has no room left for that.
   *
   * Tests: CoalescingTest (I1, I2), ScrapeTimeoutTest (I3, I4), BrokenPassTest (I4, I5),
   * CoalescingStressTest (I1, I4), BrokenPassStressTest (I4, I5).
   */

  final Negotiation format;
  final @Nullable ContentCoding coding;

  /** Equal for those passes whose answers are the same, and made in the same time. */
  final Object key;

  private final ScrapeEndpoint endpoint;
  private final @Nullable Set<String> names;
  private final long beginNanos = System.nanoTime();
  private final long timeoutNanos;
  private final boolean timeoutIsAskedFor;
  private final CountDownLatch done = new CountDownLatch(1);

  private int holders = 2; // the run, and the scrape that begins it
  private boolean claimed;
  private boolean ended;
  private boolean keepsSlot;
  private @Nullable Workspace workspace;

  private @Nullable OutputBuffer body;
  private @Nullable Throwable failure;
  private boolean expired;

  /**
   * Makes a pass for a scrape that is to begin it.
   *
   * @param names the families to gather, null for all
   * @param timeoutNanos how long it may take from now on; 0 for no limit
   * @param timeoutIsAskedFor whether the scraper says so, and not a setting
   */
  Pass(
      ScrapeEndpoint endpoint,
      Negotiation format,
      @Nullable ContentCoding coding,
      @Nullable Set<String> names,
      long timeoutNanos,
      boolean timeoutIsAskedFor) {
    this.endpoint = endpoint;
    this.format = format;
    this.coding = coding;
    this.names = names;
    this.timeoutNanos = timeoutNanos;
    this.timeoutIsAskedFor = timeoutIsAskedFor;
    key = List.of(
        format.contentType(),
        coding == null ? "" : coding.name(),
        names == null ? "" : names,
        timeoutNanos);
  }

  /** Takes in one more scrape, unless it is too late. */
  synchronized boolean join() {
    if (ended) {
      return false;
    }
    holders++;
    return true;
  }

  /** Runs the pass, here or where it is told to. */
  void begin(@Nullable Executor executor) {
    if (executor == null) {
      run();
      return;
    }
    try {
      executor.execute(this);
    } catch (Throwable e) { // RejectedExecutionException, or no thread could be made
      if (claim()) {
        refuse(e);
      }
    }
  }

  /** Whether the caller is to bring the pass to its end, as nobody has begun to. */
  private synchronized boolean claim() {
    boolean first = !claimed;
    claimed = true;
    return first;
  }

  private void refuse(Throwable cause) {
    failure = cause; // until there is more to say
    try {
      RuntimeException reason = new IllegalStateException(
          "The executor given to timeout(…) refused to run the scrape: " + cause
              + ". Give it one that is not shut down and has a thread for each concurrent scrape.",
          cause);
      failure = reason;
      endpoint.failed(reason, true);
    } finally {
      end();
    }
  }

  /** Ends a pass that will not be begun, though others may have joined it, and its scrape. */
  void fail(Throwable reason) {
    failure = reason;
    try {
      end();
    } finally {
      leave(true);
    }
  }

  @Override
  public void run() {
    if (!claim()) {
      return;
    }
    try {
      Workspace taken = endpoint.passes.takeWorkspace();
      synchronized (this) {
        workspace = taken;
      }
      body = encoded(taken);
    } catch (Throwable e) { // memory ran out, or worse: those who wait must be told too
      failure = e;
    } finally {
      end();
    }
  }

  private OutputBuffer encoded(Workspace taken) {
    OutputBuffer out = coding == null ? taken.begin() : taken.begin(coding);
    Encoder encoder = endpoint.encoder(format, out);
    boolean gathering = true;
    try {
      GatherException incomplete = gather(encoder);
      checkTime();
      if (incomplete != null) {
        endpoint.failed(incomplete, true);
        if (out.position() == 0 || endpoint.errorPolicy != ErrorPolicy.SERVE_REST) {
          failure = incomplete;
          return out;
        }
      }
      gathering = false;
      encoder.finish();
      return coding == null ? out : taken.finish(coding);
    } catch (RuntimeException e) { // the answer is too large, or there is a fault in foreign code
      if (!expired) {
        endpoint.failed(e, gathering && !(e instanceof OutputTooLargeException));
      }
      throw e;
    }
  }

  private @Nullable GatherException gather(Encoder encoder) {
    try {
      if (names == null && timeoutNanos == 0) {
        endpoint.gatherer.gather(encoder);
      } else {
        endpoint.gatherer.gather(encoder, this);
      }
      return null;
    } catch (GatherException e) {
      return e;
    }
  }

  /** Whether a family is wanted. As it is asked for each, this is also where time is looked at. */
  @Override
  public boolean test(String family) {
    checkTime();
    return names == null || names.contains(family);
  }

  private void checkTime() {
    if (timeoutNanos > 0 && leftNanos() <= 0) {
      expired = true; // the exception may be taken for one of the collector that is being asked
      throw new CancellationException(tooLate());
    }
  }

  private long leftNanos() {
    return timeoutNanos - (System.nanoTime() - beginNanos);
  }

  /** What to say when time is over. */
  String tooLate() {
    String time = Duration.ofNanos(timeoutNanos).toString().substring(2).toLowerCase(Locale.ROOT);
    return timeoutIsAskedFor
        ? "Exceeded timeout of " + time + ", which the scraper asked for."
        : "Exceeded configured timeout of " + time + ".";
  }

  private void end() {
    Workspace free;
    boolean freesSlot;
    synchronized (this) {
      ended = true;
      freesSlot = keepsSlot;
      free = --holders == 0 ? workspace : null;
    }
    done.countDown();
    try {
      endpoint.passes.forget(this);
    } finally {
      endpoint.passes.giveBack(free, freesSlot);
    }
  }

  /**
   * Ends the part that one scrape has in this: it gave up, or its answer was sent.
   *
   * @param began whether it is the scrape that began the pass
   */
  void leave(boolean began) {
    Workspace free;
    boolean freesSlot;
    synchronized (this) {
      freesSlot = !began || ended;
      keepsSlot |= !freesSlot;
      free = --holders == 0 ? workspace : null;
    }
    endpoint.passes.giveBack(free, freesSlot);
  }

  /**
   * Waits for the outcome of a pass, this or another one, as long as this one has time.
   *
   * @return whether there is one
   */
  boolean awaitOutcomeOf(Pass pass) throws InterruptedException {
    if (pass.done.getCount() == 0) {
      return true; // also to a thread that is interrupted
    }
    if (timeoutNanos > 0) {
      return pass.done.await(leftNanos(), TimeUnit.NANOSECONDS);
    }
    pass.done.await();
    return true;
  }

  /** The answer, after it was awaited; null if there is none. */
  @Nullable
  OutputBuffer body() {
    return failure == null ? body : null;
  }

  /** Why there is no answer. */
  @Nullable
  Throwable failure() {
    return failure;
  }

  /** Whether there is none because it was too late. */
  boolean isExpired() {
    return expired;
  }
}
