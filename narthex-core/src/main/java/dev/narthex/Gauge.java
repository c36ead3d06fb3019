package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that goes up and down: items in a queue, a temperature, requests in flight.
 *
 * <p>It starts at 0. For something that only grows use a {@link Counter}: Prometheus can take its
 * rate across restarts.
 *
 * <p>Thread-safe. No call blocks or makes an object.
 *
 * <pre>{@code
 * Gauge inFlight = Gauge.builder("requests_in_flight").help("Requests being served.").register();
 * inFlight.inc();
 * try {
 *   serve();
 * } finally {
 *   inFlight.dec();
 * }
 * }</pre>
 *
 * @since 0.1
 */
public final class Gauge extends Metric {

  /*
   * Representation
   *   bits     the bits of the value; or SPREAD, which no value has: then it is in spread
   *   spread   null until threads have met here twice in a row, or the gauge was busy for a while;
   *            then made once. It is no longer used after a value was set, as that is one write to
   *            bits
   *   busyness   how much amounts are added, see Busyness; a hint
   *
   * Invariants
   *   I1  set() is one write, add() one successful compare-and-set: every value ever seen was set,
   *       or is one that was seen plus amounts that were added.
   *   I2  bits becomes SPREAD at most once, by a compare-and-set from the value that spread begins
   *       with. So it is always plain where the value is, and no amount falls between.
   *
   * Memory ordering
   *   set() releases, reads acquire: who reads a value also sees what its setter did before.
   *
   * Not promised
   *   An order between set() and add() of different threads: a set wipes out what it overtakes, so
   *   also an amount that is just being added to a spread gauge.
   *
   * I1 and I2 are tested in GaugeTest and, under races, in GaugeConcurrencyTest and GaugeStressTest.
   */

  /** One of the many forms of NaN; a NaN that is a value is kept in the one usual form. */
  private static final long SPREAD = 0x7FF8_5350_5245_4144L;

  private static final VarHandle BITS;
  private static final VarHandle SPREAD_GAUGE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      BITS = lookup.findVarHandle(Gauge.class, "bits", long.class);
      SPREAD_GAUGE = lookup.findVarHandle(Gauge.class, "spread", SpreadGauge.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final TimeSource time;

  @SuppressWarnings("unused") // read and written through BITS
  private long bits; // 0 is also the bits of 0.0

  private volatile @Nullable SpreadGauge spread;

  private int busyness;

  Gauge(Descriptor descriptor, TimeSource time) {
    super(descriptor);
    this.time = time;
  }

  /**
   * Begins the definition of a gauge.
   *
   * @param name the name, with its base unit at the end
   * @return a builder
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /**
   * Sets the value.
   *
   * @param value any number; NaN says that there is none
   */
  public void set(double value) {
    BITS.setRelease(this, Double.doubleToLongBits(value)); // NaN in its usual form: not SPREAD
    changedByRelease();
  }

  /** Adds 1. */
  public void inc() {
    addNormal(1);
  }

  /** Takes 1 away. */
  public void dec() {
    addNormal(-1);
  }

  /**
   * Adds an amount.
   *
   * @param amount how much to add, may be negative
   */
  public void add(double amount) {
    addNormal(Double.longBitsToDouble(Double.doubleToLongBits(amount))); // NaN in its usual form
  }

  private void addNormal(double amount) {
    if (isSpread()) {
      addSpread(amount);
    } else if (tryAdd(amount)) {
      changed();
      lookIfDue();
    } else {
      addAgain(amount);
    }
  }

  private boolean isSpread() {
    return (long) BITS.getAcquire(this) == SPREAD;
  }

  private void addSpread(double amount) {
    Objects.requireNonNull(spread).add(amount);
    changedByRelease();
  }

  /** Adds an amount unless the gauge is spread, or another thread changes it at the same time. */
  private boolean tryAdd(double amount) {
    long before = (long) BITS.getAcquire(this);
    return before != SPREAD && BITS.compareAndSet(this, before, OwnedCell.plus(before, amount));
  }

  /** A quiet gauge on which two threads met once stays small: it is spread at the second failure. */
  private void addAgain(double amount) {
    boolean added = tryAdd(amount);
    while (!added && !isSpread()) { // a failure is another's success
      spread();
      added = tryAdd(amount);
    }
    if (added) {
      changed();
    } else {
      addSpread(amount);
    }
  }

  private void lookIfDue() {
    if (Probe.isSample()) {
      busyness = Busyness.after(busyness, time.nanos());
      if (Busyness.isBusy(busyness)) {
        spread();
      }
    }
  }

  /** Moves the value to where threads do not meet, unless that was done before. */
  void spread() {
    if (spread != null) {
      return;
    }
    SpreadGauge made = new SpreadGauge();
    if (SPREAD_GAUGE.compareAndSet(this, null, made)) {
      long before;
      do {
        before = (long) BITS.getAcquire(this);
        made.begin(before);
      } while (!BITS.compareAndSet(this, before, SPREAD));
    }
  }

  /**
   * Takes an amount away.
   *
   * @param amount how much to take away, may be negative
   */
  public void sub(double amount) {
    add(-amount);
  }

  /** Sets the value to the present time in seconds since the Unix epoch. */
  public void setToCurrentTime() {
    set(time.wallMillis() / 1000.0);
  }

  /**
   * Begins to measure a duration, to which the gauge is set in seconds when the timer stops.
   *
   * @return a running timer
   */
  public Timer startTimer() {
    return Timer.start(this::set, time);
  }

  /**
   * The value now.
   *
   * @return what was set last, with what was added since
   */
  public double value() {
    long seen = (long) BITS.getAcquire(this);
    if (seen == SPREAD) {
      double value = Objects.requireNonNull(spread).value();
      seen = (long) BITS.getAcquire(this);
      if (seen == SPREAD) { // nothing was set in the meantime
        return value;
      }
    }
    return Double.longBitsToDouble(seen);
  }

  @Override
  void write(MetricSink sink, Labels labels, Scratch scratch) {
    sink.value(labels, value(), Millis.NONE);
  }

  /**
   * Gathers the definition of one {@link Gauge}. Not thread-safe.
   *
   * @since 0.1
   */
  public static final class Builder extends SeriesBuilder<Gauge, Builder> {

    private Builder(String name) {
      super(new Definition(MetricType.GAUGE, name));
    }

    @Override
    MetricFactory<Gauge> factory() {
      TimeSource time = definition().time();
      return new MetricFactory<>("", descriptor -> new Gauge(descriptor, time));
    }

    /**
     * Defines a gauge whose value is asked for at each scrape.
     *
     * @param value gives the value; called by any thread. If it throws, the gauge is left out of
     *     that scrape and the failure is reported
     * @return the builder to finish with
     */
    public CallbackMetric.Builder callback(DoubleSupplier value) {
      return CallbackMetric.ofNumber(definition(), value);
    }
  }
}
