package dev.narthex;

import dev.narthex.model.Buckets;
import dev.narthex.model.Descriptor;
import dev.narthex.model.HistogramData;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import java.util.function.Supplier;

/**
 * How something is distributed that is there now: the ages of queued jobs, the sizes of open files.
 * Unlike those of a {@link Histogram} its counts may fall, when something leaves; so take no {@code
 * rate} of it, and quantiles of its buckets as they are.
 *
 * <p>It is made whole and {@linkplain #set set}, or asked for at each scrape by a {@linkplain
 * Builder#callback callback}. Before it is set it is empty. {@link HistogramSnapshot#counting} makes
 * such data from values. Text 0.0.4 knows no such type and shows a histogram.
 *
 * <p>Thread-safe. No call blocks; a scrape shows the data of one call of {@code set}, never parts of
 * two.
 *
 * <pre>{@code
 * GaugeHistogram ages =
 *     GaugeHistogram.builder("queued_job_age_seconds").help("Age of the jobs that wait.").register();
 * ages.set(HistogramSnapshot.counting(Buckets.of(1, 10, 60), 0.3, 0.4, 12));
 * }</pre>
 *
 * @since 0.1
 */
public final class GaugeHistogram extends Metric {

  private static final HistogramSnapshot NOTHING = HistogramSnapshot.counting(Buckets.NONE);

  private volatile HistogramSnapshot data = NOTHING;

  GaugeHistogram(Descriptor descriptor) {
    super(descriptor);
  }

  /**
   * Begins the definition of a gauge histogram.
   *
   * @param name the name, with its base unit at the end: {@code queued_job_age_seconds}
   * @return a builder
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /**
   * Sets the distribution. Buckets may be others than before, but Prometheus compares best what stays
   * the same.
   *
   * @param now the distribution now; it is copied
   * @throws IllegalArgumentException if a bucket counts less than nothing, or {@code now} is null; the
   *     data stays as it was
   */
  public void set(HistogramData now) {
    HistogramSnapshot copy = HistogramSnapshot.of(
        Labels.EMPTY, given(now, "Set a histogram, which may be an empty one."), Millis.NONE);
    for (int i = 0; i < copy.buckets().size(); i++) {
      if (copy.bucketCount(i) < 0) {
        throw new IllegalArgumentException(
            "%s: the bucket up to %s counts %d, which is less than nothing. Set a count of 0 or more for each."
                .formatted(name(), copy.buckets().upperBound(i), copy.bucketCount(i)));
      }
    }
    data = copy;
    changed();
  }

  /**
   * The distribution now.
   *
   * @return a copy of what was set last, at first without observations; without labels
   */
  public HistogramSnapshot snapshot() {
    return data;
  }

  @Override
  void write(MetricSink sink, Labels labels, Scratch scratch) {
    sink.histogram(labels, data, Millis.NONE);
  }

  /**
   * Gathers the definition of one {@link GaugeHistogram}. Not thread-safe.
   *
   * @since 0.1
   */
  public static final class Builder extends SeriesBuilder<GaugeHistogram, Builder> {

    private Builder(String name) {
      super(new Definition(MetricType.GAUGE_HISTOGRAM, name));
    }

    @Override
    MetricFactory<GaugeHistogram> factory() {
      return new MetricFactory<>("", GaugeHistogram::new);
    }

    /**
     * Defines a gauge histogram that is asked for at each scrape.
     *
     * @param data gives the distribution, such as {@link HistogramSnapshot#counting(Buckets,
     *     double...)}; called by any thread. If it throws, the metric is left out of that scrape and
     *     the failure is reported
     * @return the builder to finish with
     */
    public CallbackMetric.Builder callback(Supplier<? extends HistogramData> data) {
      return CallbackMetric.ofHistogram(definition(), data);
    }
  }
}
