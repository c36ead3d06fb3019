package dev.narthex.servlet;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The writer of the container, counted in bytes. What the characters become is left to the container, so
 * the bytes are worked out: exactly for UTF-8 and for encodings that have one byte for each character, and
 * by their average for others.
 */
final class MeasuredWriter extends PrintWriter {

  private final PrintWriter container;

  MeasuredWriter(PrintWriter container, String encoding, MeasuredResponse response) {
    super(new Counted(container, Charset.forName(encoding), response));
    this.container = container;
  }

  @Override
  public boolean checkError() {
    boolean ours = super.checkError(); // flushes, so it comes first
    return container.checkError() || ours;
  }

  /** Counts on the way. */
  private static final class Counted extends Writer {

    private final PrintWriter out;
    private final boolean utf8;
    private final float bytesPerChar;
    private final MeasuredResponse response;

    Counted(PrintWriter out, Charset charset, MeasuredResponse response) {
      this.out = out;
      this.utf8 = charset.equals(StandardCharsets.UTF_8);
      this.bytesPerChar = charset.newEncoder().averageBytesPerChar();
      this.response = response;
    }

    @Override
    public void write(int c) {
      out.write(c);
      response.written(utf8 ? utf8Bytes((char) c) : Math.round(bytesPerChar));
    }

    @Override
    public void write(char[] text, int offset, int length) {
      out.write(text, offset, length);
      long bytes = 0;
      for (int i = offset; utf8 && i < offset + length; i++) {
        bytes += utf8Bytes(text[i]);
      }
      response.written(utf8 ? bytes : Math.round(length * (double) bytesPerChar));
    }

    @Override
    public void write(String text, int offset, int length) {
      out.write(text, offset, length);
      long bytes = 0;
      for (int i = offset; utf8 && i < offset + length; i++) {
        bytes += utf8Bytes(text.charAt(i));
      }
      response.written(utf8 ? bytes : Math.round(length * (double) bytesPerChar));
    }

    /** Each half of a surrogate pair has half of its four bytes. */
    private static int utf8Bytes(char c) {
      if (c < 0x80) {
        return 1;
      }
      return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }

    @Override
    public void flush() {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
