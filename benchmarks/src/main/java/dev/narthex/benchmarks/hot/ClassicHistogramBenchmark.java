package dev.narthex.benchmarks.hot;

import dev.narthex.Histogram;
import dev.narthex.Registry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Recorder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Observing a latency in a held histogram of 12 classic buckets. The floor is HdrHistogram's {@code
 * Recorder}, which keeps finer buckets and no sum.
 *
 * <p>Micrometer's is a timer, because its distribution summary rounds values up to whole numbers before
 * it looks for the bucket; it also keeps the largest value of the last minutes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class ClassicHistogramBenchmark {

  private final OpenTelemetryPeer openTelemetryPeer =
      OpenTelemetryPeer.withClassicBuckets(Latencies.bounds());

  private final Recorder hdrRecorder = new Recorder(2);
  private final Histogram narthex = Histogram.builder("request_duration_seconds")
      .buckets(Latencies.bounds())
      .register(new Registry());
  private final io.prometheus.metrics.core.metrics.Histogram clientJava =
      io.prometheus.metrics.core.metrics.Histogram.builder()
          .name("request_duration_seconds")
          .classicOnly()
          .classicUpperBounds(Latencies.bounds())
          .withoutExemplars()
          .register(new PrometheusRegistry());
  private final Timer micrometer = Timer.builder("request.duration")
      .serviceLevelObjectives(Latencies.boundDurations())
      .register(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  private final DoubleHistogram openTelemetry =
      openTelemetryPeer.meter().histogramBuilder("request_duration").build();
  private final io.prometheus.client.Histogram simpleclient = io.prometheus.client.Histogram.build(
          "request_duration_seconds", "Time to answer.")
      .buckets(Latencies.bounds())
      .withoutExemplars()
      .register(new CollectorRegistry());

  @TearDown
  public void tearDown() {
    openTelemetryPeer.close();
  }

  @Benchmark
  public void hdrRecorder(Latencies latencies) {
    hdrRecorder.recordValue(latencies.nextNanos());
  }

  @Benchmark
  public void narthex(Latencies latencies) {
    narthex.observe(latencies.next());
  }

  @Benchmark
  public void clientJava(Latencies latencies) {
    clientJava.observe(latencies.next());
  }

  @Benchmark
  public void micrometer(Latencies latencies) {
    micrometer.record(latencies.nextNanos(), TimeUnit.NANOSECONDS);
  }

  @Benchmark
  public void openTelemetry(Latencies latencies) {
    openTelemetry.record(latencies.next());
  }

  @Benchmark
  public void simpleclient(Latencies latencies) {
    simpleclient.observe(latencies.next());
  }
}
