package dev.narthex.benchmarks.hot;

import com.codahale.metrics.DefaultSettableGauge;
import com.netflix.spectator.api.DefaultRegistry;
import dev.narthex.Gauge;
import dev.narthex.Registry;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
 * Setting a gauge that is held to a value that changes. The floor is a store that other threads see
 * sooner or later, {@code AtomicLong.setRelease}.
 *
 * <p>Micrometer's gauges read what the program keeps elsewhere: it has no such operation.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class GaugeSetBenchmark {

  private final OpenTelemetryPeer openTelemetryPeer = new OpenTelemetryPeer();

  private final AtomicLong atomicLong = new AtomicLong();
  private final Gauge narthex = Gauge.builder("temperature_celsius").register(new Registry());
  private final io.prometheus.metrics.core.metrics.Gauge clientJava =
      io.prometheus.metrics.core.metrics.Gauge.builder()
          .name("temperature_celsius")
          .withoutExemplars()
          .register(new PrometheusRegistry());
  private final DoubleGauge openTelemetry =
      openTelemetryPeer.meter().gaugeBuilder("temperature").build();
  private final io.prometheus.client.Gauge simpleclient = io.prometheus.client.Gauge.build(
          "temperature_celsius", "How warm it is.")
      .register(new CollectorRegistry());
  private final DefaultSettableGauge<Double> dropwizard = new DefaultSettableGauge<>();
  private final com.netflix.spectator.api.Gauge spectator =
      new DefaultRegistry().gauge("temperature");

  @TearDown
  public void tearDown() {
    openTelemetryPeer.close();
  }

  @Benchmark
  public void atomicLong(Latencies latencies) {
    atomicLong.setRelease(Double.doubleToRawLongBits(latencies.next()));
  }

  @Benchmark
  public void narthex(Latencies latencies) {
    narthex.set(latencies.next());
  }

  @Benchmark
  public void clientJava(Latencies latencies) {
    clientJava.set(latencies.next());
  }

  @Benchmark
  public void openTelemetry(Latencies latencies) {
    openTelemetry.set(latencies.next());
  }

  @Benchmark
  public void simpleclient(Latencies latencies) {
    simpleclient.set(latencies.next());
  }

  @Benchmark
  public void dropwizard(Latencies latencies) {
    dropwizard.setValue(latencies.next());
  }

  @Benchmark
  public void spectator(Latencies latencies) {
    spectator.set(latencies.next());
  }
}
