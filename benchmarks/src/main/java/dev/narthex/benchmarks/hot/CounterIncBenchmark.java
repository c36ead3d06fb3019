package dev.narthex.benchmarks.hot;

import com.netflix.spectator.api.DefaultRegistry;
import dev.narthex.Counter;
import dev.narthex.Registry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.metrics.LongCounter;
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
 * Adding 1 to a counter that is held. The floor is the JDK's {@code AtomicLong} for one thread, and its
 * {@code LongAdder} for more.
 *
 * <p>OpenTelemetry counts without attributes, the nearest it has to a child that is held.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class CounterIncBenchmark {

  private final OpenTelemetryPeer openTelemetryPeer = new OpenTelemetryPeer();

  private final AtomicLong atomicLong = new AtomicLong();
  private final LongAdder longAdder = new LongAdder();
  private final Counter narthex = Counter.builder("requests_total").register(new Registry());
  private final io.prometheus.metrics.core.metrics.Counter clientJava =
      io.prometheus.metrics.core.metrics.Counter.builder()
          .name("requests_total")
          .withoutExemplars()
          .register(new PrometheusRegistry());
  private final io.micrometer.core.instrument.Counter micrometer =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT).counter("requests");
  private final LongCounter openTelemetry =
      openTelemetryPeer.meter().counterBuilder("requests").build();
  private final io.prometheus.client.Counter simpleclient = io.prometheus.client.Counter.build(
          "requests_total", "Requests.")
      .withoutExemplars()
      .register(new CollectorRegistry());
  private final com.codahale.metrics.Counter dropwizard = new com.codahale.metrics.Counter();
  private final com.netflix.spectator.api.Counter spectator =
      new DefaultRegistry().counter("requests");

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
  public void micrometer() {
    micrometer.increment();
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

  @Benchmark
  public void spectator() {
    spectator.increment();
  }
}
