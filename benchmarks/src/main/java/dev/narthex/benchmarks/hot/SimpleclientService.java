package dev.narthex.benchmarks.hot;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** With simpleclient. */
final class SimpleclientService implements ScrapedService {

  private final CollectorRegistry registry = new CollectorRegistry();
  private final Histogram histograms = Histogram.build(
          "request_duration_seconds", "Time to answer.")
      .buckets(Latencies.bounds())
      .labelNames(Children.labelNames(2))
      .withoutExemplars()
      .register(registry);
  private final Counter counters = Counter.build("requests_total", "Requests.")
      .labelNames(Children.labelNames(2))
      .withoutExemplars()
      .register(registry);
  private final Histogram.Child held = histograms.labels(HELD_PATH, HELD_METHOD);

  @Override
  public void observe(double seconds) {
    held.observe(seconds);
  }

  @Override
  public void observe(String path, String method, double seconds) {
    histograms.labels(path, method).observe(seconds);
  }

  @Override
  public void count(String path, String method) {
    counters.labels(path, method).inc();
  }

  @Override
  public void scrape() throws IOException {
    try (Writer writer = new BufferedWriter(
        new OutputStreamWriter(OutputStream.nullOutputStream(), StandardCharsets.UTF_8))) {
      TextFormat.write004(writer, registry.metricFamilySamples());
    }
  }
}
