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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Finding one of 100 children by the values of its labels, then adding 1 to it. The floor is finding a
 * {@code LongAdder} in a {@code ConcurrentHashMap} by one string, whatever the number of labels.
 *
 * <p>Each does it as its manual says: Micrometer by a meter provider, OpenTelemetry by attributes that
 * are made for the call, Spectator by an id with tags. The children are there beforehand, and the values
 * are the same string objects, as routes and methods are constants of a program.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class CounterLookupBenchmark {

  private static final AttributeKey<String> PATH = AttributeKey.stringKey(Children.PATH);
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey(Children.METHOD);
  private static final AttributeKey<String> STATUS = AttributeKey.stringKey(Children.STATUS);
  private static final AttributeKey<String> ZONE = AttributeKey.stringKey(Children.ZONE);

  /** How many labels the counter has. */
  @Param({"1", "2", "3", "4"})
  public int labels;

  private final OpenTelemetryPeer openTelemetryPeer = new OpenTelemetryPeer();

  private final Map<String, LongAdder> concurrentHashMap = new ConcurrentHashMap<>();
  private Family<Counter> narthex;
  private io.prometheus.metrics.core.metrics.Counter clientJava;
  private final MeterProvider<io.micrometer.core.instrument.Counter> micrometer =
      io.micrometer.core.instrument.Counter.builder("requests")
          .withRegistry(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  private final LongCounter openTelemetry =
      openTelemetryPeer.meter().counterBuilder("requests").build();
  private io.prometheus.client.Counter simpleclient;
  private final DefaultRegistry spectator = new DefaultRegistry();
  private final Id spectatorId = spectator.createId("requests");

  @Setup
  public void setUp() {
    String[] names = Children.labelNames(labels);
    narthex = Counter.builder("requests_total").labelNames(names).register(new Registry());
    clientJava = io.prometheus.metrics.core.metrics.Counter.builder()
        .name("requests_total")
        .labelNames(names)
        .withoutExemplars()
        .register(new PrometheusRegistry());
    simpleclient = io.prometheus.client.Counter.build("requests_total", "Requests.")
        .labelNames(names)
        .withoutExemplars()
        .register(new CollectorRegistry());
    for (String path : Children.PATHS) {
      concurrentHashMap.put(path, new LongAdder());
    }
  }

  @TearDown
  public void tearDown() {
    openTelemetryPeer.close();
  }

  @Benchmark
  public void concurrentHashMap(Children children) {
    concurrentHashMap.get(Children.PATHS[children.next()]).increment();
  }

  @Benchmark
  public void narthex(Children children) {
    int child = children.next();
    switch (labels) {
      case 1 -> narthex.with(Children.PATHS[child]).inc();
      case 2 -> narthex.with(Children.PATHS[child], Children.METHODS[child]).inc();
      case 3 ->
        narthex
            .with(Children.PATHS[child], Children.METHODS[child], Children.STATUSES[child])
            .inc();
      default ->
        narthex
            .with(
                Children.PATHS[child],
                Children.METHODS[child],
                Children.STATUSES[child],
                Children.ZONES[child])
            .inc();
    }
  }

  @Benchmark
  public void clientJava(Children children) {
    int child = children.next();
    switch (labels) {
      case 1 -> clientJava.labelValues(Children.PATHS[child]).inc();
      case 2 ->
        clientJava.labelValues(Children.PATHS[child], Children.METHODS[child]).inc();
      case 3 ->
        clientJava
            .labelValues(Children.PATHS[child], Children.METHODS[child], Children.STATUSES[child])
            .inc();
      default ->
        clientJava
            .labelValues(
                Children.PATHS[child],
                Children.METHODS[child],
                Children.STATUSES[child],
                Children.ZONES[child])
            .inc();
    }
  }

  @Benchmark
  public void micrometer(Children children) {
    int child = children.next();
    switch (labels) {
      case 1 -> micrometer.withTags(Children.PATH, Children.PATHS[child]).increment();
      case 2 ->
        micrometer
            .withTags(
                Children.PATH, Children.PATHS[child], Children.METHOD, Children.METHODS[child])
            .increment();
      case 3 ->
        micrometer
            .withTags(
                Children.PATH,
                Children.PATHS[child],
                Children.METHOD,
                Children.METHODS[child],
                Children.STATUS,
                Children.STATUSES[child])
            .increment();
      default ->
        micrometer
            .withTags(
                Children.PATH,
                Children.PATHS[child],
                Children.METHOD,
                Children.METHODS[child],
                Children.STATUS,
                Children.STATUSES[child],
                Children.ZONE,
                Children.ZONES[child])
            .increment();
    }
  }

  @Benchmark
  public void openTelemetry(Children children) {
    int child = children.next();
    switch (labels) {
      case 1 -> openTelemetry.add(1, Attributes.of(PATH, Children.PATHS[child]));
      case 2 ->
        openTelemetry.add(
            1, Attributes.of(PATH, Children.PATHS[child], METHOD, Children.METHODS[child]));
      case 3 ->
        openTelemetry.add(
            1,
            Attributes.of(
                PATH,
                Children.PATHS[child],
                METHOD,
                Children.METHODS[child],
                STATUS,
                Children.STATUSES[child]));
      default ->
        openTelemetry.add(
            1,
            Attributes.of(
                PATH,
                Children.PATHS[child],
                METHOD,
                Children.METHODS[child],
                STATUS,
                Children.STATUSES[child],
                ZONE,
                Children.ZONES[child]));
    }
  }

  @Benchmark
  public void simpleclient(Children children) {
    int child = children.next();
    switch (labels) {
      case 1 -> simpleclient.labels(Children.PATHS[child]).inc();
      case 2 ->
        simpleclient.labels(Children.PATHS[child], Children.METHODS[child]).inc();
      case 3 ->
        simpleclient
            .labels(Children.PATHS[child], Children.METHODS[child], Children.STATUSES[child])
            .inc();
      default ->
        simpleclient
            .labels(
                Children.PATHS[child],
                Children.METHODS[child],
                Children.STATUSES[child],
                Children.ZONES[child])
            .inc();
    }
  }

  @Benchmark
  public void spectator(Children children) {
    int child = children.next();
    switch (labels) {
      case 1 ->
        spectator
            .counter(spectatorId.withTags(Children.PATH, Children.PATHS[child]))
            .increment();
      case 2 ->
        spectator
            .counter(spectatorId.withTags(
                Children.PATH, Children.PATHS[child], Children.METHOD, Children.METHODS[child]))
            .increment();
      case 3 ->
        spectator
            .counter(spectatorId.withTags(
                Children.PATH,
                Children.PATHS[child],
                Children.METHOD,
                Children.METHODS[child],
                Children.STATUS,
                Children.STATUSES[child]))
            .increment();
      default ->
        spectator
            .counter(spectatorId.withTags(
                Children.PATH,
                Children.PATHS[child],
                Children.METHOD,
                Children.METHODS[child],
                Children.STATUS,
                Children.STATUSES[child],
                Children.ZONE,
                Children.ZONES[child]))
            .increment();
    }
  }
}
