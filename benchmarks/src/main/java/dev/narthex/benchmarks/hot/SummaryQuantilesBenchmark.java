package dev.narthex.benchmarks.hot;

import com.codahale.metrics.ExponentiallyDecayingReservoir;
import dev.narthex.Registry;
import dev.narthex.Summary;
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
 * Observing a latency in a held summary with the quantiles 0.5, 0.9 and 0.99. The floor is HdrHistogram's
 * {@code Recorder}.
 *
 * <p>They do not promise the same. Narthex, client_java and simpleclient keep the ranks within 5 %, 1 %
 * and 0.1 %, over the last ten minutes; Micrometer keeps values within a few per cent over the last
 * minutes, in a timer with HdrHistogram's buckets; Dropwizard keeps a sample of 1028 values. Some work
 * is put off until a sketch's buffer is full, so that some observations are dearer by far.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class SummaryQuantilesBenchmark {

  private final Recorder hdrRecorder = new Recorder(2);
  private final Summary narthex = Summary.builder("request_duration_seconds")
      .objective(0.5, 0.05)
      .objective(0.9, 0.01)
      .objective(0.99, 0.001)
      .register(new Registry());
  private final io.prometheus.metrics.core.metrics.Summary clientJava =
      io.prometheus.metrics.core.metrics.Summary.builder()
          .name("request_duration_seconds")
          .quantile(0.5, 0.05)
          .quantile(0.9, 0.01)
          .quantile(0.99, 0.001)
          .withoutExemplars()
          .register(new PrometheusRegistry());
  private final Timer micrometer = Timer.builder("request.duration")
      .publishPercentiles(0.5, 0.9, 0.99)
      .register(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  private final io.prometheus.client.Summary simpleclient = io.prometheus.client.Summary.build(
          "request_duration_seconds", "Time to answer.")
      .quantile(0.5, 0.05)
      .quantile(0.9, 0.01)
      .quantile(0.99, 0.001)
      .register(new CollectorRegistry());
  private final com.codahale.metrics.Histogram dropwizard =
      new com.codahale.metrics.Histogram(new ExponentiallyDecayingReservoir());

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
  public void simpleclient(Latencies latencies) {
    simpleclient.observe(latencies.next());
  }

  @Benchmark
  public void dropwizard(Latencies latencies) {
    dropwizard.update(latencies.nextNanos());
  }
}
