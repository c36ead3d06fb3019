package dev.narthex.testing.reader;

import dev.narthex.model.Names;

/** A place in one line after the other of a text, and the tokens that both text formats share. */
final class LineCursor {

  private static final int MAX_SHOWN = 60;

  /** What {@link #peek} says at the end of the line, as no line contains it. */
  static final char END = '\n';

  private final String text;
  private final int maxLength;
  private int number;
  private int start;
  private int end = -1;
  private int at;

  LineCursor(String text, int maxLength) {
    this.text = text;
    this.maxLength = maxLength;
  }

  /** Goes to the beginning of the next line. Says whether there is one. */
  boolean next() {
    if (end + 1 >= text.length()) {
      return false;
    }
    start = end + 1;
    at = start;
    number++;
    int lineFeed = text.indexOf('\n', start);
    end = lineFeed < 0 ? text.length() : lineFeed;
    if (end - start > maxLength) {
      throw error("the line is longer than "
          + maxLength
          + " characters. If that is meant, allow it with ReadLimits.withMaxLineLength(…).");
    }
    return true;
  }

  /** Whether a line feed ends this line. */
  boolean isTerminated() {
    return end < text.length();
  }

  char peek() {
    return at < end ? text.charAt(at) : END;
  }

  boolean atEnd() {
    return at == end;
  }

  /** Where the place is, for {@link #errorAt}. */
  int place() {
    return at;
  }

  boolean accept(char c) {
    if (at < end && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  boolean accept(String word) {
    if (text.startsWith(word, at) && at + word.length() <= end) {
      at += word.length();
      return true;
    }
    return false;
  }

  void expect(char c, String after) {
    if (!accept(c)) {
      throw error("wanted '" + c + "' " + after + " but " + met());
    }
  }

  void skipBlanks() {
    while (at < end && isBlank(text.charAt(at))) {
      at++;
    }
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** All up to the next blank or the end. */
  String word() {
    int from = at;
    while (at < end && !isBlank(text.charAt(at))) {
      at++;
    }
    return text.substring(from, at);
  }

  /** All up to the end of the line. */
  String rest() {
    String rest = text.substring(at, end);
    at = end;
    return rest;
  }

  /** The longest bare name of the legacy alphabet that stands here, empty if none does. */
  String bareName() {
    int from = at;
    while (at < end && Names.isLegacyMetricChar(text.charAt(at), at == from)) {
      at++;
    }
    return text.substring(from, at);
  }

  /** What stands between quotes, with the escapes {@code \n}, {@code \\} and {@code \"} resolved. */
  String quoted(Dialect dialect, String what) {
    expect('"', "before " + what);
    StringBuilder content = new StringBuilder();
    while (true) {
      if (at == end) {
        throw error("the quote after " + what + " is missing before the end of the line");
      }
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return wellFormed(content.toString());
      }
      if (c == '\\') {
        escape(dialect, content, true);
      } else {
        content.append(c);
        at++;
      }
    }
  }

  /** All up to the end of the line, with escapes resolved, as in a help text. */
  String escapedRest(Dialect dialect) {
    StringBuilder content = new StringBuilder();
    while (at < end) {
      char c = text.charAt(at);
      if (c == '\\') {
        escape(dialect, content, dialect.quotesAreEscapedInHelp());
      } else if (c == '"' && dialect.quotesAreEscapedInHelp()) {
        throw error("a quote in a help text is written \\\"");
      } else {
        content.append(c);
        at++;
      }
    }
    return wellFormed(content.toString());
  }

  private void escape(Dialect dialect, StringBuilder content, boolean quotes) {
    char escaped = at + 1 < end ? text.charAt(at + 1) : END;
    if (escaped == 'n') {
      content.append('\n');
    } else if (escaped == '\\' || (escaped == '"' && quotes)) {
      content.append(escaped);
    } else if (dialect.keepsUnknownEscapes() && escaped != END) {
      content.append('\\').append(escaped);
    } else {
      throw error("the backslash is no escape here; there are \\n, \\\\"
          + (quotes ? " and \\\"" : "")
          + (escaped == END ? "" : ", not \\" + escaped));
    }
    at += 2;
  }

  private String wellFormed(String content) {
    if (!Names.isWellFormed(content)) {
      throw error("an unpaired surrogate cannot be part of UTF-8");
    }
    return content;
  }

  /**
   * A number: decimal, with an exponent or not, {@code NaN} or an infinity, in any case; no other
   * spelling that Java knows.
   */
  double number(String what) {
    int from = at;
    String word = word();
    double value = Numbers.parse(word);
    if (Double.isNaN(value) && !Numbers.isNaN(word)) {
      throw errorAt(from, "wanted a number as " + what + " but met " + shown(word));
    }
    return value;
  }

  /** What stands here, for a message. */
  String met() {
    return atEnd() ? "the line ends" : "met '" + visible(text.codePointAt(at)) + "'";
  }

  static String shown(String word) {
    if (word.isEmpty()) {
      return "nothing";
    }
    StringBuilder shown = new StringBuilder().append('"');
    word.codePoints().limit(MAX_SHOWN).forEach(codePoint -> shown.append(visible(codePoint)));
    return shown.append(word.length() > MAX_SHOWN ? "…\"" : "\"").toString();
  }

  /** A character as it is, or its number where it would not be seen. */
  private static String visible(int codePoint) {
    boolean hidden = Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.FORMAT
        || Character.getType(codePoint) == Character.SURROGATE;
    return hidden ? "\\u%04x".formatted(codePoint) : Character.toString(codePoint);
  }

  ReadException error(String fault) {
    return errorAt(at, fault);
  }

  ReadException errorAt(int place, String fault) {
    return ReadException.inText(Math.max(1, number), place - start + 1, fault);
  }
}
