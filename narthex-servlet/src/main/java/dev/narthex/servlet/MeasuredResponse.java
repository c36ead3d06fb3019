package dev.narthex.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * A response whose body is counted on its way into the container's own. Everything else is that of the
 * container, its buffer and the encoding of text included.
 */
final class MeasuredResponse extends HttpServletResponseWrapper {

  private final MeasuredRequest request;
  private @Nullable ServletOutputStream stream;
  private @Nullable MeasuredWriter writer;
  private long bytes;

  MeasuredResponse(HttpServletResponse response, MeasuredRequest request) {
    super(response);
    this.request = request;
  }

  /** The bytes of the body so far. */
  long bytes() {
    return bytes;
  }

  /** Something of the body was written. */
  void written(long more) {
    request.firstByte();
    bytes += more;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    ServletOutputStream own = super.getOutputStream(); // which may be refused, so it comes first
    ServletOutputStream present = stream;
    if (present == null) {
      present = new Stream(own);
      stream = present;
    }
    return present;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    PrintWriter own = super.getWriter();
    MeasuredWriter present = writer;
    if (present == null) {
      present = new MeasuredWriter(own, getCharacterEncoding(), this);
      writer = present;
    }
    return present;
  }

  @Override
  public void flushBuffer() throws IOException {
    request.firstByte();
    super.flushBuffer();
  }

  @Override
  public void sendError(int status) throws IOException {
    super.sendError(status);
    discarded();
    request.firstByte();
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    super.sendError(status, message);
    discarded();
    request.firstByte();
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    super.sendRedirect(location);
    discarded();
    request.firstByte();
  }

  @Override
  public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
    super.sendRedirect(location, status, clearBuffer);
    if (clearBuffer) {
      discarded();
    }
    request.firstByte();
  }

  @Override
  public void reset() {
    super.reset();
    discarded();
    stream = null;
    writer = null;
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    discarded();
  }

  /** What was written so far was still in the buffer, and is sent to nobody. */
  private void discarded() {
    bytes = 0;
  }

  /** The stream of the container, counted. */
  private final class Stream extends ServletOutputStream {

    private final ServletOutputStream out;

    Stream(ServletOutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      written(1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      out.write(source, offset, length);
      written(length);
    }

    @Override
    public void flush() throws IOException {
      request.firstByte();
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }

    @Override
    public boolean isReady() {
      return out.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      out.setWriteListener(listener);
    }
  }
}
