package dev.narthex.benchmarks.scrape;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.StatefulMetric;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;

/** Prometheus' own library: snapshots of all, then a writer chosen by the header. */
final class ClientJavaContestant implements Contestant {

  private static final String[] LABELS = LABEL_NAMES.toArray(String[]::new);

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ExpositionFormats formats = ExpositionFormats.init();

  @Override
  public Instrument counter(String name) {
    Counter counter = Counter.builder().name(name).help(HELP).labelNames(LABELS).register(registry);
    return new Metrics(counter, (values, value) -> counter.labelValues(values).inc(value));
  }

  @Override
  public Instrument gauge(String name) {
    Gauge gauge = Gauge.builder().name(name).help(HELP).labelNames(LABELS).register(registry);
    return new Metrics(gauge, (values, value) -> gauge.labelValues(values).set(value));
  }

  @Override
  public Instrument histogram(String name) {
    Histogram histogram = Histogram.builder()
        .name(name)
        .help(HELP)
        .labelNames(LABELS)
        .classicOnly()
        .classicUpperBounds(ScrapedData.bounds())
        .register(registry);
    return new Metrics(
        histogram, (values, value) -> histogram.labelValues(values).observe(value));
  }

  @Override
  public void scrape(String accept, OutputStream out) throws IOException {
    formats.findWriter(accept).write(out, registry.scrape());
  }

  private record Metrics(StatefulMetric<?, ?> metric, Instrument recording) implements Instrument {

    @Override
    public void record(String[] labelValues, double value) {
      recording.record(labelValues, value);
    }

    @Override
    public void remove(String[] labelValues) {
      metric.remove(labelValues);
    }
  }
}
