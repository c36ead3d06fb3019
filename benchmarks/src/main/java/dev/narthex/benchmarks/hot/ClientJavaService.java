package dev.narthex.benchmarks.hot;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;

/** With client_java. */
final class ClientJavaService implements ScrapedService {

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final Histogram histograms = Histogram.builder()
      .name("request_duration_seconds")
      .classicOnly()
      .classicUpperBounds(Latencies.bounds())
      .labelNames(Children.labelNames(2))
      .withoutExemplars()
      .register(registry);
  private final Counter counters = Counter.builder()
      .name("requests_total")
      .labelNames(Children.labelNames(2))
      .withoutExemplars()
      .register(registry);
  private final DistributionDataPoint held = histograms.labelValues(HELD_PATH, HELD_METHOD);

  @Override
  public void observe(double seconds) {
    held.observe(seconds);
  }

  @Override
  public void observe(String path, String method, double seconds) {
    histograms.labelValues(path, method).observe(seconds);
  }

  @Override
  public void count(String path, String method) {
    counters.labelValues(path, method).inc();
  }

  @Override
  public void scrape() throws IOException {
    writer.write(OutputStream.nullOutputStream(), registry.scrape());
  }
}
