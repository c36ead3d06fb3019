package dev.narthex.testing;

import dev.narthex.model.Names;
import java.util.Map;

/** Names and labels as both text formats write them. */
final class Quoting {

  private Quoting() {}

  /** A metric name in HELP, TYPE and UNIT lines. */
  static String inComment(String name) {
    return Names.isLegacyMetricName(name) ? name : quoted(name);
  }

  /** The beginning of a sample line: {@code jobs_total{queue="a"}}. */
  static String sample(String name, Map<String, String> labels) {
    String inBraces = labels(labels);
    if (Names.isLegacyMetricName(name)) {
      return inBraces.isEmpty() ? name : name + "{" + inBraces + "}";
    }
    return "{" + quoted(name) + (inBraces.isEmpty() ? "" : "," + inBraces) + "}";
  }

  /** {@code method="GET",code="200"}, without braces. */
  static String labels(Map<String, String> labels) {
    StringBuilder text = new StringBuilder();
    labels.forEach((name, value) -> text.append(text.isEmpty() ? "" : ",")
        .append(Names.isLegacyLabelName(name) ? name : quoted(name))
        .append('=')
        .append(quoted(value)));
    return text.toString();
  }

  static String quoted(String text) {
    return '"' + escaped(text, true) + '"';
  }

  static String escaped(String text, boolean quotesToo) {
    String escaped = text.replace("\\", "\\\\").replace("\n", "\\n");
    return quotesToo ? escaped.replace("\"", "\\\"") : escaped;
  }
}
