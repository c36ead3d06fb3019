package dev.narthex.benchmarks.hot;

import com.netflix.spectator.api.DefaultRegistry;
import dev.narthex.Histogram;
import dev.narthex.Registry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measuring how long nothing takes, in a histogram of 12 classic buckets: what is added to each request.
 * Most of it is asking the clock twice, which the floor does as well before it tells HdrHistogram's
 * {@code Recorder}.
 *
 * <p>Dropwizard keeps a sample of values in place of buckets, Spectator only count, sum and the largest
 * value. OpenTelemetry has no timer. Watch the garbage: a timer is an object unless the compiler does
 * away with it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class TimerHistogramBenchmark {

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
  private final PrometheusMeterRegistry micrometerRegistry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Timer micrometer = Timer.builder("request.duration")
      .serviceLevelObjectives(Latencies.boundDurations())
      .register(micrometerRegistry);
  private final io.prometheus.client.Histogram simpleclient = io.prometheus.client.Histogram.build(
          "request_duration_seconds", "Time to answer.")
      .buckets(Latencies.bounds())
      .withoutExemplars()
      .register(new CollectorRegistry());
  private final com.codahale.metrics.Timer dropwizard = new com.codahale.metrics.Timer();
  private final DefaultRegistry spectatorRegistry = new DefaultRegistry();
  private final com.netflix.spectator.api.Timer spectator =
      spectatorRegistry.timer("request.duration");

  @Benchmark
  public void hdrRecorder() {
    long start = System.nanoTime();
    hdrRecorder.recordValue(System.nanoTime() - start);
  }

  @Benchmark
  public void narthex() {
    narthex.startTimer().stop();
  }

  @Benchmark
  public void clientJava() {
    clientJava.startTimer().observeDuration();
  }

  @Benchmark
  public void micrometer() {
    Timer.start(micrometerRegistry).stop(micrometer);
  }

  @Benchmark
  public void simpleclient() {
    simpleclient.startTimer().observeDuration();
  }

  @Benchmark
  public void dropwizard() {
    dropwizard.time().stop();
  }

  @Benchmark
  public void spectator() {
    long start = spectatorRegistry.clock().monotonicTime();
    spectator.record(spectatorRegistry.clock().monotonicTime() - start, TimeUnit.NANOSECONDS);
  }
}
