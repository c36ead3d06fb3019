package dev.narthex.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads the files of a round. The group of a measurement is the name of its file up to the first
 * hyphen: {@code hot-2-threads-1.json} belongs to {@code hot}.
 */
final class Results {

  private Results() {}

  static List<Row> read(Path folder) throws IOException {
    Map<Key, Map<String, List<Measurement>>> found = new LinkedHashMap<>();
    for (Path file : files(folder)) {
      String group = file.getFileName().toString().replaceFirst("[-.].*", "");
      for (Measurement one : measurements(file)) {
        found
            .computeIfAbsent(
                new Key(group, one.operation(), one.variant(), one.threads()),
                key -> new LinkedHashMap<>())
            .computeIfAbsent(one.contestant(), contestant -> new ArrayList<>())
            .add(one);
      }
    }
    List<Row> rows = new ArrayList<>();
    found.forEach((key, byContestant) -> rows.add(row(key, byContestant)));
    return rows;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static List<Measurement> measurements(Path file) throws IOException {
    JsonNode content = JsonMapper.builder().build().readTree(file.toFile());
    return JmhResults.isIn(content) ? JmhResults.in(content) : Measurements.read(file);
  }

  private static Row row(Key key, Map<String, List<Measurement>> byContestant) {
    Map<String, Measurement> merged = new LinkedHashMap<>();
    byContestant.forEach((contestant, same) -> merged.put(contestant, merge(same)));
    return new Row(key.group, key.operation, key.variant, key.threads, merged);
  }

  /**
   * The median of measurements of the same thing: where other machines share the processor, a mean
   * tells of the worst moment.
   */
  private static Measurement merge(List<Measurement> same) {
    Measurement first = same.get(0);
    if (same.size() == 1) {
      return first;
    }
    double[] scores = same.stream().mapToDouble(Measurement::score).sorted().toArray();
    return new Measurement(
        first.operation(),
        first.variant(),
        first.threads(),
        first.contestant(),
        quantile(scores, 0.5),
        (quantile(scores, 0.75) - quantile(scores, 0.25)) / 2,
        first.unit(),
        same.stream().mapToDouble(Measurement::bytesPerOperation).average().orElseThrow());
  }

  private static double quantile(double[] sorted, double rank) {
    double place = rank * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  private record Key(String group, String operation, String variant, int threads) {}
}
