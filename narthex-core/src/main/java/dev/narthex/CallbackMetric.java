package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.HistogramData;
import dev.narthex.model.MetricType;
import dev.narthex.model.SummaryData;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * A metric that keeps nothing itself: its value is asked for at each scrape. Made by the {@code
 * callback} method of the builder of its type.
 *
 * <p>The callback may be called by several threads at once, one for each scrape that is going on.
 *
 * @since 0.1
 */
public final class CallbackMetric implements Collector {

  private final Descriptor descriptor;
  private final Callback callback;

  private CallbackMetric(Descriptor descriptor, Callback callback) {
    this.descriptor = descriptor;
    this.callback = callback;
  }

  static Builder ofNumber(Definition definition, DoubleSupplier number) {
    Objects.requireNonNull(number, "callback"); // now, not at each scrape
    boolean counter = definition.type() == MetricType.COUNTER;
    return new Builder(definition, (descriptor, sink) -> {
      double value = number.getAsDouble();
      sink.family(descriptor);
      if (counter) {
        sink.counter(descriptor.constLabels(), value);
      } else {
        sink.value(descriptor.constLabels(), value);
      }
    });
  }

  static Builder ofHistogram(Definition definition, Supplier<? extends HistogramData> data) {
    Objects.requireNonNull(data, "callback");
    return new Builder(definition, (descriptor, sink) -> {
      HistogramData value = data.get();
      sink.family(descriptor);
      sink.histogram(descriptor.constLabels(), value);
    });
  }

  static Builder ofSummary(Definition definition, Supplier<? extends SummaryData> data) {
    Objects.requireNonNull(data, "callback");
    return new Builder(definition, (descriptor, sink) -> {
      SummaryData value = data.get();
      sink.family(descriptor);
      sink.summary(descriptor.constLabels(), value);
    });
  }

  @Override
  public List<Descriptor> describe() {
    return List.of(descriptor);
  }

  @Override
  public void collect(MetricSink sink) {
    callback.write(descriptor, sink);
  }

  private interface Callback {
    void write(Descriptor descriptor, MetricSink sink);
  }

  /**
   * Finishes the definition of one {@link CallbackMetric}. Not thread-safe.
   *
   * @since 0.1
   */
  public static final class Builder extends MetricBuilder<CallbackMetric, Builder> {

    private final Callback callback;

    private Builder(Definition definition, Callback callback) {
      super(definition);
      this.callback = callback;
    }

    @Override
    CallbackMetric make(Descriptor descriptor) {
      return new CallbackMetric(descriptor, callback);
    }
  }
}
