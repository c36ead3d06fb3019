package dev.narthex.testing.reader;

/**
 * An exposition could not be read: it breaks a rule of its format, or a limit of {@link ReadLimits}.
 * The message begins with the place and says what was met and what was wanted.
 *
 * @since 0.1
 */
public final class ReadException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;
  private final long offset;

  private ReadException(String message, int line, int column, long offset) {
    super(message);
    this.line = line;
    this.column = column;
    this.offset = offset;
  }

  /** A fault at a place of a text. */
  static ReadException inText(int line, int column, String fault) {
    return new ReadException(
        "line " + line + ", column " + column + ": " + fault, line, column, -1);
  }

  /** A fault at a byte of a binary exposition. */
  static ReadException inBytes(long offset, String fault) {
    return new ReadException("byte " + offset + ": " + fault, 0, 0, offset);
  }

  /** A fault of the whole, such as its size. */
  static ReadException ofWhole(String fault) {
    return new ReadException(fault, 0, 0, -1);
  }

  /**
   * The line of the fault in a text.
   *
   * @return the line, counted from 1; 0 if the exposition is not a text or the fault is not at one
   *     place
   */
  public int line() {
    return line;
  }

  /**
   * The place of the fault in its line.
   *
   * @return the column in {@code char}s, counted from 1; 0 if there is no {@link #line}
   */
  public int column() {
    return column;
  }

  /**
   * The place of the fault in protobuf.
   *
   * @return how many bytes stand before it; -1 if the exposition is not protobuf or the fault is not
   *     at one place
   */
  public long offset() {
    return offset;
  }
}
