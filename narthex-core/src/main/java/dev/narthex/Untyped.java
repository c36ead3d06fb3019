package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import java.util.function.DoubleSupplier;

/**
 * A number of which it is not known whether it is a counter or a gauge. It serves to pass on figures
 * of other systems; for your own, use {@link Counter} or {@link Gauge}.
 *
 * <p>Thread-safe. No call blocks or makes an object.
 *
 * @since 0.1
 */
public final class Untyped extends Metric {

  private volatile double value;

  Untyped(Descriptor descriptor) {
    super(descriptor);
  }

  /**
   * Begins the definition of an untyped metric.
   *
   * @param name the name
   * @return a builder
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /**
   * Sets the value.
   *
   * @param value any number
   */
  public void set(double value) {
    this.value = value;
    changed();
  }

  /**
   * The value now.
   *
   * @return what was set last, at first 0
   */
  public double value() {
    return value;
  }

  @Override
  void write(MetricSink sink, Labels labels, Scratch scratch) {
    sink.value(labels, value, Millis.NONE);
  }

  /**
   * Gathers the definition of one {@link Untyped}. Not thread-safe.
   *
   * @since 0.1
   */
  public static final class Builder extends SeriesBuilder<Untyped, Builder> {

    private Builder(String name) {
      super(new Definition(MetricType.UNTYPED, name));
    }

    @Override
    MetricFactory<Untyped> factory() {
      return new MetricFactory<>("", Untyped::new);
    }

    /**
     * Defines an untyped metric whose value is asked for at each scrape.
     *
     * @param value gives the value; called by any thread. If it throws, the metric is left out of
     *     that scrape and the failure is reported
     * @return the builder to finish with
     */
    public CallbackMetric.Builder callback(DoubleSupplier value) {
      return CallbackMetric.ofNumber(definition(), value);
    }
  }
}
