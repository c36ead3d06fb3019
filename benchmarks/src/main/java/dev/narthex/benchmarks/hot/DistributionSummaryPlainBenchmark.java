package dev.narthex.benchmarks.hot;

import com.netflix.spectator.api.DefaultRegistry;
import dev.narthex.Registry;
import dev.narthex.Summary;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
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
 * Observing a latency where only count and sum are kept. The floor is a {@code LongAdder} and a {@code
 * DoubleAdder}, which a scrape may find in disagreement.
 *
 * <p>Micrometer's and Spectator's are timers; they also keep the largest value of the last minutes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class DistributionSummaryPlainBenchmark {

  private final OpenTelemetryPeer openTelemetryPeer = OpenTelemetryPeer.withClassicBuckets();

  private final LongAdder count = new LongAdder();
  private final DoubleAdder sum = new DoubleAdder();
  private final Summary narthex =
      Summary.builder("request_duration_seconds").register(new Registry());
  private final io.prometheus.metrics.core.metrics.Summary clientJava =
      io.prometheus.metrics.core.metrics.Summary.builder()
          .name("request_duration_seconds")
          .withoutExemplars()
          .register(new PrometheusRegistry());
  private final Timer micrometer =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT).timer("request.duration");
  private final DoubleHistogram openTelemetry =
      openTelemetryPeer.meter().histogramBuilder("request_duration").build();
  private final io.prometheus.client.Summary simpleclient = io.prometheus.client.Summary.build(
          "request_duration_seconds", "Time to answer.")
      .register(new CollectorRegistry());
  private final com.netflix.spectator.api.Timer spectator =
      new DefaultRegistry().timer("request.duration");

  @TearDown
  public void tearDown() {
    openTelemetryPeer.close();
  }

  @Benchmark
  public void longAdder(Latencies latencies) {
    count.increment();
    sum.add(latencies.next());
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

  @Benchmark
  public void spectator(Latencies latencies) {
    spectator.record(latencies.nextNanos(), TimeUnit.NANOSECONDS);
  }
}
