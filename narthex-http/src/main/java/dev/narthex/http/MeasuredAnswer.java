package dev.narthex.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import dev.narthex.red.HttpMetrics;
import dev.narthex.red.Measurement;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer of one exchange, and what is measured of it on its way through the server. */
final class MeasuredAnswer {

  /*
   * Representation
   *   state   two bits: HANDLED, the handler has returned; COMPLETE, nothing of the answer is to come.
   *           They are set by whatever threads get there, in any order.
   *
   * Invariants
   *   I1  The exchange is counted by the one who sets the second of the two bits, or by a failure of the
   *       handler. It is counted once, which the measurement sees to.
   *
   * Memory ordering
   *   The bits are set by volatile read-modify-write. So who counts sees what the other thread measured
   *   before it set its bit.
   *
   * Tested in MeasuringFilterTest and MeasuringFilterConcurrencyTest.
   */

  private static final int HANDLED = 1;
  private static final int COMPLETE = 2;

  /** As {@link HttpExchange#sendResponseHeaders} has it. */
  private static final long NO_BODY = -1;

  private static final long BODY_OF_ANY_LENGTH = 0;

  private static final int NO_STATUS = -1;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(MeasuredAnswer.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final HttpExchange exchange;
  private final HttpContext context;
  private final HttpExchange passedOn;
  private final HttpMetrics<HttpExchange> metrics;
  private final Measurement<HttpExchange> measurement;

  @SuppressWarnings("unused") // read and written through STATE
  private int state;

  /** What handlers write to: a stream that measures, or one that somebody put in its place. */
  private @Nullable OutputStream body;

  /** How many bytes are announced but not written yet. */
  private long bytesLeft = Long.MAX_VALUE;

  MeasuredAnswer(HttpExchange exchange, HttpMetrics<HttpExchange> metrics) {
    this.exchange = exchange;
    this.context = exchange.getHttpContext();
    this.metrics = metrics;
    // Handlers tell by the type whether a request came over TLS, so the type stays.
    this.passedOn = exchange instanceof HttpsExchange secure
        ? new MeasuredHttpsExchange(secure, this)
        : new MeasuredExchange(exchange, this);
    this.measurement = metrics.begin(exchange.getRequestMethod()); // last: nothing fails after it
  }

  /** What is passed on in place of the exchange. */
  HttpExchange passedOn() {
    return passedOn;
  }

  /**
   * The context of the exchange, asked for in time: the JDK's server keeps it with the connection, where it
   * is that of the next exchange as soon as this answer is complete.
   */
  HttpContext context() {
    return context;
  }

  void sendHead(int status, long length) throws IOException {
    exchange.sendResponseHeaders(status, length);
    measurement.firstByte();
    if (length == NO_BODY || hasNoBody(status)) {
      completed();
    } else if (length != BODY_OF_ANY_LENGTH) {
      bytesLeft = length;
    }
  }

  /** For these the server sends no body, whatever length it is told. */
  private boolean hasNoBody(int status) {
    return status == 204
        || status == 304
        || status / 100 == 1
        || exchange.getRequestMethod().equals("HEAD");
  }

  OutputStream body() {
    OutputStream present = body;
    if (present == null) {
      present = new Body(exchange.getResponseBody());
      body = present;
    }
    return present;
  }

  void replaceStreams(@Nullable InputStream in, @Nullable OutputStream out) {
    exchange.setStreams(in, out);
    if (out != null) {
      body = out;
    }
  }

  void close() {
    exchange.close();
    completed();
  }

  private void written(int bytes) {
    measurement.responseBytes(bytes);
    bytesLeft -= bytes;
    if (bytesLeft == 0) {
      completed();
    }
  }

  /** The handler has returned. */
  void handled() {
    if (((int) STATE.getAndBitwiseOr(this, HANDLED) & COMPLETE) != 0) {
      count(exchange.getResponseCode());
    }
  }

  private void completed() {
    if ((int) STATE.getAndBitwiseOr(this, COMPLETE) == HANDLED) {
      count(exchange.getResponseCode());
    }
  }

  /** The handler has thrown, so the server ends the connection. */
  void failed(Throwable failure) {
    int sent = exchange.getResponseCode();
    boolean clientIsGone = failure instanceof IOException && sent != NO_STATUS;
    count(clientIsGone ? sent : 500);
  }

  private void count(int status) {
    if (metrics.measuresRequestSize()) {
      measurement.requestBytes(requestBytes());
    }
    measurement.finish(passedOn, status);
  }

  /** The lengths of what was sent, without what separates it, and of the body, if it was told. */
  private long requestBytes() {
    Headers headers = exchange.getRequestHeaders();
    long bytes = exchange.getRequestMethod().length();
    bytes += exchange.getRequestURI().toString().length();
    bytes += exchange.getProtocol().length();
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      for (String value : header.getValue()) {
        bytes += header.getKey().length() + value.length();
      }
    }
    return bytes + contentLength(headers);
  }

  private static long contentLength(Headers headers) {
    String length = headers.getFirst("Content-Length");
    try {
      return length == null ? 0 : Math.max(0, Long.parseLong(length));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** The body, counted on its way. */
  private final class Body extends OutputStream {

    private final OutputStream out;

    Body(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      written(1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      written(length);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    /** Before the head is sent a body cannot be closed, and the answer is still to come. */
    @Override
    public void close() throws IOException {
      try {
        out.close();
      } finally {
        if (exchange.getResponseCode() != NO_STATUS) {
          completed();
        }
      }
    }
  }
}
