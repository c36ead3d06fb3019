package dev.narthex.benchmarks.memory;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ObjDoubleConsumer;

/** Micrometer's registry for Prometheus. The number behind a gauge is counted as part of it. */
final class MicrometerLibrary implements Library {

  @Override
  public Optional<GrowingFamily> family(ChildType type) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    return recording(type, registry)
        .map(recording -> new GrowingFamily(registry, recording, registry::scrape));
  }

  private static Optional<ObjDoubleConsumer<String>> recording(
      ChildType type, PrometheusMeterRegistry registry) {
    return switch (type) {
      case COUNTER ->
        Optional.of((label, value) ->
            Counter.builder("c").tag(LABEL, label).register(registry).increment(value));
      case GAUGE -> {
        ConcurrentHashMap<String, AtomicLong> numbers = new ConcurrentHashMap<>();
        yield Optional.of((label, value) -> numbers
            .computeIfAbsent(label, made -> gauge(registry, made))
            .set(Double.doubleToRawLongBits(value)));
      }
      case CLASSIC ->
        Optional.of((label, value) -> DistributionSummary.builder("h")
            .serviceLevelObjectives(ChildType.bounds())
            .tag(LABEL, label)
            .register(registry)
            .record(value));
      case NATIVE -> Optional.empty();
      case SUMMARY ->
        Optional.of((label, value) -> DistributionSummary.builder("s")
            .publishPercentiles(0.5, 0.95, 0.99)
            .tag(LABEL, label)
            .register(registry)
            .record(value));
    };
  }

  private static AtomicLong gauge(PrometheusMeterRegistry registry, String label) {
    AtomicLong number = new AtomicLong();
    Gauge.builder("g", () -> Double.longBitsToDouble(number.get()))
        .tag(LABEL, label)
        .register(registry);
    return number;
  }
}
