package dev.narthex.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.util.Map;

/**
 * Brings answers to clients: with the right length, with no body after HEAD, and with an end to the
 * exchange whatever happens on the way. Thread-safe.
 */
final class Delivery {

  /**
   * How many bytes are handed to the server at once. The JDK's server copies what it gets into a
   * buffer of twice that size and keeps it as long as the connection lives, so an answer of many
   * megabytes must not go in one piece.
   */
  static final int PIECE_BYTES = 32 * 1024;

  static final String PLAIN_TEXT = "text/plain; charset=utf-8";

  private final Phases phases;

  Delivery(Phases phases) {
    this.phases = phases;
  }

  /** What a request goes through, for whoever limits the time it may take. */
  interface Phases {

    /** For a server that sets no limits, or its own. */
    Phases UNLIMITED = new Phases() {
      @Override
      public void working() {}

      @Override
      public void sending() {}
    };

    /** The request is read, its answer is being made: the client is not to blame for the time. */
    void working();

    /** From here on the time passes on the way to the client. */
    void sending();
  }

  /** Makes an answer and sends it. */
  interface Answer {
    void send(HttpExchange exchange) throws IOException;
  }

  /** Writes a body. */
  interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Sees one exchange through to its end.
   *
   * @throws IOException if the answer did not get through. It is passed on because the JDK's server
   *     forgets a broken connection only when the handler throws; a mere close leaks it.
   */
  void complete(HttpExchange exchange, Answer answer) throws IOException {
    try {
      // A body that nobody wants is read first: JDK 17 else closes the connection after HEAD.
      exchange.getRequestBody().close();
      phases.working();
      answer.send(exchange);
    } catch (IOException e) {
      logger().log(Level.DEBUG, "A client vanished or was too slow before it had its answer.", e);
      throw e;
    } catch (Throwable t) { // an OutOfMemoryError too: the client must not wait for ever
      logger().log(Level.WARNING, "A request for metrics failed.", t);
      if (exchange.getResponseCode() != -1) {
        throw new IOException("The answer broke off.", t);
      }
      text(exchange, 500, "The request failed. The log of this program says why.");
    } finally {
      exchange.close();
    }
  }

  /** Made when there is something to tell: the first logger takes a program milliseconds. */
  private static System.Logger logger() {
    return System.getLogger(MetricsHandler.class.getName());
  }

  /** Whether the method is GET or HEAD; if not, the client is told so, and all is done. */
  boolean isGetOrHead(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    if (method.equals("GET") || method.equals("HEAD")) {
      return true;
    }
    exchange.getResponseHeaders().set("Allow", "GET, HEAD");
    text(exchange, 405, "Only GET and HEAD are answered here.");
    return false;
  }

  /** Sends one line of text. */
  void text(HttpExchange exchange, int status, String line) throws IOException {
    bytes(exchange, status, PLAIN_TEXT, (line + "\n").getBytes(UTF_8));
  }

  /** Sends a short answer. */
  void bytes(HttpExchange exchange, int status, String contentType, byte[] body)
      throws IOException {
    send(
        exchange, status, Map.of("Content-Type", contentType), body.length, out -> out.write(body));
  }

  /** Sends an answer; HEAD gets all of it but the body. */
  void send(HttpExchange exchange, int status, Map<String, String> headers, int length, Body body)
      throws IOException {
    phases.sending();
    Headers sent = exchange.getResponseHeaders();
    for (Map.Entry<String, String> header : headers.entrySet()) {
      sent.set(header.getKey(), header.getValue());
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      // To HEAD the JDK's server adds no length of its own, and it warns of one passed as argument.
      sent.set("Content-Length", Integer.toString(length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, length == 0 ? -1 : length); // 0 would say: chunked
    if (length > 0) {
      OutputStream out = exchange.getResponseBody();
      body.writeTo(new Pieces(out));
      out.flush(); // so that all waiting for the client is over when this returns
    }
  }

  /** Passes on long arrays piece by piece. */
  private static final class Pieces extends FilterOutputStream {

    Pieces(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int end = offset + length;
      for (int at = offset; at < end; at += PIECE_BYTES) {
        out.write(bytes, at, Math.min(PIECE_BYTES, end - at));
      }
    }
  }
}
