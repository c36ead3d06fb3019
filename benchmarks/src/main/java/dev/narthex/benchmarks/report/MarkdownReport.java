package dev.narthex.benchmarks.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The report as Markdown. First come the ratios, which hold from machine to machine; then all times,
 * which hold on this machine only, and the garbage.
 */
final class MarkdownReport {

  private final Lines lines;
  private final Map<String, List<Row>> sections = new LinkedHashMap<>();

  /** The rows are shown in their order. */
  MarkdownReport(List<Row> rows, Lines lines) {
    this.lines = lines;
    rows.forEach(row ->
        sections.computeIfAbsent(row.section(), title -> new ArrayList<>()).add(row));
  }

  String text(Origin origin) {
    return head(origin) + "\n" + ratios() + "\n" + details();
  }

  private static String head(Origin origin) {
    MarkdownTable table = new MarkdownTable(List.of("measured", ""));
    table.add(List.of("on", origin.date()));
    table.add(List.of("machine", origin.machine()));
    table.add(List.of("system", origin.system()));
    table.add(List.of("JDK", origin.jdk()));
    table.add(List.of("peers", origin.peers()));
    table.add(List.of("by", "`" + origin.command() + "`"));
    return table.text();
  }

  /** What each peer needs, as a multiple of what Narthex needs. */
  String ratios() {
    StringBuilder text = new StringBuilder();
    text.append(
        "Narthex and the floors: what they need for one operation, the smaller the better.\n");
    text.append("Peers: how many times that of Narthex; **bold** where a peer needs less.\n");
    text.append("Medians; after ± stands half the distance between the quartiles.\n");
    sections.forEach((title, rows) ->
        text.append("\n### ").append(title).append("\n\n").append(ratioTable(rows)));
    return text.toString();
  }

  private String ratioTable(List<Row> rows) {
    List<String> peers = Contestants.peersIn(contestants(rows, Contestants::isPeer));
    boolean hasFloors = !contestants(rows, Contestants::isFloor).isEmpty();
    boolean hasLines = rows.stream().anyMatch(row -> !line(row).isEmpty());
    List<String> heading = new ArrayList<>(List.of("operation", "Narthex"));
    peers.forEach(peer -> heading.add(Contestants.title(peer)));
    if (hasLines) {
      heading.add("line");
    }
    if (hasFloors) {
      heading.add("floor");
    }
    MarkdownTable table = new MarkdownTable(heading);
    for (Row row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.title(), score(row, Contestants.NARTHEX)));
      peers.forEach(peer -> cells.add(ratio(row, peer)));
      if (hasLines) {
        cells.add(line(row));
      }
      if (hasFloors) {
        cells.add(floors(row));
      }
      table.add(cells);
    }
    return table.text();
  }

  private static Set<String> contestants(List<Row> rows, Predicate<String> kind) {
    return rows.stream()
        .map(Row::measurements)
        .map(Map::keySet)
        .flatMap(Collection::stream)
        .filter(kind)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String score(Row row, String contestant) {
    return row.has(contestant) ? row.estimate(contestant).text() + " " + row.unit() : "";
  }

  private static String ratio(Row row, String peer) {
    if (!row.has(peer) || !row.has(Contestants.NARTHEX)) {
      return "";
    }
    Estimate ratio = row.ratio(peer);
    return ratio.value() < 1 ? "**" + ratio.text() + "**" : ratio.text();
  }

  private String line(Row row) {
    return lines.linesFor(row).stream()
        .filter(Line::isOwn)
        .map(line -> line.wanted()
            + (line.measured(row).filter(line::isMissedBy).isPresent() ? " (missed)" : ""))
        .collect(Collectors.joining(", "));
  }

  private static String floors(Row row) {
    return contestants(List.of(row), Contestants::isFloor).stream()
        .map(floor -> Contestants.title(floor) + " " + score(row, floor))
        .collect(Collectors.joining(", "));
  }

  private String details() {
    StringBuilder text = new StringBuilder("### All numbers\n");
    sections.forEach((title, rows) -> {
      text.append("\n**")
          .append(title)
          .append("**\n\n")
          .append(numberTable(rows, MarkdownReport::score));
      if (rows.stream().anyMatch(MarkdownReport::hasGarbage)) {
        text.append("\n**").append(title).append(": bytes of garbage for one operation**\n\n");
        text.append(numberTable(rows, MarkdownReport::garbage));
      }
    });
    return text.toString();
  }

  private static String numberTable(List<Row> rows, Cell cell) {
    List<String> columns = new ArrayList<>(contestants(rows, Contestants.NARTHEX::equals));
    columns.addAll(Contestants.peersIn(contestants(rows, Contestants::isPeer)));
    columns.addAll(contestants(rows, Contestants::isFloor));
    List<String> heading = new ArrayList<>(List.of("operation"));
    columns.forEach(contestant -> heading.add(Contestants.title(contestant)));
    MarkdownTable table = new MarkdownTable(heading);
    for (Row row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.title()));
      columns.forEach(contestant -> cells.add(cell.text(row, contestant)));
      table.add(cells);
    }
    return table.text();
  }

  private static boolean hasGarbage(Row row) {
    return row.measurements().values().stream()
        .anyMatch(one -> !Double.isNaN(one.bytesPerOperation()));
  }

  private static String garbage(Row row, String contestant) {
    Measurement measurement = row.measurements().get(contestant);
    if (measurement == null || Double.isNaN(measurement.bytesPerOperation())) {
      return "";
    }
    // What the harness itself leaves is spread over all operations, and is no whole byte.
    return Estimate.text(Math.rint(measurement.bytesPerOperation())).replaceFirst("\\.0+$", "");
  }

  private interface Cell {
    String text(Row row, String contestant);
  }
}
