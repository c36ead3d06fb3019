package dev.narthex.benchmarks.memory;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.Summary;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.Writer;
import java.util.Optional;
import java.util.function.ObjDoubleConsumer;

/** The library that Prometheus had for Java before. */
final class SimpleclientLibrary implements Library {

  private static final String HELP = "What was measured.";

  @Override
  public Optional<GrowingFamily> family(ChildType type) {
    CollectorRegistry registry = new CollectorRegistry();
    return recording(type, registry)
        .map(recording -> new GrowingFamily(
            registry,
            recording,
            () -> TextFormat.write004(Writer.nullWriter(), registry.metricFamilySamples())));
  }

  private static Optional<ObjDoubleConsumer<String>> recording(
      ChildType type, CollectorRegistry registry) {
    return switch (type) {
      case COUNTER -> {
        Counter counter = Counter.build("c", HELP).labelNames(LABEL).register(registry);
        yield Optional.of((label, value) -> counter.labels(label).inc(value));
      }
      case GAUGE -> {
        Gauge gauge = Gauge.build("g", HELP).labelNames(LABEL).register(registry);
        yield Optional.of((label, value) -> gauge.labels(label).set(value));
      }
      case CLASSIC -> {
        Histogram histogram = Histogram.build("h", HELP)
            .buckets(ChildType.bounds())
            .labelNames(LABEL)
            .register(registry);
        yield Optional.of((label, value) -> histogram.labels(label).observe(value));
      }
      case NATIVE -> Optional.empty();
      case SUMMARY -> {
        Summary summary = Summary.build("s", HELP)
            .quantile(0.5, 0.05)
            .quantile(0.95, 0.01)
            .quantile(0.99, 0.001)
            .labelNames(LABEL)
            .register(registry);
        yield Optional.of((label, value) -> summary.labels(label).observe(value));
      }
    };
  }
}
