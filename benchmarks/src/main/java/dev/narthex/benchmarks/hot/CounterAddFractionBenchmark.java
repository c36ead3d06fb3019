package dev.narthex.benchmarks.hot;

import com.netflix.spectator.api.DefaultRegistry;
import dev.narthex.Counter;
import dev.narthex.Registry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAdder;
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
 * Adding seconds that are no whole number to a counter that is held. The floor is the JDK's {@code
 * DoubleAdder}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class CounterAddFractionBenchmark {

  private final OpenTelemetryPeer openTelemetryPeer = new OpenTelemetryPeer();

  private final DoubleAdder doubleAdder = new DoubleAdder();
  private final Counter narthex = Counter.builder("busy_seconds_total").register(new Registry());
  private final io.prometheus.metrics.core.metrics.Counter clientJava =
      io.prometheus.metrics.core.metrics.Counter.builder()
          .name("busy_seconds_total")
          .withoutExemplars()
          .register(new PrometheusRegistry());
  private final io.micrometer.core.instrument.Counter micrometer =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT).counter("busy.seconds");
  private final DoubleCounter openTelemetry =
      openTelemetryPeer.meter().counterBuilder("busy_seconds").ofDoubles().build();
  private final io.prometheus.client.Counter simpleclient = io.prometheus.client.Counter.build(
          "busy_seconds_total", "Busy time.")
      .withoutExemplars()
      .register(new CollectorRegistry());
  private final com.netflix.spectator.api.Counter spectator =
      new DefaultRegistry().counter("busy.seconds");

  @TearDown
  public void tearDown() {
    openTelemetryPeer.close();
  }

  @Benchmark
  public void doubleAdder(Latencies latencies) {
    doubleAdder.add(latencies.next());
  }

  @Benchmark
  public void narthex(Latencies latencies) {
    narthex.add(latencies.next());
  }

  @Benchmark
  public void clientJava(Latencies latencies) {
    clientJava.inc(latencies.next());
  }

  @Benchmark
  public void micrometer(Latencies latencies) {
    micrometer.increment(latencies.next());
  }

  @Benchmark
  public void openTelemetry(Latencies latencies) {
    openTelemetry.add(latencies.next());
  }

  @Benchmark
  public void simpleclient(Latencies latencies) {
    simpleclient.inc(latencies.next());
  }

  @Benchmark
  public void spectator(Latencies latencies) {
    spectator.add(latencies.next());
  }
}
