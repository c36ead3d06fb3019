package dev.narthex.jvm;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A small file of {@code /proc}, read in one piece and parsed as bytes: its lines make no strings. For
 * one thread.
 */
final class ProcText {

  private static final int MAX_BYTES = 1 << 20;

  /** The largest file that is read, the network statistics, has some 5,000 bytes. */
  private static final int USUAL_BYTES = 1 << 13;

  private byte[] bytes = new byte[USUAL_BYTES];
  private int length;
  private int position;
  private String file = "";

  /** Replaces what was read before. */
  void read(Path path) throws IOException {
    file = path.toString();
    length = 0;
    position = 0;
    try (InputStream in = new FileInputStream(file)) {
      int more = in.read(bytes, 0, bytes.length);
      while (more > 0) {
        length += more;
        if (length == bytes.length) {
          grow();
        }
        more = in.read(bytes, length, bytes.length - length);
      }
    }
  }

  private void grow() throws IOException {
    if (length == MAX_BYTES) {
      throw new IOException(file + " is longer than " + MAX_BYTES + " bytes.");
    }
    byte[] larger = new byte[2 * bytes.length];
    System.arraycopy(bytes, 0, larger, 0, length);
    bytes = larger;
  }

  /** Goes behind the first place where a character stands. */
  void goBehindFirst(char wanted) throws IOException {
    int i = 0;
    while (i < length && bytes[i] != wanted) {
      i++;
    }
    if (i == length) {
      throw unexpected("'" + wanted + "'");
    }
    position = i + 1;
  }

  /** Goes behind the last place where a character stands. */
  void goBehindLast(char wanted) throws IOException {
    int i = length - 1;
    while (i >= 0 && bytes[i] != wanted) {
      i--;
    }
    if (i < 0) {
      throw unexpected("'" + wanted + "'");
    }
    position = i + 1;
  }

  /** Goes behind the next line's beginning that is this text; false, at the end, if there is none. */
  boolean goBehindLineStart(String start) {
    while (position < length) {
      if (isAt(start)) {
        position += start.length();
        return true;
      }
      nextLine();
    }
    return false;
  }

  /** Goes behind the beginning of a line that has to be there. */
  void goBehindRequiredLineStart(String start) throws IOException {
    position = 0;
    if (!goBehindLineStart(start)) {
      throw unexpected("a line that begins with \"" + start + "\"");
    }
  }

  /** Whether this text is next. */
  boolean isAt(String text) {
    if (length - position < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[position + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  void nextLine() {
    while (position < length && bytes[position] != '\n') {
      position++;
    }
    position++;
  }

  /** Goes behind a number of fields, which blanks separate. */
  void skipFields(int count) {
    for (int i = 0; i < count; i++) {
      goToField();
      while (position < length && !isBlank(bytes[position])) {
        position++;
      }
    }
  }

  /** The place of a field in the rest of the line, counted from 0; -1 if it is not there. */
  int indexOfField(String field) {
    for (int i = 0; goToField(); i++) {
      if (isAt(field) && isBlankAt(position + field.length())) {
        return i;
      }
      skipFields(1);
    }
    return -1;
  }

  /** Reads the next field as a whole number. */
  long number() throws IOException {
    boolean found = goToField();
    boolean negative = found && bytes[position] == '-';
    int begin = negative ? position + 1 : position;
    int at = begin;
    long value = 0;
    while (at < length && bytes[at] >= '0' && bytes[at] <= '9') {
      value = 10 * value + (bytes[at] - '0');
      at++;
    }
    if (!found || at == begin || !isBlankAt(at)) {
      throw unexpected("a number");
    }
    position = at;
    return negative ? -value : value;
  }

  /** Reads the next field as an unsigned number, of which "unlimited" is the largest. */
  double limit() throws IOException {
    if (goToField() && isAt("unlimited")) {
      skipFields(1);
      return 0x1p64; // the nearest to 2^64 - 1, as Prometheus's libraries show it
    }
    long value = number();
    return value >= 0 ? value : value + 0x1p64;
  }

  /** Whether there is a field in the rest of the line; then it is next. */
  private boolean goToField() {
    while (position < length && (bytes[position] == ' ' || bytes[position] == '\t')) {
      position++;
    }
    return position < length && bytes[position] != '\n';
  }

  private boolean isBlankAt(int index) {
    return index >= length || isBlank(bytes[index]);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\n';
  }

  private IOException unexpected(String wanted) {
    int end = Math.min(length, position + 40);
    String found = position >= end
        ? "the end"
        : "\"" + new String(bytes, position, end - position, StandardCharsets.UTF_8) + "\"";
    return new IOException(
        file + ": expected " + wanted + " at byte " + position + " but found " + found + ".");
  }
}
