package dev.narthex.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.narthex.exposition.OutputBuffer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a scrape, complete before its first byte is sent.
 *
 * <p>Close it when it was sent: its bytes lie in a buffer that then serves the next scrape. For one
 * thread.
 *
 * @since 0.1
 */
public final class ScrapeResponse implements AutoCloseable {

  private final ScrapeEndpoint endpoint;
  private final int status;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final byte[] bytes;
  private final int length;

  /** Where the bytes come from, and whether the scrape began it; null if they are the response's. */
  private final @Nullable Pass pass;

  private final boolean began;
  private boolean closed;

  private ScrapeResponse(
      ScrapeEndpoint endpoint,
      int status,
      byte[] bytes,
      int length,
      @Nullable Pass pass,
      boolean began) {
    this.endpoint = endpoint;
    this.status = status;
    this.bytes = bytes;
    this.length = length;
    this.pass = pass;
    this.began = began;
    if (!endpoint.processStart.isEmpty()) {
      headers.put("Process-Start-Time-Unix", endpoint.processStart);
    }
  }

  static ScrapeResponse ok(ScrapeEndpoint endpoint, Pass pass, boolean began, OutputBuffer body) {
    ScrapeResponse response =
        new ScrapeResponse(endpoint, 200, body.array(), body.size(), pass, began);
    response.headers.put("Content-Type", pass.format.contentType());
    response.headers.put("Vary", "Accept, Accept-Encoding");
    if (pass.coding != null) {
      response.headers.put("Content-Encoding", pass.coding.name());
    }
    return response;
  }

  static ScrapeResponse page(ScrapeEndpoint endpoint, ScrapePage page, String acceptEncoding) {
    boolean gzip = Negotiation.coding(acceptEncoding, List.of(ContentCoding.gzip())) != null;
    byte[] html = page.html(gzip);
    ScrapeResponse response = new ScrapeResponse(endpoint, 200, html, html.length, null, false);
    response.headers.putAll(page.headers());
    response.headers.put("Vary", "Accept, Accept-Encoding");
    if (gzip) {
      response.headers.put("Content-Encoding", "gzip");
    }
    response.closed = true; // it took nothing that could be given back
    return response;
  }

  static ScrapeResponse error(ScrapeEndpoint endpoint, int status, String text) {
    byte[] bytes = (text + "\n").getBytes(UTF_8);
    ScrapeResponse response =
        new ScrapeResponse(endpoint, status, bytes, bytes.length, null, false);
    response.headers.put("Content-Type", "text/plain; charset=utf-8");
    return response;
  }

  /**
   * The HTTP status.
   *
   * @return 200; 400 if too many names were asked for, 500 if the scrape failed, 503 if too many were
   *     going on or it took too long
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
    if (!closed) {
      closed = true;
      endpoint.closed(status, pass, began);
    }
  }
}
