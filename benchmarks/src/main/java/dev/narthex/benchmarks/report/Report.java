package dev.narthex.benchmarks.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * Tells what the files of a round say. {@code tools/bench} calls it.
 *
 * <pre>
 * Report write FOLDER LINES COMMAND   writes report.md and report.svg into the folder, prints the ratios
 * Report doubtful FOLDER LINES        prints group, threads and operation of rows to be measured again
 * Report check FOLDER LINES           ends with 1 if a line of the table is missed, and says which
 * </pre>
 */
public final class Report {

  private Report() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path folder = Path.of(arguments[1]);
    Lines lines = Lines.read(Path.of(arguments[2]));
    List<Row> rows = inOrder(Results.read(folder), lines);
    switch (arguments[0]) {
      case "write" -> out.print(write(folder, rows, lines, Origin.here(arguments[3])));
      case "doubtful" ->
        lines
            .doubtful(rows)
            .forEach(row -> out.println(row.group() + " " + row.threads() + " " + row.operation()));
      case "check" -> {
        List<String> misses = lines.misses(rows);
        misses.forEach(out::println);
        if (!misses.isEmpty()) {
          System.exit(1);
        }
      }
      default -> throw new IllegalArgumentException("Unknown task: " + arguments[0]);
    }
  }

  /** By group and threads, then as in the table of lines, which begins with what matters most. */
  static List<Row> inOrder(List<Row> rows, Lines lines) {
    List<String> groups = List.of("hot", "tail", "scrape", "memory", "startup");
    return rows.stream()
        .sorted(Comparator.comparingInt((Row row) -> groups.indexOf(row.group()))
            .thenComparing(Row::isVirtual)
            .thenComparingInt(Row::threads)
            .thenComparingInt(lines::placeOf)
            .thenComparing(Row::operation)
            .thenComparing(Row::variant))
        .toList();
  }

  private static String write(Path folder, List<Row> rows, Lines lines, Origin origin)
      throws IOException {
    MarkdownReport report = new MarkdownReport(rows, lines);
    Files.writeString(folder.resolve("report.md"), report.text(origin));
    // A chart of everything would be too long to read, so it shows what has a line.
    List<Row> chosen =
        rows.stream().filter(row -> !lines.linesFor(row).isEmpty()).toList();
    Files.writeString(folder.resolve("report.svg"), new RatioChart(chosen).svg(origin));
    return report.ratios();
  }
}
