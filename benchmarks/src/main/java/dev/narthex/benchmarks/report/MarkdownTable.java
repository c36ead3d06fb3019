package dev.narthex.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** A table that can be read as it is, too: all cells of a column are equally wide. */
final class MarkdownTable {

  private final List<List<String>> rows = new ArrayList<>();

  MarkdownTable(List<String> heading) {
    rows.add(List.copyOf(heading));
  }

  void add(List<String> row) {
    rows.add(List.copyOf(row));
  }

  /** Numbers stand at the right of their column, the first column at the left. */
  String text() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], Math.max(2, row.get(column).length()));
      }
    }
    StringBuilder text = new StringBuilder();
    addRow(text, rows.get(0), widths);
    for (int column = 0; column < columns; column++) {
      text.append('|').append("-".repeat(widths[column] + 1)).append(column == 0 ? '-' : ':');
    }
    text.append("|\n");
    rows.subList(1, rows.size()).forEach(row -> addRow(text, row, widths));
    return text.toString();
  }

  private static void addRow(StringBuilder text, List<String> row, int[] widths) {
    for (int column = 0; column < widths.length; column++) {
      String gap = " ".repeat(widths[column] - row.get(column).length());
      text.append("| ")
          .append(column == 0 ? row.get(column) + gap : gap + row.get(column))
          .append(' ');
    }
    text.append("|\n");
  }
}
