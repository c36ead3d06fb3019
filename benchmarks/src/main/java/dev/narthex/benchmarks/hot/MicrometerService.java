package dev.narthex.benchmarks.hot;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/** With Micrometer, whose histograms of latencies are timers. */
final class MicrometerService implements ScrapedService {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MeterProvider<Timer> histograms = Timer.builder("request.duration")
      .serviceLevelObjectives(Latencies.boundDurations())
      .withRegistry(registry);
  private final MeterProvider<Counter> counters =
      Counter.builder("requests").withRegistry(registry);
  private final Timer held =
      histograms.withTags(Children.PATH, HELD_PATH, Children.METHOD, HELD_METHOD);

  @Override
  public void observe(double seconds) {
    held.record(nanos(seconds), TimeUnit.NANOSECONDS);
  }

  @Override
  public void observe(String path, String method, double seconds) {
    histograms
        .withTags(Children.PATH, path, Children.METHOD, method)
        .record(nanos(seconds), TimeUnit.NANOSECONDS);
  }

  private static long nanos(double seconds) {
    return (long) (seconds * 1e9);
  }

  @Override
  public void count(String path, String method) {
    counters.withTags(Children.PATH, path, Children.METHOD, method).increment();
  }

  @Override
  public void scrape() throws IOException {
    registry.scrape(OutputStream.nullOutputStream());
  }

  @Override
  public void close() {
    registry.close();
  }
}
