package dev.narthex.benchmarks.hot;

import com.codahale.metrics.Counter;
import dev.narthex.Gauge;
import dev.narthex.Registry;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
 * Adding 1 to a gauge that is held. The floor for what can also be set is {@code AtomicLong}; {@code
 * LongAdder} tells what it costs that it can be set.
 *
 * <p>OpenTelemetry's up-down counter and Dropwizard's counter, which goes down as well, are what they
 * have for it; neither can be set. Micrometer's and Spectator's gauges have no such operation.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class GaugeIncBenchmark {

  private final OpenTelemetryPeer openTelemetryPeer = new OpenTelemetryPeer();

  private final AtomicLong atomicLong = new AtomicLong();
  private final LongAdder longAdder = new LongAdder();
  private final Gauge narthex = Gauge.builder("requests_in_flight").register(new Registry());
  private final io.prometheus.metrics.core.metrics.Gauge clientJava =
      io.prometheus.metrics.core.metrics.Gauge.builder()
          .name("requests_in_flight")
          .withoutExemplars()
          .register(new PrometheusRegistry());
  private final LongUpDownCounter openTelemetry =
      openTelemetryPeer.meter().upDownCounterBuilder("requests_in_flight").build();
  private final io.prometheus.client.Gauge simpleclient = io.prometheus.client.Gauge.build(
          "requests_in_flight", "Requests in flight.")
      .register(new CollectorRegistry());
  private final Counter dropwizard = new Counter();

  @TearDown
  public void tearDown() {
    openTelemetryPeer.close();
  }

  @Benchmark
  public long atomicLong() {
    return atomicLong.incrementAndGet();
  }

  @Benchmark
  public void longAdder() {
    longAdder.increment();
  }

  @Benchmark
  public void narthex() {
    narthex.inc();
  }

  @Benchmark
  public void clientJava() {
    clientJava.inc();
  }

  @Benchmark
  public void openTelemetry() {
    openTelemetry.add(1);
  }

  @Benchmark
  public void simpleclient() {
    simpleclient.inc();
  }

  @Benchmark
  public void dropwizard() {
    dropwizard.inc();
  }
}
