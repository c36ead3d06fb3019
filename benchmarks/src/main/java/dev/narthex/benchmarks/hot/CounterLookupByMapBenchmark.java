package dev.narthex.benchmarks.hot;

import com.netflix.spectator.api.DefaultRegistry;
import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Registry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Finding one of 100 children by two labels that the caller has as an object with names and values, then
 * adding 1 to it.
 *
 * <p>The object is a map where the contestant takes one. Micrometer takes tags and OpenTelemetry
 * attributes: these have been put in order beforehand, and attributes know their hash code.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class CounterLookupByMapBenchmark {

  private final OpenTelemetryPeer openTelemetryPeer = new OpenTelemetryPeer();
  private final List<Map<String, String>> maps = new ArrayList<>();
  private final List<Tags> tags = new ArrayList<>();
  private final List<Attributes> attributes = new ArrayList<>();

  private final Family<Counter> narthex =
      Counter.builder("requests_total").labelNames(Children.labelNames(2)).register(new Registry());
  private final PrometheusMeterRegistry micrometer =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final LongCounter openTelemetry =
      openTelemetryPeer.meter().counterBuilder("requests").build();
  private final DefaultRegistry spectator = new DefaultRegistry();

  @Setup
  public void setUp() {
    for (int i = 0; i < Children.COUNT; i++) {
      String path = Children.PATHS[i];
      String method = Children.METHODS[i];
      maps.add(Map.of(Children.PATH, path, Children.METHOD, method));
      tags.add(Tags.of(Children.PATH, path, Children.METHOD, method));
      attributes.add(Attributes.of(
          AttributeKey.stringKey(Children.PATH), path,
          AttributeKey.stringKey(Children.METHOD), method));
    }
  }

  @TearDown
  public void tearDown() {
    openTelemetryPeer.close();
  }

  @Benchmark
  public void narthex(Children children) {
    narthex.with(maps.get(children.next())).inc();
  }

  @Benchmark
  public void micrometer(Children children) {
    micrometer.counter("requests", tags.get(children.next())).increment();
  }

  @Benchmark
  public void openTelemetry(Children children) {
    openTelemetry.add(1, attributes.get(children.next()));
  }

  @Benchmark
  public void spectator(Children children) {
    spectator.counter(spectator.createId("requests", maps.get(children.next()))).increment();
  }
}
