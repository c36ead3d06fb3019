package dev.narthex;

import dev.narthex.model.Descriptor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A collector that is asked at most once in a time, and copied in between. Thread-safe. */
final class CachedCollector extends WrappingCollector {

  /*
   * Representation
   *   last is what came out of the last collection that ended, with the time at which it began;
   *   null before the first. Whoever holds the lock may collect and replace it.
   *
   * Invariants
   *   I1  The collector runs on one thread at a time, and while it does no other begins.
   *   I2  Two collections begin at least the time apart, unless the earlier one failed.
   *   I3  Nobody waits who could have a copy: the lock is waited for only while there is none.
   *   I4  Who waited takes what came in the meantime, also if it is a failure: a source that hangs
   *       is not asked by one waiting scrape after the other.
   *
   * Memory ordering
   *   last is volatile and what it refers to is not changed after it was stored, so a copy is
   *   seen whole.
   *
   * Not promised
   *   A scrape that comes while another one collects gets the last copy however old it is.
   *
   * Tests: CachedCollectorTest, CachedCollectorStressTest (I1, I2, I4).
   */

  private final Collector collector;
  private final long nanos;
  private final TimeSource time;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Outcome last;

  private record Outcome(CollectedCopy copy, long beganNanos) {}

  CachedCollector(Collector collector, Duration duration, TimeSource time) {
    this.collector = collector;
    this.nanos = BoundedTime.positiveNanos("cachedFor", duration);
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

  @Override
  public void collect(MetricSink sink) {
    copy().writeTo(sink);
  }

  private CollectedCopy copy() {
    Outcome known = last;
    if (known != null && isFresh(known)) {
      return known.copy;
    }
    if (known != null) {
      if (!lock.tryLock()) {
        return known.copy; // somebody else is asking
      }
    } else {
      waitForTheFirst();
    }
    try {
      Outcome now = last;
      boolean cameMeanwhile = now != null && (known == null || isFresh(now));
      return now != null && cameMeanwhile ? now.copy : collectAnew();
    } finally {
      lock.unlock();
    }
  }

  private boolean isFresh(Outcome outcome) {
    return outcome.copy.isWhole() && time.nanos() - outcome.beganNanos < nanos;
  }

  private void waitForTheFirst() {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SkippedException(
          className(collector),
          "was skipped in this scrape, because the scrape was interrupted while it waited for"
              + " another one to collect for the first time.",
          e);
    }
  }

  private CollectedCopy collectAnew() {
    long began = time.nanos();
    CollectedCopy copy = CollectedCopy.of(collector);
    last = new Outcome(copy, began);
    return copy;
  }
}
