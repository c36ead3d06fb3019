package dev.narthex;

import dev.narthex.model.Descriptor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A metric whose fields must agree, such as the buckets, count and sum of a histogram, spread over
 * stripes so that writers do not meet.
 *
 * @param <S> the stripe, which holds the fields
 */
abstract sealed class StripedMetric<S extends Stripe> extends Metric permits Histogram, Summary {

  /*
   * Representation
   *   first     the one stripe of a metric that was never contended; a writer that has seen
   *             stripes does not come to it any more
   *   stripes   null until contention is seen; then an array of MAX_STRIPES places and SPARES more;
   *             each place is filled when a writer first comes to it, with a stripe that shares no
   *             cache line with another. Writers come to spare places only when the others are taken
   *
   * Invariants
   *   I1  Each observation lies wholly in one stripe, written while that stripe's lock was held.
   *       So the fields of one stripe agree whenever its lock is free.
   *   I2  A stripe, once published, stays. So a reader that takes each stripe in turn meets each
   *       finished observation exactly once, and what it adds up agrees: buckets, count and sum.
   *   I3  A reader meets every observation that happens-before the read. For each stripe, what it
   *       meets only grows. So totals of two reads in a row never go back.
   *   I4  A writer does not wait while a stripe is free or can be made. With all MAX_STRIPES taken
   *       at once, at least twice as many as there are processors, most holders have lost their
   *       processor: the writer yields its own to them, once. A holder that then goes on takes its
   *       stripe again and again, and loses its processor holding it as likely as not. So a writer
   *       whom that did not help makes a spare stripe, instead of waiting for its luck; spare ones that
   *       are there already it takes without yielding.
   *   I5  Whatever is thrown while a stripe is held, it is given back: also where the stack is so full
   *       that no method can be called. So who holds one gives it back by unlock() within a try, and by
   *       a plain assignment to lock where that or anything before it throws. Otherwise one recursion
   *       without end, in a program that observes on its way, would let every later scrape hang.
   *
   * Memory ordering
   *   Taking a stripe acquires, giving it back releases; the fields of a stripe are plain. The
   *   array and its places are read with acquire and written with compare-and-set.
   *
   * Not promised
   *   That a reader sees all stripes at one instant: observations made while it reads may or may
   *   not be met.
   *
   *   That a reader gets each stripe within some time: it takes what is free when it looks. No
   *   writer holds a stripe longer than one observation takes, so it is free at most looks.
   *
   *   That a writer gets a stripe within some time where more threads than MAX_STRIPES and SPARES
   *   together have lost their processor amid an observation of the same metric.
   *
   * Limits
   *   MAX_STRIPES and SPARES. Memory for stripes is spent only where a writer met another or a reader.
   *
   * I1 to I3 are tested under load in StripedMetricConcurrencyTest, and one by one in
   * HistogramAgreementStressTest, HistogramStripeStressTest and SummaryStressTest; I4 in
   * SpareStripesTest, I5 in StackOverflowTest.
   */

  static final int MAX_STRIPES =
      powerOfTwoFrom(Math.max(4, Math.min(128, 2 * Runtime.getRuntime().availableProcessors())));

  /**
   * How many places are behind those that every observation reads. Seldom used, they also keep the first
   * stripe, which the heap likes to put behind the array, off the line with the others: else every
   * observation would wait for whoever writes to that stripe. A place takes at least half a long.
   */
  static final int SPARES = 2 * Stripe.PADDING;

  private static final VarHandle STRIPES;
  private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(Stripe[].class);

