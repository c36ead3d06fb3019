package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that only goes up: requests served, bytes sent, jobs failed.
 *
 * <p>It starts at 0 and returns to 0 only when the process restarts. Use a {@link Gauge} for
 * anything that can fall. The name ends in {@code _total}, after the base unit if there is one:
 * {@code _seconds_total}, {@code _bytes_total}. A counter of another name is shown in OpenMetrics as
 * "unknown", because that format knows no such counter.
 *
 * <p>With an {@linkplain TraceContext#install installed} trace context a counter keeps an example of
 * what it counted for each scrape; {@link #incWithExemplar} gives one by hand.
 *
 * <p>Thread-safe. Any number of threads may count while others scrape; counting never blocks and
 * makes no object but an exemplar, once a scrape.
 *
 * <pre>{@code
 * Counter jobs = Counter.builder("jobs_total").help("Jobs finished.").register();
 * jobs.inc();
 * }</pre>
 *
 * @since 0.1
 */
public final class Counter extends StripedTotal {

  private static final VarHandle SLOT;

  static {
    try {
      SLOT = MethodHandles.lookup().findVarHandle(Counter.class, "slot", ExemplarSlot.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final CounterSettings settings;
  private final long createdMillis;

  /** Null until there is an exemplar or one is wanted. Looked at in plain mode: see ExemplarSlot. */
  private @Nullable ExemplarSlot slot;

  Counter(Descriptor descriptor, CounterSettings settings) {
    super(descriptor);
    this.settings = settings;
    this.createdMillis = settings.time().wallMillis();
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
    offerExemplar(1);
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
    offerExemplar((double) amount);
  }

  /**
   * Adds any number.
   *
   * @param amount how much to add; finite and not negative
   * @throws IllegalArgumentException if {@code amount} is negative, infinite or NaN; the counter
   *     keeps its value
   */
  public void add(double amount) {
    addUnsampled(amount);
    offerExemplar(amount);
  }

  private void addUnsampled(double amount) {
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

  /**
   * Adds 1 and keeps it as an example of what is counted.
   *
   * @param labels labels that lead to more about it, such as a trace id; null for a plain {@link
   *     #inc}
   * @throws IllegalArgumentException if the labels have more than {@link
   *     Exemplar#MAX_LABEL_CODE_POINTS} characters together; the 1 was added
   */
  public void incWithExemplar(@Nullable Labels labels) {
    addWithExemplar(1, labels);
  }

  /**
   * Adds any number and keeps it as an example of what is counted.
   *
   * @param amount how much to add; finite and not negative
   * @param labels labels that lead to more about it, such as a trace id; null for a plain {@link
   *     #add(double)}
   * @throws IllegalArgumentException if {@code amount} is negative, infinite or NaN; the counter keeps
   *     its value. If the labels have more than {@link Exemplar#MAX_LABEL_CODE_POINTS} characters
   *     together; the amount was added
   */
  public void addWithExemplar(double amount, @Nullable Labels labels) {
    if (labels == null) {
      add(amount);
      return;
    }
    addUnsampled(amount);
    slotMadeIfNone().put(TraceExemplars.given(name(), labels, amount, settings.time()));
  }

  /** Keeps an example from the current trace if one is wanted. */
  private void offerExemplar(double amount) {
    ExemplarSlot wanting = slot;
    if (wanting != null && wanting.isArmed()) {
      Exemplar exemplar = TraceExemplars.current(settings.traceContext(), amount, settings.time());
      if (exemplar != null && wanting.disarm() && !TraceExemplars.isFailure(exemplar)) {
        wanting.put(exemplar);
      }
    }
  }

  private ExemplarSlot slotMadeIfNone() {
    ExemplarSlot made = slot;
    if (made == null) {
      made = new ExemplarSlot();
      ExemplarSlot others = (ExemplarSlot) SLOT.compareAndExchange(this, null, made);
      made = others != null ? others : made;
    }
    return made;
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
  TimeSource time() {
    return settings.time();
  }

  @Override
  void write(MetricSink sink, Labels labels, Scratch scratch) {
    ExemplarSlot read = (ExemplarSlot) SLOT.getAcquire(this);
    Exemplar exemplar = read == null ? null : read.latest(); // before the total: see ExemplarSlot
    sink.counter(labels, sum(), createdMillis, exemplar, Millis.NONE);
    if (TraceExemplars.arePossible(settings.traceContext())) {
      slotMadeIfNone().arm();
    }
  }

  @Override
  Object settings() {
    return settings.comparable();
  }

  /**
   * Gathers the definition of one {@link Counter}. Not thread-safe.
   *
   * @since 0.1
   */
  public static final class Builder extends SeriesBuilder<Counter, Builder> {

    private @Nullable TraceContext traceContext;

    private Builder(String name) {
      super(new Definition(MetricType.COUNTER, name));
    }

    /**
     * Sets where exemplars come from.
     *
     * @param traceContext asked for the current trace in place of what was {@linkplain
     *     TraceContext#install installed}; {@link TraceContext#NONE} for no exemplars but those given
     * @return this
     */
    public Builder traceContext(TraceContext traceContext) {
      this.traceContext = Objects.requireNonNull(traceContext, "traceContext");
      return this;
    }

    @Override
    MetricFactory<Counter> factory() {
      CounterSettings settings = new CounterSettings(definition().time(), traceContext);
      return new MetricFactory<>(
          settings.comparable(), descriptor -> new Counter(descriptor, settings));
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
