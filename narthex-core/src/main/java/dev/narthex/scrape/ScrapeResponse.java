package dev.narthex.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer to a scrape, complete before its first byte is sent.
 *
 * <p>Close it when it was sent: its bytes lie in a buffer that then serves the next scrape. For one
 * thread.
 *
 * @since 0.1
 */
public final class ScrapeResponse implements AutoCloseable {

  private final int status;
  private final Map<String, String> headers;
  private final byte[] bytes;
  private final int length;
  private Runnable release;

  private ScrapeResponse(
      int status, Map<String, String> headers, byte[] bytes, int length, Runnable release) {
    this.status = status;
    this.headers = headers;
    this.bytes = bytes;
    this.length = length;
    this.release = release;
  }

  static ScrapeResponse ok(
      String contentType, String contentEncoding, byte[] bytes, int length, Runnable release) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", contentType);
    headers.put("Vary", "Accept, Accept-Encoding");
    if (!contentEncoding.isEmpty()) {
      headers.put("Content-Encoding", contentEncoding);
    }
    return new ScrapeResponse(200, headers, bytes, length, release);
  }

  static ScrapeResponse error(int status, String text) {
    byte[] bytes = (text + "\n").getBytes(UTF_8);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "text/plain; charset=utf-8");
    return new ScrapeResponse(status, headers, bytes, bytes.length, ScrapeResponse::nothing);
  }

  /**
   * The HTTP status.
   *
   * @return 200; 500 if the scrape failed, 503 if too many were going on
   */
  public int status() {
    return status;
  }

  /**
   * The headers to send, {@code Content-Length} not among them.
   *
   * @return values by name, not to be changed
   */
  public Map<String, String> headers() {
    return Collections.unmodifiableMap(headers);
  }

  /**
   * How many bytes the body has.
   *
   * @return the content length
   */
  public int length() {
    return length;
  }

  /**
   * Sends the body.
   *
   * @param out takes the bytes; not closed
   * @throws IOException if {@code out} does not take them
   */
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  /** Gives the buffer back. The body must not be used after that; closing again does nothing. */
  @Override
  public void close() {
    Runnable last = release;
    release = ScrapeResponse::nothing;
    last.run();
  }

  private static void nothing() {}
}
