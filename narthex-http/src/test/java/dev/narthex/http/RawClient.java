package dev.narthex.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client that sends what no HTTP library would, and sees every byte that comes back. */
final class RawClient implements AutoCloseable {

  /** A test that waits so long has failed. */
  static final int TIMEOUT_MILLIS = 60_000;

  private final Socket socket = new Socket();
  private final InputStream in;
  private int announcedBytes;

  private RawClient(int port, int receiveBufferBytes) throws IOException {
    socket.setSoTimeout(TIMEOUT_MILLIS);
    if (receiveBufferBytes > 0) {
      socket.setReceiveBufferSize(receiveBufferBytes);
    }
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  static RawClient connect(int port) throws IOException {
    return new RawClient(port, 0);
  }

  /** Connects with a receive buffer so small that a server soon has to wait. */
  static RawClient connectWithSmallBuffer(int port) throws IOException {
    return new RawClient(port, 4096);
  }

  /**
   * Connects with such a buffer, asks for something large, and has read the head of the answer. Where a
   * machine stood still, the server may find the time to send over before that; then it asks again.
   */
  static RawClient connectAndStall(int port, String request) throws IOException {
    while (true) {
      RawClient client = connectWithSmallBuffer(port);
      try {
        if (client.send(request).answerWithoutBody().status() == 200) {
          return client;
        }
      } catch (EOFException | SocketException e) {
        // Cut off; the timeout of the test ends this where nobody gets a head at all.
      }
      client.close();
    }
  }

  /**
   * Whether a server answers a new client with status 200. It may also close the connection: where a
   * machine stood still, the time for a request may be over before it is read.
   */
  static boolean isServed(int port, String path) {
    try (RawClient client = connect(port)) {
      return client.send("GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n").statusOrClosed() == 200;
    } catch (SocketException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One answer.
   *
   * @param headers by name in lower case
   */
  record Answer(String statusLine, Map<String, String> headers, String text) {

    int status() {
      return Integer.parseInt(statusLine.split(" ", 3)[1]);
    }

    String header(String name) {
      return headers.get(name.toLowerCase(Locale.ROOT));
    }
  }

  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    return this;
  }

  Answer get(String path) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n").answer();
  }

  Answer head(String path) throws IOException {
    return send("HEAD " + path + " HTTP/1.1\r\nHost: test\r\n\r\n").answerWithoutBody();
  }

  /** Reads an answer, whose body must be as long as it says. */
  Answer answer() throws IOException {
    Answer head = answerWithoutBody();
    byte[] body = in.readNBytes(Integer.parseInt(head.header("Content-Length")));
    return new Answer(head.statusLine(), head.headers(), new String(body, UTF_8));
  }

  Answer answerWithoutBody() throws IOException {
    String statusLine = line();
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(": ");
      headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 2));
    }
    announcedBytes = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Answer(statusLine, headers, "");
  }

  /** How long the body is that the last answer announced. */
  int announcedBytes() {
    return announcedBytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("The server closed the connection after \"" + line + "\"");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  /** Reads on to the end of the connection, however it comes, and counts the bytes. */
  long bytesUntilClosed() throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long bytes = 0;
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes += n;
      }
    } catch (SocketException e) { // a reset is an end too; a timeout is not
      return bytes;
    }
    return bytes;
  }

  /** The status of the answer, or 0 if the server closes the connection without one. */
  int statusOrClosed() throws IOException {
    try {
      return answerWithoutBody().status();
    } catch (EOFException | SocketException e) {
      return 0;
    }
  }

  /** Reads so many bytes, fewer if the connection ends. */
  void skip(int bytes) throws IOException {
    try {
      in.readNBytes(bytes);
    } catch (SocketException e) { // reset
      return;
    }
  }

  /** Goes away without a farewell: the server sees a reset. */
  void vanish() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
