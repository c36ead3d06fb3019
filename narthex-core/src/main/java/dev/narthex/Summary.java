package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import dev.narthex.model.SummaryData;
import dev.narthex.model.SummarySnapshot;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Observations of which count and sum are kept and, where objectives are given, quantiles over the
 * last minutes.
 *
 * <p>Without objectives it is the cheapest way to expose an average. With them it tells quantiles
 * closely, but those of several processes cannot be put together; for that use a {@link Histogram}.
 *
 * <p>Count and sum are over the whole life of the program, quantiles over the last {@link
 * Builder#maxAge}, 10 minutes by default; without an observation in that time they are NaN. A NaN
 * that is observed counts and turns the sum into NaN; quantiles leave it out.
 *
 * <p>Thread-safe. Observing waits for nobody; without objectives it costs one atomic operation, with
 * them also a look at the clock and, every 512th time, some microseconds of sorting.
 *
 * <pre>{@code
 * Summary size =
 *     Summary.builder("answer_size_bytes")
 *         .help("Size of answers.")
 *         .objective(0.5, 0.05)
 *         .objective(0.99, 0.001)
 *         .register();
 * size.observe(1024);
 * }</pre>
 *
 * @since 0.1
 */
public final class Summary extends StripedMetric<Summary.Part> implements Observer {

  private final SummarySettings settings;
  private final TimeSource time;
  private final long createdMillis;

  Summary(Descriptor descriptor, SummarySettings settings, TimeSource time) {
    super(descriptor, new Part(settings, time));
    this.settings = settings;
    this.time = time;
    this.createdMillis = time.wallMillis();
  }

  /**
   * Begins the definition of a summary.
   *
   * @param name the name, with its base unit at the end: {@code answer_size_bytes}
   * @return a builder
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  @Override
  public void observe(double value) {
    Part part = lockedStripe();
    try {
      if (part.window != null && !Double.isNaN(value)) {
        part.window.add(value, time.nanos());
      }
      part.count++;
      part.sum += value;
      part.unlock();
    } catch (Throwable e) {
      part.lock = Stripe.FREE; // see StripedMetric
      throw e;
    }
  }

  @Override
  public Timer startTimer() {
    return Timer.start(this, time);
  }

  /**
   * Copies what was observed so far.
   *
   * @return count, sum and quantiles, without labels
   */
  public SummarySnapshot snapshot() {
    return SummarySnapshot.of(Labels.EMPTY, read(new SummaryView()), Millis.NONE);
  }

  private SummaryView read(SummaryView view) {
    view.begin(settings.objectives().quantiles(), createdMillis, time.nanos());
    readStripes(view);
    return view;
  }

  @Override
  void write(MetricSink sink, Labels labels, Scratch scratch) {
    sink.summary(labels, read(scratch.summary()), Millis.NONE);
  }

  @Override
  Part newStripe() {
    return new PaddedPart(settings, time);
  }

  @Override
  Object settings() {
    return settings;
  }

  /** Count, sum and recent values of some of the observations. */
  static class Part extends Stripe {

    final @Nullable QuantileWindow window;
    long count;
    double sum;

    Part(SummarySettings settings, TimeSource time) {
      boolean quantiles = settings.objectives().quantiles().size() > 0;
      window = quantiles ? new QuantileWindow(settings, time.nanos()) : null;
    }
  }

  private static final class PaddedPart extends Part {

    @SuppressWarnings("unused")
    long after0, after1, after2, after3, after4, after5, after6, after7;

    PaddedPart(SummarySettings settings, TimeSource time) {
      super(settings, time);
    }
  }

  /**
   * Gathers the definition of one {@link Summary}. Not thread-safe.
   *
   * @since 0.1
   */
  public static final class Builder extends SeriesBuilder<Summary, Builder> {

    private final Map<Double, Double> errorByRank = new TreeMap<>();
    private Duration maxAge = SummarySettings.DEFAULT_MAX_AGE;
    private int ageBuckets = SummarySettings.DEFAULT_AGE_BUCKETS;

    private Builder(String name) {
      super(new Definition(MetricType.SUMMARY, name));
    }

    /**
     * Adds a quantile.
     *
     * @param rank from 0 to 1; 0.5 is the median
     * @param error how far the rank of the value shown may be off, above 0: with rank 0.99 and error
     *     0.001 the value shown lies between the 98.9th and the 99.1th percentile. The smaller it
     *     is, the more values are kept
     * @return this
     */
    public Builder objective(double rank, double error) {
      errorByRank.put(rank, error);
      return this;
    }

    /**
     * Sets over which time quantiles are taken.
     *
     * @param maxAge how old an observation may be; positive, by default 10 minutes
     * @return this
     */
    public Builder maxAge(Duration maxAge) {
      this.maxAge = Objects.requireNonNull(maxAge, "maxAge");
      return this;
    }

    /**
     * Sets how smoothly old observations leave: at each of these parts of {@link #maxAge}, those of
     * one part leave together.
     *
     * @param ageBuckets from 1 to 1000, by default 5
     * @return this
     */
    public Builder ageBuckets(int ageBuckets) {
      this.ageBuckets = ageBuckets;
      return this;
    }

    @Override
    MetricFactory<Summary> factory() {
      SummarySettings settings = definition()
          .explained(() -> new SummarySettings(Objectives.of(errorByRank), maxAge, ageBuckets));
      TimeSource time = definition().time();
      return new MetricFactory<>(settings, descriptor -> new Summary(descriptor, settings, time));
    }

    /**
     * Defines a summary that something else keeps, and which is asked for at each scrape. Its
     * quantiles are those of the data; {@link #objective} has no effect.
     *
     * @param data gives the summary, such as {@link SummarySnapshot#of(
     *     dev.narthex.model.Quantiles, double[], long, double)}; called by any thread. If it throws,
     *     the summary is left out of that scrape and the failure is reported
     * @return the builder to finish with
     */
    public CallbackMetric.Builder callback(Supplier<? extends SummaryData> data) {
      return CallbackMetric.ofSummary(definition(), data);
    }
  }
}
