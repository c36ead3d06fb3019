package dev.narthex.benchmarks.hot;

import com.netflix.spectator.api.DefaultRegistry;
import com.netflix.spectator.api.Id;
import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Registry;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Adding 1 to a counter by two labels that it has not had yet, so that a series is made. The floor is a
 * {@code LongAdder} that is put into a {@code ConcurrentHashMap} under one string.
 *
 * <p>Each call makes {@value #SERIES} series in a registry of its own, which is a small part of the
 * time. So threads share the memory and the garbage collector, but no lock of a registry. Look at the
 * garbage: most of it here is the series themselves.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class SeriesCreationBenchmark {

  private static final int SERIES = 10_000;
  private static final int ZONES = 10;
  private static final String[] PATH_VALUES = new String[SERIES];
  private static final String[] ZONE_VALUES = new String[SERIES];
  private static final String[] KEYS = new String[SERIES];
  private static final String[] LABEL_NAMES = {Children.PATH, Children.ZONE};
  private static final AttributeKey<String> PATH = AttributeKey.stringKey(Children.PATH);
  private static final AttributeKey<String> ZONE = AttributeKey.stringKey(Children.ZONE);

  static {
    for (int i = 0; i < SERIES; i++) {
      PATH_VALUES[i] = "/api/v1/things/" + i / ZONES;
      ZONE_VALUES[i] = "zone-" + i % ZONES;
      KEYS[i] = PATH_VALUES[i] + ZONE_VALUES[i];
    }
  }

  @Benchmark
  @OperationsPerInvocation(SERIES)
  public Map<String, LongAdder> concurrentHashMap() {
    Map<String, LongAdder> counters = new ConcurrentHashMap<>();
    for (int i = 0; i < SERIES; i++) {
      counters.computeIfAbsent(KEYS[i], key -> new LongAdder()).increment();
    }
    return counters;
  }

  @Benchmark
  @OperationsPerInvocation(SERIES)
  public Family<Counter> narthex() {
    Family<Counter> counters =
        Counter.builder("requests_total").labelNames(LABEL_NAMES).register(new Registry());
    for (int i = 0; i < SERIES; i++) {
      counters.with(PATH_VALUES[i], ZONE_VALUES[i]).inc();
    }
    return counters;
  }

  @Benchmark
  @OperationsPerInvocation(SERIES)
  public io.prometheus.metrics.core.metrics.Counter clientJava() {
    io.prometheus.metrics.core.metrics.Counter counters =
        io.prometheus.metrics.core.metrics.Counter.builder()
            .name("requests_total")
            .labelNames(LABEL_NAMES)
            .withoutExemplars()
            .register(new PrometheusRegistry());
    for (int i = 0; i < SERIES; i++) {
      counters.labelValues(PATH_VALUES[i], ZONE_VALUES[i]).inc();
    }
    return counters;
  }

  @Benchmark
  @OperationsPerInvocation(SERIES)
  public PrometheusMeterRegistry micrometer() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    MeterProvider<io.micrometer.core.instrument.Counter> counters =
        io.micrometer.core.instrument.Counter.builder("requests").withRegistry(registry);
    for (int i = 0; i < SERIES; i++) {
      counters
          .withTags(Children.PATH, PATH_VALUES[i], Children.ZONE, ZONE_VALUES[i])
          .increment();
    }
    return registry;
  }

  @Benchmark
  @OperationsPerInvocation(SERIES)
  public void openTelemetry() {
    try (OpenTelemetryPeer peer = new OpenTelemetryPeer()) {
      LongCounter counters = peer.meter().counterBuilder("requests").build();
      for (int i = 0; i < SERIES; i++) {
        counters.add(1, Attributes.of(PATH, PATH_VALUES[i], ZONE, ZONE_VALUES[i]));
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(SERIES)
  public io.prometheus.client.Counter simpleclient() {
    io.prometheus.client.Counter counters = io.prometheus.client.Counter.build(
            "requests_total", "Requests.")
        .labelNames(LABEL_NAMES)
        .withoutExemplars()
        .register(new CollectorRegistry());
    for (int i = 0; i < SERIES; i++) {
      counters.labels(PATH_VALUES[i], ZONE_VALUES[i]).inc();
    }
    return counters;
  }

  @Benchmark
  @OperationsPerInvocation(SERIES)
  public DefaultRegistry spectator() {
    DefaultRegistry registry = new DefaultRegistry();
    Id id = registry.createId("requests");
    for (int i = 0; i < SERIES; i++) {
      registry
          .counter(id.withTags(Children.PATH, PATH_VALUES[i], Children.ZONE, ZONE_VALUES[i]))
          .increment();
    }
    return registry;
  }
}
