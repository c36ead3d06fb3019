package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One series, or rather what counts for it: the common part of {@link Counter}, {@link Gauge},
 * {@link Histogram}, {@link GaugeHistogram}, {@link Summary}, {@link Info}, {@link StateSet} and
 * {@link Untyped}. A metric without labels is registered
 * itself; one with labels lives in a {@link Family}.
 *
 * @since 0.1
 */
public abstract sealed class Metric extends DefinedCollector
    permits StripedTotal, StripedMetric, Gauge, GaugeHistogram, Info, StateSet, Untyped {

  /**
   * Null if this metric never expires; otherwise what {@link Rest} says, and changed only by it. Read
   * as it is only to tell whether it is null.
   */
  @Nullable
  Object rest;

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

  /** To be called after each change that was a volatile write, or a stronger one. */
  final void changed() {
    if (rest != null) {
      Rest.changed(this);
    }
  }

  /** To be called after each change that was only a release write. */
  final void changedByRelease() {
    if (rest != null) {
      VarHandle.fullFence(); // makes a volatile write of it, which others need not pay for
      Rest.changed(this);
    }
  }

  final String name() {
    return descriptor.name();
  }

  /** What a caller passed: it may be null where nothing checks for that, but only a message says so. */
  final <T> T given(@Nullable T passed, String otherwise) {
    if (passed == null) {
      throw new IllegalArgumentException(name() + ": got null. " + otherwise);
    }
    return passed;
  }
}