  static {
    try {
      STRIPES =
          MethodHandles.lookup().findVarHandle(StripedMetric.class, "stripes", Stripe[].class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final S first;

  @SuppressWarnings("unused") // written through STRIPES
  private volatile Stripe @Nullable [] stripes;

  StripedMetric(Descriptor descriptor, S first) {
    super(descriptor);
    this.first = first;
  }

  private static int powerOfTwoFrom(int atLeast) {
    return Integer.highestOneBit(2 * atLeast - 1);
  }

  /** Makes one more stripe, empty, and padded: others will be next to it. */
  abstract S newStripe();

  /** Returns a stripe that the caller holds, is about to change, and must give back as I5 says. */
  final S lockedStripe() {
    return rest == null ? anyLockedStripe() : lockedAwake();
  }

  /** A stripe of this metric when it is not asleep, see {@link Rest}. */
  private S lockedAwake() {
    while (true) {
      S stripe = anyLockedStripe();
      Sleeper<?> sleeper;
      try {
        sleeper = Rest.touched(this);
        if (sleeper == null) {
          return stripe;
        }
        stripe.unlock(); // nobody may wait for the table while others wait for the stripe
      } catch (Throwable e) {
        stripe.lock = Stripe.FREE; // see I5
        throw e;
      }
      sleeper.wake(this);
    }
  }

  private S anyLockedStripe() {
    Stripe[] all = stripes;
    S stripe = all == null ? first : stripeAt(all, placeOf(Probe.current()));
    if (stripe != null && stripe.tryLock()) {
      return stripe;
    }
    return lockAfterCollision(stripe);
  }

  /** Finds or makes another stripe than the one that was taken, or was not there. */
  @SuppressWarnings({
    "ThreadPriorityCheck", // a hint, not relied on: see I4
    "ReferenceEquality" // a stripe is nothing but itself
  })
  private S lockAfterCollision(@Nullable S taken) {
    Stripe[] all = stripesMadeIfNone();
    if (taken != null && taken.isBeingRead()) {
      // The reader is gone in a moment: no reason to move this thread, or to make a stripe for it
      // at every scrape.
      S free = lockedIfAnyIsFree(all);
      if (free != null) {
        return free;
      }
    }
    // A thread moves on only from where it met another: not from the first stripe, nor from a place
    // to which nobody has come yet.
    boolean met = taken != null && taken != first;
    int probe = met ? Probe.advance() : Probe.current();
    boolean yielded = false;
    while (true) {
      for (int i = 0; i < all.length; i++) {
        boolean spare = i >= MAX_STRIPES;
        int place = spare ? MAX_STRIPES + ((probe + i) & (SPARES - 1)) : placeOf(probe + i);
        S stripe = lockedOrMade(all, place, !spare || yielded);
        if (stripe != null) {
          return stripe;
        }
      }
      Thread.yield();
      yielded = true;
      probe = Probe.advance();
    }
  }

  private @Nullable S lockedOrMade(Stripe[] all, int place, boolean mayMake) {
    S stripe = stripeAt(all, place);
    if (stripe != null) {
      return stripe.tryLock() ? stripe : null;
    }
    if (!mayMake) {
      return null;
    }
    S made = newStripe();
    made.tryLock(); // nobody else knows it yet
    return PLACE.compareAndSet(all, place, null, made) ? made : null;
  }

  private @Nullable S lockedIfAnyIsFree(Stripe[] all) {
    for (int i = 0; i < all.length; i++) {
      S stripe = stripeAt(all, i);
      if (stripe != null && stripe.tryLock()) {
        return stripe;
      }
    }
    return null;
  }

  private Stripe[] stripesMadeIfNone() {
    Stripe[] all = stripes;
    if (all == null) {
      all = new Stripe[MAX_STRIPES + SPARES];
      Stripe[] others = (Stripe[]) STRIPES.compareAndExchange(this, null, all);
      all = others != null ? others : all;
    }
    return all;
  }

  @SuppressWarnings("unchecked") // only newStripe() and first are ever stored
  private @Nullable S stripeAt(Stripe[] all, int place) {
    return (S) PLACE.getAcquire(all, place);
  }

  private static int placeOf(int probe) {
    return probe & (MAX_STRIPES - 1);
  }

  /** Reads each stripe in turn, holding it; never two at a time. */
  final void readStripes(StripeReader<? super S> reader) {
    Stripe[] all = stripes;
    read(first, reader);
    if (all == null) {
      return;
    }
    for (int i = 0; i < all.length; i++) {
      S stripe = stripeAt(all, i);
      if (stripe != null) {
        read(stripe, reader);
      }
    }
  }

  private static <S extends Stripe> void read(S stripe, StripeReader<? super S> reader) {
    stripe.lockForReading();
    try {
      reader.add(stripe);
      stripe.unlock();
    } catch (Throwable e) {
      stripe.lock = Stripe.FREE; // see I5
      throw e;
    }
  }

  /** Adds up what stripes hold. */
  interface StripeReader<S> {
    void add(S stripe);
  }
}
