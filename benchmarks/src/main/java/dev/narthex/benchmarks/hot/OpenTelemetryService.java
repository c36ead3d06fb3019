package dev.narthex.benchmarks.hot;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.IOException;
import java.io.OutputStream;

/** With OpenTelemetry, where attributes are what one can hold. */
final class OpenTelemetryService implements ScrapedService {

  private static final AttributeKey<String> PATH = AttributeKey.stringKey(Children.PATH);
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey(Children.METHOD);
  private static final Attributes HELD = Attributes.of(PATH, HELD_PATH, METHOD, HELD_METHOD);

  private final OpenTelemetryPeer peer = OpenTelemetryPeer.withClassicBuckets(Latencies.bounds());
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final DoubleHistogram histograms =
      peer.meter().histogramBuilder("request_duration").setUnit("s").build();
  private final LongCounter counters = peer.meter().counterBuilder("requests").build();

  @Override
  public void observe(double seconds) {
    histograms.record(seconds, HELD);
  }

  @Override
  public void observe(String path, String method, double seconds) {
    histograms.record(seconds, Attributes.of(PATH, path, METHOD, method));
  }

  @Override
  public void count(String path, String method) {
    counters.add(1, Attributes.of(PATH, path, METHOD, method));
  }

  @Override
  public void scrape() throws IOException {
    writer.write(OutputStream.nullOutputStream(), peer.collect());
  }

  @Override
  public void close() {
    peer.close();
  }
}
