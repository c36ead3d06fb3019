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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * What the benchmarks of scrapes share. The method only names the contestant: the set-up makes and
 * fills that one alone, and all methods do the same.
 *
 * <p>The heap is for a million lines; of all contestants OpenTelemetry's needs most.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {"-Xms3g", "-Xmx3g"})
public abstract class ScrapeBenchmark {

  /** Few large families: two of a kind. */
  static final int FEW_FAMILIES = 2;

  private final CountingSink sink = new CountingSink();
  private final String accept;
  private Contestant contestant = new NarthexContestant();

  ScrapeBenchmark(String accept) {
    this.accept = accept;
  }

  /** About how many lines the answer has. */
  abstract int lines();

  int familiesOfAKind() {
    return FEW_FAMILIES;
  }

  @Setup(Level.Trial)
  public void fill(BenchmarkParams params) throws IOException {
    String method = method(params);
    contestant = Contestant.of(method);
    ScrapedData.fill(contestant, lines(), familiesOfAKind());
    LineCount.check(contestant, lines());
    filled(method);
  }

  /** Called when the contestant is ready for the method of this name. */
  void filled(String method) throws IOException {}

  /** The name of the benchmark's method, which is that of the contestant. */
  static String method(BenchmarkParams params) {
    String name = params.getBenchmark();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  Contestant contestant() {
    return contestant;
  }

  String accept() {
    return accept;
  }

  CountingSink sink() {
    return sink;
  }

  long scrape() throws IOException {
    contestant.scrape(accept, sink);
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
  public long openTelemetry() throws IOException {
    return scrape();
  }
}
