package dev.narthex.benchmarks.scrape;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * A scrape as text while another thread makes and removes series all the time, 100,000 a second or
 * as many as the library lets it. To read beside {@link TextScrapeBenchmark} with as many lines. From
 * OpenTelemetry no series can be removed.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {"-Xms3g", "-Xmx3g"})
public class ScrapeWhileCreatingBenchmark {

  @Param("100000")
  public int lines;

  private final CountingSink sink = new CountingSink();
  private Contestant contestant = new NarthexContestant();
  private SeriesChurn churn = new SeriesChurn(contestant);

  @Setup(Level.Trial)
  public void fill(BenchmarkParams params) throws IOException {
    contestant = Contestant.of(ScrapeBenchmark.method(params));
    ScrapedData.fill(contestant, lines, ScrapeBenchmark.FEW_FAMILIES);
    LineCount.check(contestant, lines);
    churn = new SeriesChurn(contestant);
    churn.start();
  }

  @TearDown(Level.Trial)
  public void stop() throws InterruptedException {
    churn.stop();
  }

  private long scrape() throws IOException {
    contestant.scrape(Accept.TEXT, sink);
    return sink.bytes();
  }

  @Benchmark
  public long narthex() throws IOException {
    return scrape();
  }

  @Benchmark
  public long clientJava() throws IOException {
    return scrape();
  }

  @Benchmark
  public long micrometer() throws IOException {
    return scrape();
  }

  @Benchmark
  public long simpleclient() throws IOException {
    return scrape();
  }
}
