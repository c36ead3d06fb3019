package dev.narthex.benchmarks.hot;

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
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * Finding a counter by two labels and adding 1 to it, while another thread scrapes it without a pause,
 * with 10,000 lines around it. The floor is a {@code LongAdder} in a {@code ConcurrentHashMap} that is
 * walked through all the time.
 *
 * <p>The faster a contestant is at scraping, the more often it is disturbed by it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class CounterLookupWhileScrapingBenchmark {

  private ScrapedService service;
  private ScrapingThread scraping;

  @Setup
  public void setUp(BenchmarkParams params) {
    String benchmark = params.getBenchmark();
    service = ScrapedService.of(benchmark.substring(benchmark.lastIndexOf('.') + 1));
    scraping = new ScrapingThread(service);
  }

  @TearDown
  public void tearDown() throws InterruptedException {
    scraping.stop();
    service.close();
  }

  @Benchmark
  public void concurrentHashMap(Children children) {
    int child = children.next();
    service.count(Children.PATHS[child], Children.METHODS[child]);
  }

  @Benchmark
  public void narthex(Children children) {
    int child = children.next();
    service.count(Children.PATHS[child], Children.METHODS[child]);
  }

  @Benchmark
  public void clientJava(Children children) {
    int child = children.next();
    service.count(Children.PATHS[child], Children.METHODS[child]);
  }

  @Benchmark
  public void micrometer(Children children) {
    int child = children.next();
    service.count(Children.PATHS[child], Children.METHODS[child]);
  }

  @Benchmark
  public void openTelemetry(Children children) {
    int child = children.next();
    service.count(Children.PATHS[child], Children.METHODS[child]);
  }

  @Benchmark
  public void simpleclient(Children children) {
    int child = children.next();
    service.count(Children.PATHS[child], Children.METHODS[child]);
  }
}
