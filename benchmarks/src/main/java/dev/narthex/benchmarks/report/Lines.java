package dev.narthex.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The checked-in table of lines, and how a round compares with it. */
record Lines(List<Line> lines) {

  /** Reads the table. Its first row names the columns; a row with # is a remark. */
  static Lines read(Path file) throws IOException {
    return new Lines(Files.readAllLines(file).stream()
        .filter(row -> !row.isBlank() && !row.startsWith("#"))
        .skip(1)
        .map(Line::parse)
        .toList());
  }

  List<Line> linesFor(Row row) {
    return lines.stream().filter(line -> line.isFor(row)).toList();
  }

  /** The place of the row in the table, or else of its operation; after all others if it has none. */
  int placeOf(Row row) {
    int placeOfOperation = lines.size();
    for (int place = lines.size() - 1; place >= 0; place--) {
      Line line = lines.get(place);
      if (line.operation().equals(row.operation())) {
        if (line.variant().equals(row.variant())) {
          return place;
        }
        placeOfOperation = place;
      }
    }
    return placeOfOperation;
  }

  /** Rows with a number on the wrong side, which another measurement should confirm or clear. */
  Set<Row> doubtful(List<Row> rows) {
    Set<Row> doubtful = new LinkedHashSet<>();
    for (Row row : rows) {
      for (Line line : linesFor(row)) {
        if (line.measured(row).filter(line::isMissedBy).isPresent()) {
          doubtful.add(row);
        }
      }
    }
    return doubtful;
  }

  /** One sentence for each line that surely is missed, or about which nothing was measured. */
  List<String> misses(List<Row> rows) {
    List<String> misses = new ArrayList<>();
    for (Line line : lines) {
      Optional<Estimate> measured =
          rows.stream().filter(line::isFor).findFirst().flatMap(line::measured);
      if (measured.isEmpty()) {
        misses.add(line.place() + ": wanted " + line.wanted() + ", but it was not measured.");
      } else if (line.isSurelyMissedBy(measured.get())) {
        misses.add(line.place() + ": wanted " + line.wanted() + ", measured "
            + measured.get().text() + ". Look closer: tools/bench --only " + line.operation());
      }
    }
    return misses;
  }
}
