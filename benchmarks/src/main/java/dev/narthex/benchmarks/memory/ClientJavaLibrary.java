package dev.narthex.benchmarks.memory;

import dev.narthex.model.NativeBuckets;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.ObjDoubleConsumer;

/** Prometheus' own library. */
final class ClientJavaLibrary implements Library {

  @Override
  public Optional<GrowingFamily> family(ChildType type) {
    PrometheusRegistry registry = new PrometheusRegistry();
    return Optional.of(new GrowingFamily(
        registry,
        recording(type, registry),
        () -> ExpositionFormats.init()
            .getPrometheusTextFormatWriter()
            .write(OutputStream.nullOutputStream(), registry.scrape())));
  }

  private static ObjDoubleConsumer<String> recording(ChildType type, PrometheusRegistry registry) {
    return switch (type) {
      case COUNTER -> {
        Counter counter = Counter.builder().name("c").labelNames(LABEL).register(registry);
        yield (label, value) -> counter.labelValues(label).inc(value);
      }
      case GAUGE -> {
        Gauge gauge = Gauge.builder().name("g").labelNames(LABEL).register(registry);
        yield (label, value) -> gauge.labelValues(label).set(value);
      }
      case CLASSIC ->
        observing(
            Histogram.builder().classicOnly().classicUpperBounds(ChildType.bounds()), registry);
      case NATIVE ->
        observing(
            Histogram.builder()
                .nativeOnly()
                .nativeInitialSchema(NativeBuckets.DEFAULT.schema())
                .nativeMaxNumberOfBuckets(NativeBuckets.DEFAULT.maxBuckets()),
            registry);
      case SUMMARY -> {
        Summary summary = Summary.builder()
            .name("s")
            .quantile(0.5, 0.05)
            .quantile(0.95, 0.01)
            .quantile(0.99, 0.001)
            .labelNames(LABEL)
            .register(registry);
        yield (label, value) -> summary.labelValues(label).observe(value);
      }
    };
  }

  private static ObjDoubleConsumer<String> observing(
      Histogram.Builder builder, PrometheusRegistry registry) {
    Histogram histogram = builder.name("h").labelNames(LABEL).register(registry);
    return (label, value) -> histogram.labelValues(label).observe(value);
  }
}
