package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;

/**
 * One series, or rather what counts for it: the common part of {@link Counter}, {@link Gauge},
 * {@link Histogram}, {@link Summary} and {@link Untyped}. A metric without labels is registered
 * itself; one with labels lives in a {@link Family}.
 *
 * @since 0.1
 */
public abstract sealed class Metric extends DefinedCollector
    permits StripedTotal, StripedMetric, Gauge, Untyped {

  Metric(Descriptor descriptor) {
    super(descriptor);
  }

  @Override
  final void collect(MetricSink sink, Scratch scratch) {
    sink.family(descriptor);
    write(sink, descriptor.constLabels(), scratch);
  }

  /** Writes one series. */
  abstract void write(MetricSink sink, Labels labels, Scratch scratch);

  @Override
  Object settings() {
    return "";
  }

  final String name() {
    return descriptor.name();
  }
}
