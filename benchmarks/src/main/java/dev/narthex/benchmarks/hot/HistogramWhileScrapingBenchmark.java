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
 * Observing a latency in a held histogram of 12 classic buckets while another thread scrapes it without a
 * pause, with 10,000 lines around it. The floor is HdrHistogram's {@code Recorder}, whose values are
 * fetched all the time.
 *
 * <p>The faster a contestant is at scraping, the more often it is disturbed by it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class HistogramWhileScrapingBenchmark {

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
  public void hdrRecorder(Latencies latencies) {
    service.observe(latencies.next());
  }

  @Benchmark
  public void narthex(Latencies latencies) {
    service.observe(latencies.next());
  }

  @Benchmark
  public void clientJava(Latencies latencies) {
    service.observe(latencies.next());
  }

  @Benchmark
  public void micrometer(Latencies latencies) {
    service.observe(latencies.next());
  }

  @Benchmark
  public void openTelemetry(Latencies latencies) {
    service.observe(latencies.next());
  }

  @Benchmark
  public void simpleclient(Latencies latencies) {
    service.observe(latencies.next());
  }
}
