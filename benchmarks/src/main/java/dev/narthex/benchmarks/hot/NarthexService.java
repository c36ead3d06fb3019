package dev.narthex.benchmarks.hot;

import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Histogram;
import dev.narthex.Registry;
import dev.narthex.exposition.Encoder;
import dev.narthex.exposition.EscapingScheme;
import dev.narthex.exposition.ExpositionFormat;
import dev.narthex.exposition.OutputBuffer;

/** With Narthex. */
final class NarthexService implements ScrapedService {

  private final Registry registry = new Registry();
  private final OutputBuffer buffer = new OutputBuffer();
  private final Family<Histogram> histograms = Histogram.builder("request_duration_seconds")
      .buckets(Latencies.bounds())
      .labelNames(Children.labelNames(2))
      .register(registry);
  private final Family<Counter> counters =
      Counter.builder("requests_total").labelNames(Children.labelNames(2)).register(registry);
  private final Histogram held = histograms.with(HELD_PATH, HELD_METHOD);

  @Override
  public void observe(double seconds) {
    held.observe(seconds);
  }

  @Override
  public void observe(String path, String method, double seconds) {
    histograms.with(path, method).observe(seconds);
  }

  @Override
  public void count(String path, String method) {
    counters.with(path, method).inc();
  }

  @Override
  public void scrape() {
    buffer.clear();
    buffer.drainTo((bytes, length) -> {});
    Encoder encoder = ExpositionFormat.TEXT.encoder(buffer, EscapingScheme.UNDERSCORES);
    registry.gather(encoder);
    encoder.finish();
    buffer.flush();
  }
}
