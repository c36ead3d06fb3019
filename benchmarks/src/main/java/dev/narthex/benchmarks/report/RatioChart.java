package dev.narthex.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A bar for each peer and operation: how many times Narthex's time it needs, on a scale of powers of
 * ten. Bars to the right of the line at 1 are slower than Narthex, bars to its left faster.
 *
 * <p>Sections stand side by side in two columns, the next one always below the shorter column.
 */
final class RatioChart {

  private static final int COLUMN = 400;
  private static final int MARGIN = 16;
  private static final int TOP = 78;
  private static final int NUMBER = 44; // room for the number after the longest bar
  private static final int BAR = 9;
  private static final int STEP = BAR + 2;

  /** One for each peer, in their order; each can be told from white and from black. */
  private static final List<String> COLOURS =
      List.of("#e6550d", "#3182bd", "#8856a7", "#31a354", "#b8860b", "#d6457f");

  private final Map<String, List<Row>> sections = new LinkedHashMap<>();
  private final Set<String> peers = new LinkedHashSet<>();
  private final double lowest;
  private final double highest;
  private final StringBuilder body = new StringBuilder();

  /** Draws the rows in their order. Rows without Narthex or without any peer are left out. */
  RatioChart(List<Row> rows) {
    double low = 1;
    double high = 10;
    Set<String> found = new LinkedHashSet<>();
    for (Row row : rows) {
      List<String> peersOfRow = Contestants.peersIn(row.measurements().keySet());
      if (peersOfRow.isEmpty() || !row.has(Contestants.NARTHEX)) {
        continue;
      }
      sections.computeIfAbsent(row.section(), title -> new ArrayList<>()).add(row);
      found.addAll(peersOfRow);
      for (String peer : peersOfRow) {
        low = Math.min(low, row.ratio(peer).value());
        high = Math.max(high, row.ratio(peer).value());
      }
    }
    peers.addAll(Contestants.peersIn(found));
    lowest = low;
    highest = high;
  }

  String svg(Origin origin) {
    int[] bottoms = {TOP, TOP};
    sections.forEach((title, rows) -> {
      int column = bottoms[1] < bottoms[0] ? 1 : 0;
      bottoms[column] =
          drawSection(title, rows, MARGIN + column * (COLUMN + MARGIN), bottoms[column]) + 24;
    });
    int width = 2 * COLUMN + 3 * MARGIN;
    int height = Math.max(bottoms[0], bottoms[1]);
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\"",
        width,
        height);
    add(
        svg,
        " aria-labelledby=\"title description\" font-family=\"system-ui, sans-serif\" font-size=\"12\">\n");
    add(svg, "<title id=\"title\">What peers need, as multiples of what Narthex needs</title>\n");
    add(svg, "<desc id=\"description\">%s</desc>\n", escape(description(origin)));
    svg.append("<style>text{fill:#1f2328}.quiet{fill:#59636e}.rule{stroke:#8c959f}\n");
    svg.append(
        "@media (prefers-color-scheme: dark){text{fill:#e6edf3}.quiet{fill:#9198a1}}</style>\n");
    add(svg, "<text x=\"%d\" y=\"22\" font-size=\"15\" font-weight=\"600\">", MARGIN);
    svg.append("Multiples of what Narthex needs: bars begin at 1, and are logarithmic</text>\n");
    add(svg, "<text class=\"quiet\" x=\"%d\" y=\"40\" font-size=\"11\">", MARGIN);
    add(
        svg,
        "%s · %s · %s</text>\n",
        origin.date(),
        escape(origin.machine()),
        escape(origin.jdk()));
    drawLegend(svg);
    return svg.append(body).append("</svg>\n").toString();
  }

  private String description(Origin origin) {
    return "Bars that end to the right of 1 need more than Narthex, bars to the left less. Measured on "
        + origin.date() + ", " + origin.machine() + ", " + origin.jdk() + ".";
  }

  private void drawLegend(StringBuilder svg) {
    int x = MARGIN;
    for (String peer : peers) {
      add(svg, "<rect x=\"%d\" y=\"51\" width=\"11\" height=\"11\" fill=\"%s\"/>", x, colour(peer));
      add(svg, "<text x=\"%d\" y=\"61\">%s</text>\n", x + 16, Contestants.title(peer));
      x += 40 + 8 * Contestants.title(peer).length();
    }
  }

  /** Gives the place below the section. */
  private int drawSection(String title, List<Row> rows, int left, int top) {
    add(
        body,
        "<text x=\"%d\" y=\"%d\" font-size=\"13\" font-weight=\"600\">%s</text>\n",
        left,
        top + 14,
        escape(title));
    int y = top + 24;
    for (Row row : rows) {
      add(
          body,
          "<text class=\"quiet\" x=\"%d\" y=\"%d\">%s</text>\n",
          left,
          y + 11,
          escape(row.title()));
      y += 16;
      int firstBar = y;
      for (String peer : Contestants.peersIn(row.measurements().keySet())) {
        drawBar(row.ratio(peer).value(), colour(peer), left, y);
        y += STEP;
      }
      drawLineAtOne(left + distance(1), firstBar, y - 2);
      y += 5;
    }
    return y;
  }

  private void drawLineAtOne(double x, int top, int bottom) {
    add(
        body,
        "<line class=\"rule\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>\n",
        x,
        top,
        x,
        bottom);
  }

  private void drawBar(double ratio, String colour, int left, int y) {
    double from = left + distance(Math.min(1, ratio));
    double to = left + distance(Math.max(1, ratio));
    add(
        body,
        "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
        from,
        y,
        to - from,
        BAR,
        colour);
    add(
        body,
        "<text class=\"quiet\" x=\"%.1f\" y=\"%d\" font-size=\"10\">%s</text>\n",
        to + 4,
        y + 8,
        number(ratio));
  }

  private double distance(double ratio) {
    return (COLUMN - NUMBER) * Math.log(ratio / lowest) / Math.log(highest / lowest);
  }

  private static String number(double ratio) {
    return String.format(
        Locale.ROOT, ratio < 1.995 ? "%.2f" : ratio < 9.95 ? "%.1f" : "%,.0f", ratio);
  }

  private static String colour(String peer) {
    return COLOURS.get(Contestants.placeOf(peer));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency more.
  private static void add(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values));
  }
}
