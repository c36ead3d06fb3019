package dev.narthex.benchmarks.memory;

import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Gauge;
import dev.narthex.Histogram;
import dev.narthex.Metric;
import dev.narthex.Registry;
import dev.narthex.Summary;
import dev.narthex.model.Buckets;
import dev.narthex.model.NativeBuckets;
import dev.narthex.scrape.ScrapeEndpoint;
import dev.narthex.scrape.ScrapeRequest;
import java.util.Optional;
import java.util.function.ObjDoubleConsumer;

/** Narthex, without the buffers of its endpoint, which do not belong to a child. */
final class NarthexLibrary implements Library {

  private static final ScrapeRequest TEXT = ScrapeRequest.of("text/plain", "");

  @Override
  public Optional<GrowingFamily> family(ChildType type) {
    Registry registry = new Registry();
    return Optional.of(
        switch (type) {
          case COUNTER ->
            growing(
                registry,
                Counter.builder("c_total").labelNames(LABEL).register(registry),
                Counter::add);
          case GAUGE ->
            growing(registry, Gauge.builder("g").labelNames(LABEL).register(registry), Gauge::set);
          case CLASSIC ->
            growing(
                registry,
                Histogram.builder("h")
                    .buckets(ChildType.bounds())
                    .labelNames(LABEL)
                    .register(registry),
                Histogram::observe);
          case NATIVE ->
            growing(
                registry,
                Histogram.builder("n")
                    .buckets(Buckets.NONE)
                    .nativeBuckets(NativeBuckets.DEFAULT)
                    .labelNames(LABEL)
                    .register(registry),
                Histogram::observe);
          case SUMMARY ->
            growing(
                registry,
                Summary.builder("s")
                    .objective(0.5, 0.05)
                    .objective(0.95, 0.01)
                    .objective(0.99, 0.001)
                    .labelNames(LABEL)
                    .register(registry),
                Summary::observe);
        });
  }

  private static <M extends Metric> GrowingFamily growing(
      Registry registry, Family<M> family, ObjDoubleConsumer<M> recording) {
    return new GrowingFamily(
        registry,
        (label, value) -> recording.accept(family.with(label), value),
        () -> ScrapeEndpoint.builder(registry).build().scrape(TEXT).close());
  }
}
