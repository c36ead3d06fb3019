package dev.narthex.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The bodies of {@code narthex-testing}'s corpus with the verdicts of Prometheus's own readers. */
final class Corpus {

  private static final Path FOLDER = Path.of("../narthex-testing/src/test/resources/corpus");

  private Corpus() {}

  /**
   * A line of the index.
   *
   * @param body the file, such as {@code good/text/empty.txt}
   * @param promtool {@code accepts}, {@code refuses}, or {@code -} if it does not read the format
   * @param prometheus {@code accepts}, {@code refuses}, or {@code panics}
   * @param samples how many samples a scrape finds, or {@code -}
   */
  record Entry(String body, String promtool, String prometheus, String samples) {

    Path file() {
      return FOLDER.resolve(body);
    }

    /** The {@code Content-Type} with which the body is served. */
    String contentType() {
      if (body.contains("/protobuf/")) {
        return "application/vnd.google.protobuf;"
            + " proto=io.prometheus.client.MetricFamily; encoding=delimited";
      }
      return body.contains("/openmetrics/")
          ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
          : "text/plain; version=0.0.4; charset=utf-8";
    }
  }

  static List<Entry> entries() {
    List<String> lines;
    try {
      lines = Files.readAllLines(FOLDER.resolve("index.tsv"), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> head = List.of(lines.get(0).split("\t", -1));
    List<Entry> entries = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> cells = List.of(line.split("\t", -1));
      entries.add(new Entry(
          cells.get(head.indexOf("body")),
          cells.get(head.indexOf("promtool")),
          cells.get(head.indexOf("prometheus")),
          cells.get(head.indexOf("samples"))));
    }
    return entries;
  }
}
