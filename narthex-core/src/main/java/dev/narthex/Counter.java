package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import java.util.function.DoubleSupplier;

/**
 * A value that only goes up: requests served, bytes sent, jobs failed.
 *
 * <p>It starts at 0 and returns to 0 only when the process restarts. Use a {@link Gauge} for
 * anything that can fall. The name ends in {@code _total}, after the base unit if there is one:
 * {@code _seconds_total}, {@code _bytes_total}. A counter of another name is shown in OpenMetrics as
 * "unknown", because that format knows no such counter.
 *
 * <p>Thread-safe. Any number of threads may count while others scrape; counting never blocks and
 * makes no object.
 *
 * <pre>{@code
 * Counter jobs = Counter.builder("jobs_total").help("Jobs finished.").register();
 * jobs.inc();
 * }</pre>
 *
 * @since 0.1
 */
public final class Counter extends StripedTotal {

  private final long createdMillis;

  Counter(Descriptor descriptor, TimeSource time) {
    super(descriptor);
    this.createdMillis = time.wallMillis();
  }

  /**
   * Begins the definition of a counter.
   *
   * @param name the name, usually with {@code _total} at its end
   * @return a builder
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** Adds 1. */
  public void inc() {
    addWhole(1);
  }

  /**
   * Adds a whole number.
   *
   * @param amount how much to add, not negative
   * @throws IllegalArgumentException if {@code amount} is negative; the counter keeps its value
   */
  public void add(long amount) {
    if (amount < 0) {
      throw cannotAdd(amount);
    }
    addWhole(amount);
  }

  /**
   * Adds any number.
   *
   * @param amount how much to add; finite and not negative
   * @throws IllegalArgumentException if {@code amount} is negative, infinite or NaN; the counter
   *     keeps its value
   */
  public void add(double amount) {
    if (!(amount >= 0 && amount < Double.POSITIVE_INFINITY)) { // written so that NaN fails too
      throw cannotAdd(amount);
    }
    long whole = (long) amount;
    if (whole == amount) {
      addWhole(whole);
    } else {
      addFraction(amount);
    }
  }

  private IllegalArgumentException cannotAdd(Number amount) {
    return new IllegalArgumentException(name()
        + ": cannot add "
        + amount
        + ", a counter only goes up, by finite amounts. Use a Gauge for a value that can fall.");
  }

  /**
   * The total so far.
   *
   * @return the sum of all amounts added
   */
  public double value() {
    return sum();
  }

  @Override
  void write(MetricSink sink, Labels labels, Scratch scratch) {
    sink.counter(labels, sum(), createdMillis, null, Millis.NONE);
  }

  /**
   * Gathers the definition of one {@link Counter}. Not thread-safe.
   *
   * @since 0.1
   */
  public static final class Builder extends SeriesBuilder<Counter, Builder> {

    private Builder(String name) {
      super(new Definition(MetricType.COUNTER, name));
    }

    @Override
    MetricFactory<Counter> factory() {
      TimeSource time = definition().time();
      return new MetricFactory<>("", descriptor -> new Counter(descriptor, time));
    }

    /**
     * Defines a counter whose total something else keeps, and which is asked at each scrape.
     *
     * @param total gives the total; called by any thread. It should never go down. If it throws, the
     *     counter is left out of that scrape and the failure is reported
     * @return the builder to finish with
     */
    public CallbackMetric.Builder callback(DoubleSupplier total) {
      return CallbackMetric.ofNumber(definition(), total);
    }
  }
}
