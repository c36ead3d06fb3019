package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.DoubleSupplier;

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
   *   The bits of one double.
   *
   * Invariants
   *   I1  set() is one write, add() one successful compare-and-set: every value ever seen was set,
   *       or is one that was seen plus one amount.
   *
   * Memory ordering
   *   set() releases, reads acquire: who reads a value also sees what its setter did before.
   *
   * Not promised
   *   An order between set() and add() of different threads: a set wipes out what it overtakes.
   *
   * I1 is tested in GaugeTest and, under races, in GaugeConcurrencyTest and GaugeStressTest.
   */

  private static final VarHandle BITS;

  static {
    try {
      BITS = MethodHandles.lookup().findVarHandle(Gauge.class, "bits", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final TimeSource time;

  @SuppressWarnings("unused") // read and written through BITS
  private long bits; // 0 is also the bits of 0.0

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
    BITS.setRelease(this, Double.doubleToRawLongBits(value));
  }

  /** Adds 1. */
  public void inc() {
    add(1);
  }

  /** Takes 1 away. */
  public void dec() {
    add(-1);
  }

  /**
   * Adds an amount.
   *
   * @param amount how much to add, may be negative
   */
  public void add(double amount) {
    long before;
    long after;
    do {
      before = (long) BITS.getAcquire(this);
      after = Double.doubleToRawLongBits(Double.longBitsToDouble(before) + amount);
    } while (!BITS.compareAndSet(this, before, after)); // a failure is another's success
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
    return Double.longBitsToDouble((long) BITS.getAcquire(this));
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
