package dev.narthex.benchmarks.hot;

import dev.narthex.Histogram;
import dev.narthex.Registry;
import dev.narthex.TraceContext;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exemplars.DefaultExemplarSampler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.tracer.common.SpanContext;
import io.prometheus.metrics.tracer.initializer.SpanContextSupplier;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Observing a latency in a held histogram of 12 classic buckets that can keep exemplars. {@link
 * ClassicHistogramBenchmark} has the floor.
 *
 * <p>The tracer answers at once; a real one asks a thread-local first. Nothing scrapes, so the first
 * observations of each bucket become exemplars, and then it is seen what those cost that need not.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class HistogramExemplarsBenchmark {

  /** Exemplars are off; on, but no trace is going on; or on, within a trace that is kept. */
  @Param({"off", "none", "present"})
  public String trace;

  private Histogram narthex;
  private io.prometheus.metrics.core.metrics.Histogram clientJava;
  private Timer micrometer;
  private io.prometheus.client.Histogram simpleclient;
  private SpanContext before;

  @Setup
  public void setUp() {
    boolean on = !trace.equals("off");
    FixedTrace tracer = new FixedTrace(trace.equals("present"));
    before = SpanContextSupplier.getSpanContext();
    SpanContextSupplier.setSpanContext(tracer);

    narthex = Histogram.builder("request_duration_seconds")
        .buckets(Latencies.bounds())
        .traceContext(on ? tracer : TraceContext.NONE)
        .register(new Registry());
    io.prometheus.metrics.core.metrics.Histogram.Builder clientJavaBuilder =
        io.prometheus.metrics.core.metrics.Histogram.builder()
            .name("request_duration_seconds")
            .classicOnly()
            .classicUpperBounds(Latencies.bounds());
    clientJava = (on ? clientJavaBuilder.withExemplars() : clientJavaBuilder.withoutExemplars())
        .register(new PrometheusRegistry());
    micrometer = Timer.builder("request.duration")
        .serviceLevelObjectives(Latencies.boundDurations())
        .register(new PrometheusMeterRegistry(
            PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM, on ? tracer : null));
    io.prometheus.client.Histogram.Builder simpleclientBuilder =
        io.prometheus.client.Histogram.build("request_duration_seconds", "Time to answer.")
            .buckets(Latencies.bounds());
    simpleclient = (on
            ? simpleclientBuilder.withExemplarSampler(new DefaultExemplarSampler(tracer))
            : simpleclientBuilder.withoutExemplars())
        .register(new CollectorRegistry());
  }

  @TearDown
  public void tearDown() {
    SpanContextSupplier.setSpanContext(before);
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
}
