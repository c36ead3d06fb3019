package dev.narthex.benchmarks.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.SimpleCollector;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;

/**
 * The library that Prometheus had for Java before; many programs still use it. No protobuf.
 *
 * <p>As text it writes a line more for each counter and each histogram, when that was made. Only an
 * environment variable turns this off.
 */
final class SimpleclientContestant implements Contestant {

  private static final String[] LABELS = LABEL_NAMES.toArray(String[]::new);

  private static final String NO_CREATED_LINES = "PROMETHEUS_DISABLE_CREATED_SERIES";

  private final CollectorRegistry registry = new CollectorRegistry();

  SimpleclientContestant() {
    if (!"true".equals(System.getenv(NO_CREATED_LINES))) {
      throw new IllegalStateException("Run with " + NO_CREATED_LINES
          + "=true in the environment, so that simpleclient writes as many lines as the others.");
    }
  }

  @Override
  public Instrument counter(String name) {
    Counter counter = Counter.build(name, HELP).labelNames(LABELS).register(registry);
    return new Metrics(counter, (values, value) -> counter.labels(values).inc(value));
  }

  @Override
  public Instrument gauge(String name) {
    Gauge gauge = Gauge.build(name, HELP).labelNames(LABELS).register(registry);
    return new Metrics(gauge, (values, value) -> gauge.labels(values).set(value));
  }

  @Override
  public Instrument histogram(String name) {
    Histogram histogram = Histogram.build(name, HELP)
        .buckets(ScrapedData.bounds())
        .labelNames(LABELS)
        .register(registry);
    return new Metrics(histogram, (values, value) -> histogram.labels(values).observe(value));
  }

  @Override
  public void scrape(String accept, OutputStream out) throws IOException {
    Writer writer = new OutputStreamWriter(out, UTF_8);
    TextFormat.writeFormat(
        TextFormat.chooseContentType(accept), writer, registry.metricFamilySamples());
    writer.flush();
  }

  private record Metrics(SimpleCollector<?> collector, Instrument recording) implements Instrument {

    @Override
    public void record(String[] labelValues, double value) {
      recording.record(labelValues, value);
    }

    @Override
    public void remove(String[] labelValues) {
      collector.remove(labelValues);
    }
  }
}
