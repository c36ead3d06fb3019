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
 * Adding 1 to a gauge that is held when work begins, and taking it away when it ends. One operation is
 * both calls.
 *
 * <p>Micrometer's way is a gauge that reads an {@code AtomicLong} of the program: see the floor. Of the
 * others see {@link GaugeIncBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class GaugeInFlightBenchmark {

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
    atomicLong.incrementAndGet();
    return atomicLong.decrementAndGet();
  }

  @Benchmark
  public void longAdder() {
    longAdder.increment();
    longAdder.decrement();
  }

  @Benchmark
  public void narthex() {
    narthex.inc();
    narthex.dec();
  }

  @Benchmark
  public void clientJava() {
    clientJava.inc();
    clientJava.dec();
  }

  @Benchmark
  public void openTelemetry() {
    openTelemetry.add(1);
    openTelemetry.add(-1);
  }

  @Benchmark
  public void simpleclient() {
    simpleclient.inc();
    simpleclient.dec();
  }

  @Benchmark
  public void dropwizard() {
    dropwizard.inc();
    dropwizard.dec();
  }
}
