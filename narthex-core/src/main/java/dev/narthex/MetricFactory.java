package dev.narthex;

import dev.narthex.model.Descriptor;
import java.util.function.Function;

/**
 * Makes the metrics of one definition, which for a family happens again and again.
 *
 * @param settings what defines the metrics beyond their descriptor, comparable by equals
 * @param constructor makes one metric, at its start value
 */
record MetricFactory<M extends Metric>(Object settings, Function<Descriptor, M> constructor) {

  M make(Descriptor descriptor) {
    return constructor.apply(descriptor);
  }
}
