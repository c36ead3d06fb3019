package dev.narthex.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Reads what JMH writes with {@code -rf json}. */
final class JmhResults {

  private JmhResults() {}

  static boolean isIn(JsonNode file) {
    return file.path(0).has("benchmark");
  }

  /**
   * One measurement for each iteration of each fork, so that several runs can be merged by all that
   * they saw, and not by means whose weight is lost.
   */
  static List<Measurement> in(JsonNode file) {
    List<Measurement> measurements = new ArrayList<>();
    for (JsonNode run : file) {
      addIterations(run, measurements);
    }
    return measurements;
  }

  private static void addIterations(JsonNode run, List<Measurement> measurements) {
    JsonNode metric = run.path("primaryMetric");
    // Histograms stand in place of raw data where single calls were timed.
    if (!metric.has("rawData")) {
      measurements.add(measurement(
          run, metric.path("score").asDouble(), metric.path("scoreError").asDouble(Double.NaN)));
      return;
    }
    for (JsonNode fork : metric.path("rawData")) {
      for (JsonNode score : fork) {
        measurements.add(measurement(run, score.asDouble(), Double.NaN));
      }
    }
  }

  private static Measurement measurement(JsonNode run, double score, double error) {
    String benchmark = run.path("benchmark").asText();
    if (run.path("mode").asText().equals("thrpt")) {
      throw new IllegalArgumentException(
          benchmark + " measures throughput, but the report compares times. Use Mode.AverageTime.");
    }
    int method = benchmark.lastIndexOf('.');
    String type = benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1, method);
    return new Measurement(
        type.replaceFirst("Benchmark$", ""),
        variant(run),
        run.path("threads").asInt(),
        benchmark.substring(method + 1),
        score,
        error,
        run.path("primaryMetric").path("scoreUnit").asText(),
        bytesPerOperation(run));
  }

  private static String variant(JsonNode run) {
    StringJoiner variant = new StringJoiner(" ");
    run.path("params")
        .properties()
        .forEach(param -> variant.add(param.getKey() + "=" + param.getValue().asText()));
    for (JsonNode argument : run.path("jvmArgs")) {
      if (argument.asText().toUpperCase(Locale.ROOT).startsWith("-DJMH.EXECUTOR=VIRTUAL")) {
        variant.add(Row.VIRTUAL);
      }
    }
    return variant.toString();
  }

  private static double bytesPerOperation(JsonNode run) {
    return run.path("secondaryMetrics")
        .path("gc.alloc.rate.norm")
        .path("score")
        .asDouble(Double.NaN);
  }
}
