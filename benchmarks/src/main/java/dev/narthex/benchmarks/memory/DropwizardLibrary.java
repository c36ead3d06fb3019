package dev.narthex.benchmarks.memory;

import com.codahale.metrics.Histogram;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.SettableGauge;
import java.util.Optional;
import java.util.function.ObjDoubleConsumer;

/**
 * Dropwizard has no labels: a child is a metric of another name, which costs it nothing here because
 * the name is the caller's. Its histogram stands beside the summaries, as it gives quantiles.
 */
final class DropwizardLibrary implements Library {

  @Override
  public Optional<GrowingFamily> family(ChildType type) {
    MetricRegistry registry = new MetricRegistry();
    return recording(type, registry)
        .map(recording -> new GrowingFamily(registry, recording, registry::getMetrics));
  }

  private static Optional<ObjDoubleConsumer<String>> recording(
      ChildType type, MetricRegistry registry) {
    return switch (type) {
      case COUNTER -> Optional.of((name, value) -> registry.counter(name).inc((long) value));
      case GAUGE ->
        Optional.of((name, value) -> {
          SettableGauge<Double> gauge = registry.gauge(name);
          gauge.setValue(value);
        });
      case CLASSIC, NATIVE -> Optional.empty();
      case SUMMARY ->
        Optional.of((name, value) -> {
          Histogram histogram = registry.histogram(name);
          histogram.update((long) (value * 1_000));
        });
    };
  }
}
