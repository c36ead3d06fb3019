package dev.narthex;

import dev.narthex.model.Buckets;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramData;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import dev.narthex.model.NativeBuckets;
import dev.narthex.model.NativeHistogramData;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Observations counted in buckets: latencies, sizes. Prometheus can compute quantiles from it, over
 * any span of time and over many processes together; that is why it is mostly preferred to a {@link
 * Summary}.
 *
 * <p>Observe in base units: seconds, bytes. There are two kinds of buckets, and a histogram can have
 * both. <em>Classic</em> ones have bounds that are chosen in advance; by default {@link
 * Buckets#DEFAULT}, made for the latency of a network service in seconds. <em>Native</em> ones,
 * switched on with {@link Builder#nativeBuckets}, need no bounds, are finer and cost less, and want a
 * Prometheus that scrapes them.
 *
 * <p>With an {@linkplain TraceContext#install installed} trace context buckets keep an example each of
 * what they counted; {@link #observeWithExemplar} gives one by hand.
 *
 * <p>NaN counts as an observation in the last bucket and turns the sum into NaN; ±Inf are counted
 * like any other value.
 *
 * <p>Thread-safe. Observing costs one atomic operation, makes no object, and waits for nobody.
 * Buckets, count and sum of one scrape always belong to the same observations.
 *
 * <pre>{@code
 * Histogram latency =
 *     Histogram.builder("request_duration_seconds").help("Time to answer.").register();
 * try (Timer timer = latency.startTimer()) {
 *   serve();
 * }
 * }</pre>
 *
 * @since 0.1
 */
public final class Histogram extends StripedMetric<HistogramCells> implements Observer {

  /** How many exemplars the native buckets keep. */
  public static final int DEFAULT_MAX_NATIVE_EXEMPLARS = 10;

  /** The most exemplars that native buckets can be asked to keep. */
  public static final int MAX_NATIVE_EXEMPLARS = 100;

  /** From which age on an exemplar of the native buckets is the first to go. */
  public static final Duration DEFAULT_NATIVE_EXEMPLAR_AGE = Duration.ofMinutes(5);

  /*
   * Native buckets that reset: representation
   *   epoch   null, or what tells counts of before a fresh start from those after. A stripe carries
   *           the epoch its counts belong to.
   *   shown   how coarse the native buckets were when they were last read, and in which epoch; null
   *           before.
   *
   * Invariants
   *   I1  A stripe whose epoch is not the histogram's holds nothing that counts any more. Who writes to
   *       it clears it first; who reads skips it.
   *   I2  A reader starts again if the epoch has changed meanwhile. So what it reads belongs to one.
   *   I3  A new epoch begins at most once in resetNanos, so a reader starts again once at the most.
   *   I4  Within an epoch a reader finds native buckets no finer than one that was done before it began.
   *
   * Tested in NativeHistogramTest and HistogramResetStressTest.
   */

  private static final VarHandle EPOCH;
  private static final VarHandle SHOWN;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      EPOCH = lookup.findVarHandle(Histogram.class, "epoch", HistogramEpoch.class);
      SHOWN = lookup.findVarHandle(Histogram.class, "shown", NativeShape.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final HistogramSettings settings;
  private final TimeSource time;
  private final long createdMillis;
  private volatile @Nullable HistogramEpoch epoch;
  private volatile @Nullable NativeShape shown;

  Histogram(Descriptor descriptor, HistogramSettings settings, TimeSource time) {
    this(descriptor, settings, time, firstEpoch(settings, time));
  }

  private Histogram(
      Descriptor descriptor,
      HistogramSettings settings,
      TimeSource time,
      @Nullable HistogramEpoch epoch) {
    super(descriptor, new HistogramCells(settings, epoch));
    this.settings = settings;
    this.time = time;
    this.createdMillis = time.wallMillis();
    this.epoch = epoch;
  }

  private static @Nullable HistogramEpoch firstEpoch(HistogramSettings settings, TimeSource time) {
    return settings.resetNanos() == 0 ? null : new HistogramEpoch(time.nanos(), time.wallMillis());
  }

  /**
   * Begins the definition of a histogram.
   *
   * @param name the name, with its base unit at the end: {@code request_duration_seconds}
   * @return a builder
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  @Override
  public void observe(double value) {
    int bucket = settings.buckets().indexOf(value);
    boolean exemplarWanted;
    HistogramCells cells = lockedStripe();
    try {
      count(cells, bucket, value);
      HistogramExemplars exemplars = cells.exemplars;
      exemplarWanted = exemplars != null && exemplars.isWanted(bucket);
      cells.unlock();
    } catch (Throwable e) {
      cells.lock = Stripe.FREE; // see StripedMetric
      throw e;
    }
    if (exemplarWanted) { // asked only now, as it runs code of others
      takeExemplarFromTrace(cells, bucket, value);
    }
  }

  /**
   * Puts an exemplar where its observation is, so that no reader meets the one without the other. If
   * another thread is there now, the next observation has its chance.
   */
  private void takeExemplarFromTrace(HistogramCells cells, int bucket, double value) {
    Exemplar exemplar = TraceExemplars.current(settings.traceContext(), value, time);
    if (exemplar != null && cells.tryLock()) {
      try {
        if (TraceExemplars.isFailure(exemplar)) {
          cells.exemplars(settings).disarm();
        } else {
          cells.exemplars(settings).put(bucket, exemplar);
        }
        cells.unlock();
      } catch (Throwable e) {
        cells.lock = Stripe.FREE; // see StripedMetric
        throw e;
      }
    }
  }

  /**
   * Observes a value and keeps it as an example for its bucket.
   *
   * @param value the observed value, in the base unit of the metric
   * @param labels labels that lead to more about it, such as a trace id; null for a plain {@link
   *     #observe(double)}
   * @throws IllegalArgumentException if the labels have more than {@link
   *     Exemplar#MAX_LABEL_CODE_POINTS} characters together; the value was counted
   */
  @Override
  public void observeWithExemplar(double value, @Nullable Labels labels) {
    if (labels == null) {
      observe(value);
      return;
    }
    Exemplar exemplar;
    try {
      exemplar = TraceExemplars.given(name(), labels, value, time);
    } catch (IllegalArgumentException refused) {
      observe(value);
      throw refused;
    }
    int bucket = settings.buckets().indexOf(value);
    HistogramCells cells = lockedStripe();
    try {
      HistogramExemplars exemplars = cells.exemplars(settings);
      count(cells, bucket, value);
      exemplars.put(bucket, exemplar);
      cells.unlock();
    } catch (Throwable e) {
      cells.lock = Stripe.FREE; // see StripedMetric
      throw e;
    }
  }

  private void count(HistogramCells cells, int bucket, double value) {
    NativeCells natives = cells.natives;
    if (natives != null) {
      countNatively(cells, natives, bucket, value);
    } else {
      cells.add(bucket, value);
    }
  }

  private void countNatively(HistogramCells cells, NativeCells natives, int bucket, double value) {
    HistogramEpoch current = currentEpoch();
    cells.moveTo(current);
    cells.add(bucket, value);
    if (!natives.isOverLimit()) {
      return;
    }
    if (current != null && isOldEnough(current)) {
      HistogramEpoch next = nextEpoch(current, time.nanos(), time.wallMillis());
      cells.moveTo(next);
      cells.add(bucket, value);
    } else {
      if (current != null) {
        current.endsWhenOldEnough = true;
      }
      natives.reduce();
    }
  }

  /** The epoch that observations belong to now. */
  private @Nullable HistogramEpoch currentEpoch() {
    HistogramEpoch current = epoch;
    if (current == null || !current.endsWhenOldEnough || !isOldEnough(current)) {
      return current;
    }
    // Nobody has counted or read since it was over, or it would have ended then.
    long nanos = current.startNanos + settings.resetNanos();
    long millisLate = (time.nanos() - nanos) / NANOS_PER_MILLI;
    return nextEpoch(current, nanos, time.wallMillis() - millisLate);
  }

  private boolean isOldEnough(HistogramEpoch current) {
    return time.nanos() - current.startNanos >= settings.resetNanos();
  }

  /** Ends an epoch, unless another thread has. Returns the one that goes on. */
  private @Nullable HistogramEpoch nextEpoch(HistogramEpoch last, long nanos, long millis) {
    HistogramEpoch next = new HistogramEpoch(nanos, millis);
    return EPOCH.compareAndSet(this, last, next) ? next : epoch;
  }

  @Override
  public Timer startTimer() {
    return Timer.start(this, time);
  }

  /**
   * Copies what was counted so far.
   *
   * @return buckets, count and sum of one set of observations, without labels
   */
  public HistogramSnapshot snapshot() {
    HistogramView view = new HistogramView();
    read(view, false);
    return HistogramSnapshot.of(Labels.EMPTY, view, Millis.NONE);
  }

  @SuppressWarnings("ReferenceEquality") // an epoch is nothing but itself
  private void read(HistogramView view, boolean arm) {
    HistogramEpoch current;
    do {
      current = currentEpoch();
      view.begin(settings, current == null ? createdMillis : current.createdMillis, current, arm);
      readStripes(view);
    } while (current != epoch);
    NativeShape before = shown;
    if (before != null) {
      view.coarsenTo(before);
    }
    if (view.reduce() && current != null) {
      current.endsWhenOldEnough = true;
    }
    NativeHistogramData natives = view.nativeData();
    if (natives != null) {
      remember(natives, current);
    }
  }

  /** Notes how coarse native buckets were shown, unless a later epoch has begun. */
  @SuppressWarnings("ReferenceEquality") // an epoch is nothing but itself
  private void remember(NativeHistogramData natives, @Nullable HistogramEpoch of) {
    NativeShape before = shown;
    while (before == null || !before.isOf(of) || !before.isShapeOf(natives)) {
      if (of != epoch) {
        return;
      }
      NativeShape now = new NativeShape(of, natives.schema(), natives.zeroThreshold());
      NativeShape next = before != null && before.isOf(of) ? before.with(now) : now;
      if (next == before || SHOWN.compareAndSet(this, before, next)) {
        return;
      }
      before = shown;
    }
  }

  @Override
  void write(MetricSink sink, Labels labels, Scratch scratch) {
    read(scratch.histogram, TraceExemplars.arePossible(settings.traceContext()));
    sink.histogram(labels, scratch.histogram, Millis.NONE);
  }

  @Override
  HistogramCells newStripe() {
    return new HistogramCells.Padded(settings, epoch);
  }

  @Override
  Object settings() {
    return settings;
  }

  /**
   * Gathers the definition of one {@link Histogram}. Not thread-safe.
   *
   * @since 0.1
   */
  public static final class Builder extends SeriesBuilder<Histogram, Builder> {

    private @Nullable Buckets buckets;
    private @Nullable NativeBuckets nativeBuckets;
    private int maxNativeExemplars = DEFAULT_MAX_NATIVE_EXEMPLARS;
    private Duration nativeExemplarAge = DEFAULT_NATIVE_EXEMPLAR_AGE;
    private @Nullable TraceContext traceContext;

    private Builder(String name) {
      super(new Definition(MetricType.HISTOGRAM, name));
    }

    /**
     * Sets the bounds of the classic buckets. Without this they are {@link Buckets#DEFAULT}, or, in a
     * histogram with {@link #nativeBuckets native buckets}, there are none.
     *
     * @param buckets the bounds, from {@link Buckets#linear}, {@link Buckets#exponential} and others
     * @return this
     */
    public Builder buckets(Buckets buckets) {
      this.buckets = Objects.requireNonNull(buckets, "buckets");
      return this;
    }

    /**
     * Sets the bounds of the classic buckets one by one.
     *
     * @param upperBounds the inclusive upper bounds, strictly increasing; the one for all larger
     *     values is there by itself
     * @return this
     * @throws IllegalArgumentException if the bounds are not as described
     */
    public Builder buckets(double... upperBounds) {
      return definition().explained(() -> buckets(Buckets.of(upperBounds)));
    }

    /**
     * Counts in native buckets: finer, over the whole range of numbers, and sent only where something
     * was counted. Prometheus must be told to scrape them; text formats show the classic buckets alone.
     * Where a reader may not know native buckets, set {@link #buckets} too.
     *
     * @param nativeBuckets how fine and how many they are, such as {@link NativeBuckets#DEFAULT}
     * @return this
     */
    public Builder nativeBuckets(NativeBuckets nativeBuckets) {
      this.nativeBuckets = Objects.requireNonNull(nativeBuckets, "nativeBuckets");
      return this;
    }

    /**
     * Sets which exemplars the native buckets keep. Classic buckets keep the last one each.
     *
     * @param max how many, from 0 to {@link #MAX_NATIVE_EXEMPLARS}, by default {@link
     *     #DEFAULT_MAX_NATIVE_EXEMPLARS}
     * @param age from which age on the oldest goes first, by default {@link
     *     #DEFAULT_NATIVE_EXEMPLAR_AGE}; until then they are chosen for their distance. With {@link
     *     Duration#ZERO} the oldest always goes first
     * @return this
     * @throws IllegalArgumentException if a parameter is out of its range
     */
    public Builder nativeExemplars(int max, Duration age) {
      if (max < 0 || max > MAX_NATIVE_EXEMPLARS || age.isNegative()) {
        throw new IllegalArgumentException(
            "%s: nativeExemplars(%d, %s): there may be from 0 to %d, of an age that is not negative."
                .formatted(definition().name(), max, age, MAX_NATIVE_EXEMPLARS));
      }
      this.maxNativeExemplars = max;
      this.nativeExemplarAge = age;
      return this;
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
    MetricFactory<Histogram> factory() {
      Buckets unlessGiven = nativeBuckets == null ? Buckets.DEFAULT : Buckets.NONE;
      HistogramSettings settings = HistogramSettings.of(
          buckets == null ? unlessGiven : buckets,
          nativeBuckets,
          maxNativeExemplars,
          nativeExemplarAge,
          traceContext);
      TimeSource time = definition().time();
      return new MetricFactory<>(settings, descriptor -> new Histogram(descriptor, settings, time));
    }

    /**
     * Defines a histogram that something else keeps, and which is asked for at each scrape. Its
     * buckets are those of the data; {@link #buckets} has no effect.
     *
     * @param data gives the histogram, such as {@link HistogramSnapshot#of(Buckets, long[],
     *     double)}; called by any thread. If it throws, the histogram is left out of that scrape and
     *     the failure is reported
     * @return the builder to finish with
     */
    public CallbackMetric.Builder callback(Supplier<? extends HistogramData> data) {
      return CallbackMetric.ofHistogram(definition(), data);
    }
  }
}
