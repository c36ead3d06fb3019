package dev.narthex.benchmarks.hot;

import dev.narthex.Histogram;
import dev.narthex.Registry;
import dev.narthex.model.NativeBuckets;
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
 * Observing a latency in a held histogram that has 12 classic buckets and native ones, which is what
 * client_java makes by default. The floor is HdrHistogram's {@code Recorder}.
 *
 * <p>No other peer has both in one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class BothHistogramBenchmark {

  private final Recorder hdrRecorder = new Recorder(2);
  private final Histogram narthex = Histogram.builder("request_duration_seconds")
      .buckets(Latencies.bounds())
      .nativeBuckets(NativeBuckets.DEFAULT)
      .register(new Registry());
  private final io.prometheus.metrics.core.metrics.Histogram clientJava =
      io.prometheus.metrics.core.metrics.Histogram.builder()
          .name("request_duration_seconds")
          .classicUpperBounds(Latencies.bounds())
          .nativeInitialSchema(NativeBuckets.DEFAULT.schema())
          .nativeMaxNumberOfBuckets(NativeBuckets.DEFAULT_MAX_BUCKETS)
          .withoutExemplars()
          .register(new PrometheusRegistry());

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
}
