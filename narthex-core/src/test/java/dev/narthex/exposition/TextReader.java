package dev.narthex.exposition;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.narthex.exposition.TextSample.Example;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A reader of both text formats, written from their descriptions for the tests. It is strict where a
 * writer could go wrong: bad UTF-8, an escape nobody knows, a bare name outside the legacy alphabet, a
 * label that is there twice, a number in another spelling, or anything left over is an error.
 */
final class TextReader {

  /** What the lines {@code # HELP}, {@code # TYPE} and {@code # UNIT} say. */
  final Map<String, Map<String, String>> comments = new LinkedHashMap<>();

  final List<TextSample> samples = new ArrayList<>();

  private static final Pattern METRIC_NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern NUMBER =
      Pattern.compile("NaN|[+-]Inf|-?[0-9]+(\\.[0-9]+)?(e[+-][0-9]{2,3})?");

  private final boolean openMetrics;
  private String line = "";
  private int at;

  private TextReader(boolean openMetrics) {
    this.openMetrics = openMetrics;
  }

  static TextReader read(byte[] exposition, boolean openMetrics) throws CharacterCodingException {
    String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(exposition)).toString();
    TextReader reader = new TextReader(openMetrics);
    String lines = text;
    if (openMetrics) {
      reader.check(text.endsWith("# EOF\n"), "no end");
      lines = text.substring(0, text.length() - "# EOF\n".length());
    }
    reader.check(lines.isEmpty() || lines.endsWith("\n"), "no line feed at the end");
    for (int start = 0; start < lines.length(); start = lines.indexOf('\n', start) + 1) {
      reader.line = lines.substring(start, lines.indexOf('\n', start));
      reader.at = 0;
      reader.readLine();
    }
    return reader;
  }

  private void readLine() {
    if (line.startsWith("# ")) {
      at = 2;
      String keyword = until(" ");
      check(Set.of("HELP", "TYPE", "UNIT").contains(keyword), "unknown comment");
      expect(' ');
      String name = peek() == '"' ? quoted() : bare(METRIC_NAME, " ");
      expect(' ');
      String text = keyword.equals("HELP") && !openMetrics
          ? unescaped(line.substring(at), "\\n")
          : unescaped(line.substring(at), "\\n\"");
      check(
          comments.computeIfAbsent(name, any -> new LinkedHashMap<>()).put(keyword, text) == null,
          "said twice");
    } else {
      readSample();
      check(at == line.length(), "something is left over");
    }
  }

  private void readSample() {
    Map<String, String> labels = new TreeMap<>();
    String name;
    if (peek() == '{') {
      at++;
      name = quoted();
      if (peek() == ',') {
        at++;
        readLabels(labels);
      }
      expect('}');
    } else {
      name = bare(METRIC_NAME, "{ ");
      if (peek() == '{') {
        at++;
        readLabels(labels);
        expect('}');
      }
    }
    for (String spelled : List.of("le", "quantile")) {
      labels.computeIfPresent(spelled, (label, value) -> "" + number(value));
    }
    expect(' ');
    double value = number(until(" "));
    double seconds = line.startsWith(" # ", at) ? Double.NaN : timestamp();
    samples.add(new TextSample(name, labels, value, seconds, exemplar()));
  }

  private Example exemplar() {
    if (!openMetrics || at == line.length()) {
      return null;
    }
    expect(' ');
    expect('#');
    expect(' ');
    expect('{');
    Map<String, String> labels = new TreeMap<>();
    readLabels(labels);
    expect('}');
    expect(' ');
    return new Example(labels, number(until(" ")), timestamp());
  }

  private double timestamp() {
    if (at == line.length()) {
      return Double.NaN;
    }
    expect(' ');
    String text = until(" ");
    return openMetrics ? number(text) : Long.parseLong(text) / 1000.0;
  }

  private void readLabels(Map<String, String> labels) {
    while (true) {
      String name = peek() == '"' ? quoted() : bare(LABEL_NAME, "=");
      expect('=');
      check(labels.put(name, quoted()) == null, "label " + name + " is there twice");
      if (peek() != ',') {
        return;
      }
      at++;
    }
  }

  private String bare(Pattern alphabet, String stops) {
    String name = until(stops);
    check(alphabet.matcher(name).matches(), "bare name " + name);
    return name;
  }

  private String quoted() {
    expect('"');
    int start = at;
    while (peek() != '"') {
      at += peek() == '\\' ? 2 : 1;
    }
    return unescaped(line.substring(start, at++), "\\n\"");
  }

  /** Takes escapes away; a quote that is not escaped is an error where it can be escaped. */
  private String unescaped(String text, String escapable) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        char escaped = i + 1 < text.length() ? text.charAt(++i) : ' ';
        check(escapable.indexOf(escaped) >= 0, "an escape that nobody knows");
        out.append(escaped == 'n' ? '\n' : escaped);
      } else {
        check(c != '"' || escapable.indexOf('"') < 0, "a quote that is not escaped");
        out.append(c);
      }
    }
    return out.toString();
  }

  private double number(String text) {
    check(NUMBER.matcher(text).matches(), "number " + text);
    return Double.parseDouble(text.replace("Inf", "Infinity")) + 0.0;
  }

  private String until(String stops) {
    int start = at;
    while (at < line.length() && stops.indexOf(line.charAt(at)) < 0) {
      at++;
    }
    return line.substring(start, at);
  }

  private char peek() {
    return at < line.length() ? line.charAt(at) : '\0';
  }

  private void expect(char c) {
    check(peek() == c, "no " + c);
    at++;
  }

  private void check(boolean right, String fault) {
    if (!right) {
      throw new IllegalArgumentException(fault + " at place " + at + " of: " + line);
    }
  }
}
