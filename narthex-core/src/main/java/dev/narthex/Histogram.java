package dev.narthex;

import dev.narthex.model.Buckets;
import dev.narthex.model.Descriptor;
import dev.narthex.model.HistogramData;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Observations counted in buckets: latencies, sizes. Prometheus can compute quantiles from it, over
 * any span of time and over many processes together; that is why it is mostly preferred to a {@link
 * Summary}.
 *
 * <p>Observe in base units: seconds, bytes. Without {@link Builder#buckets} the bounds are {@link
 * Buckets#DEFAULT}, made for the latency of a network service in seconds.
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
public final class Histogram extends StripedMetric<Histogram.Cells> implements Observer {

  private final Buckets buckets;
  private final TimeSource time;
  private final long createdMillis;

  Histogram(Descriptor descriptor, Buckets buckets, TimeSource time) {
    super(descriptor, new Cells(buckets.size(), 0));
    this.buckets = buckets;
    this.time = time;
    this.createdMillis = time.wallMillis();
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
    int bucket = buckets.indexOf(value);
    Cells cells = lockedStripe();
    try {
      cells.counts[bucket]++;
      cells.sum += value;
    } finally {
      cells.unlock();
    }
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
    return HistogramSnapshot.of(Labels.EMPTY, read(new HistogramView()), Millis.NONE);
  }

  private HistogramView read(HistogramView view) {
    view.begin(buckets, createdMillis);
    readStripes(Cells.ADD, view);
    return view;
  }

  @Override
  void write(MetricSink sink, Labels labels, Scratch scratch) {
    sink.histogram(labels, read(scratch.histogram), Millis.NONE);
  }

  @Override
  Cells newStripe() {
    return new PaddedCells(buckets.size());
  }

  @Override
  Object settings() {
    return buckets;
  }

  /** The buckets and the sum of some of the observations. */
  static class Cells extends Stripe {

    static final StripeReader<Cells, HistogramView> ADD =
        (cells, view) -> view.add(cells.counts, cells.sum);

    /** One for each bucket; there may be more elements. */
    final long[] counts;

    double sum;

    Cells(int size, int padding) {
      counts = new long[size + padding];
    }
  }

  private static final class PaddedCells extends Cells {

    @SuppressWarnings("unused")
    long after0, after1, after2, after3, after4, after5, after6, after7;

    PaddedCells(int size) {
      super(size, PADDING);
    }
  }

  /**
   * Gathers the definition of one {@link Histogram}. Not thread-safe.
   *
   * @since 0.1
   */
  public static final class Builder extends SeriesBuilder<Histogram, Builder> {

    private Buckets buckets = Buckets.DEFAULT;

    private Builder(String name) {
      super(new Definition(MetricType.HISTOGRAM, name));
    }

    /**
     * Sets the bounds of the buckets.
     *
     * @param buckets the bounds, from {@link Buckets#linear}, {@link Buckets#exponential} and others
     * @return this
     */
    public Builder buckets(Buckets buckets) {
      this.buckets = Objects.requireNonNull(buckets, "buckets");
      return this;
    }

    /**
     * Sets the bounds of the buckets one by one.
     *
     * @param upperBounds the inclusive upper bounds, strictly increasing; the one for all larger
     *     values is there by itself
     * @return this
     * @throws IllegalArgumentException if the bounds are not as described
     */
    public Builder buckets(double... upperBounds) {
      return definition().explained(() -> buckets(Buckets.of(upperBounds)));
    }

    @Override
    MetricFactory<Histogram> factory() {
      Buckets bounds = buckets;
      TimeSource time = definition().time();
      return new MetricFactory<>(bounds, descriptor -> new Histogram(descriptor, bounds, time));
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
