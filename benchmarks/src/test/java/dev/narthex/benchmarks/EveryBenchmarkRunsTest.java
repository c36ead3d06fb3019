package dev.narthex.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The benchmarks still run, and are named so that a report can be made of their results. What they
 * measure here means nothing.
 */
class EveryBenchmarkRunsTest {

  private static final Set<String> PEERS = Set.of(
      "clientJava", "micrometer", "openTelemetry", "simpleclient", "dropwizard", "spectator");
  private static final Set<String> FLOORS = Set.of(
      "atomicLong",
      "longAdder",
      "doubleAdder",
      "concurrentHashMap",
      "hdrRecorder",
      "arrayCopy",
      "bareHttpServer");

  private static List<RunResult> results;

  @BeforeAll
  static void runEach(@TempDir Path directory) throws RunnerException {
    Runner runner = new Runner(new OptionsBuilder()
        .forks(0)
        .warmupIterations(0)
        .measurementIterations(1)
        .measurementTime(TimeValue.milliseconds(10))
        .param("lines", "1000")
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .output(directory.resolve("output").toString())
        .build());
    results = List.copyOf(runner.run());
  }

  @Test
  void eachClassHasNarthexAmongItsContestants() {
    assertThat(results).isNotEmpty();
    for (RunResult result : results) {
      assertThat(results)
          .filteredOn(other -> operation(other).equals(operation(result)))
          .extracting(EveryBenchmarkRunsTest::contestant)
          .as(operation(result))
          .contains("narthex");
    }
  }

  @Test
  void eachMethodIsNamedAfterAContestant() {
    for (RunResult result : results) {
      assertThat(contestant(result))
          .as(operation(result))
          .satisfiesAnyOf(
              name -> assertThat(name).isEqualTo("narthex"),
              name -> assertThat(PEERS).contains(name),
              name -> assertThat(FLOORS).contains(name));
    }
  }

  @Test
  void eachClassIsNamedAfterAnOperation() {
    assertThat(results)
        .extracting(EveryBenchmarkRunsTest::operation)
        .allSatisfy(name -> assertThat(name).endsWith("Benchmark"));
  }

  /** The name of the class. */
  private static String operation(RunResult result) {
    String benchmark = result.getParams().getBenchmark();
    return benchmark.substring(0, benchmark.lastIndexOf('.'));
  }

  /** The name of the method. */
  private static String contestant(RunResult result) {
    String benchmark = result.getParams().getBenchmark();
    return benchmark.substring(benchmark.lastIndexOf('.') + 1);
  }
}
