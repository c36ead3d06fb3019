package dev.narthex.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.narthex.testing.reader.ReadException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What a running program answered to one scrape, not yet read. {@link Exposition#scraped} does all in
 * one step; this is for who wants a certain format, or the answer itself:
 *
 * <pre>{@code
 * Scrape scrape = Scrape.of(url, "application/openmetrics-text;version=1.0.0");
 *
 * assertThat(scrape.contentType()).startsWith("application/openmetrics-text");
 * assertThat(scrape.exposition()).hasValue(3, "jobs_total");
 * }</pre>
 *
 * <p>Immutable and thread-safe, if nobody writes to the {@link #body}.
 *
 * @since 0.1
 */
public final class Scrape {

  /** How long one scrape may take, from connecting to the last byte: 10 seconds. */
  public static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** How long a body may be: 64 MiB. */
  public static final int MAX_BYTES = 64 << 20;

  /** How much of the body of a refusal is shown. */
  private static final int MAX_SHOWN_CHARS = 200;

  /** What says more comes first. */
  private static final String ACCEPT =
      "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
          + "encoding=delimited;escaping=allow-utf-8,"
          + "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.8,"
          + "text/plain;version=0.0.4;escaping=allow-utf-8;q=0.6,"
          + "*/*;q=0.1";

  private final URI url;
  private final String contentType;
  private final byte[] body;

  private Scrape(URI url, String contentType, byte[] body) {
    this.url = url;
    this.contentType = contentType;
    this.body = body;
  }

  /**
   * Scrapes once. Asks for protobuf first, which says most, then for OpenMetrics and text, with names
   * in UTF-8.
   *
   * @param url an absolute URL, such as {@code http://localhost:9400/metrics}
   * @return the answer
   * @throws AssertionError if the URL does not answer with status 200 within {@link #TIMEOUT} and
   *     {@link #MAX_BYTES}; the message begins with {@code scraping metrics failed:}
   */
  public static Scrape of(URI url) {
    return of(url, ACCEPT);
  }

  /**
   * Scrapes once, and asks for a format.
   *
   * @param url an absolute URL, such as {@code http://localhost:9400/metrics}
   * @param accept the header {@code Accept}
   * @return the answer, in whichever format the program chose
   * @throws AssertionError if the URL does not answer with status 200 within {@link #TIMEOUT} and
   *     {@link #MAX_BYTES}; the message begins with {@code scraping metrics failed:}
   */
  public static Scrape of(URI url, String accept) {
    return of(url, accept, TIMEOUT, MAX_BYTES);
  }

  static Scrape of(URI url, String accept, Duration timeout, int maxBytes) {
    HttpResponse<byte[]> response = answer(url, accept, timeout, maxBytes);
    if (response.statusCode() != 200) {
      throw failed(
          url + " answered with status " + response.statusCode() + " instead of 200. "
              + beginning(response.body()),
          null);
    }
    String coding = response.headers().firstValue("Content-Encoding").orElse("identity");
    if (!coding.equals("identity")) {
      throw failed(
          url + " answered in the coding \"" + coding + "\", which it was not asked for.", null);
    }
    String contentType = response.headers().firstValue("Content-Type").orElse("");
    return new Scrape(url, contentType, response.body());
  }

  /**
   * What the program says that the body is.
   *
   * @return the header {@code Content-Type}; empty if there is none
   */
  public String contentType() {
    return contentType;
  }

  /**
   * The body.
   *
   * @return its bytes; not a copy, as there may be many
   */
  public byte[] body() {
    return body;
  }

  /**
   * Reads the body by its content type.
   *
   * @return the exposition
   * @throws AssertionError if it cannot be read; the message begins with {@code scraping metrics
   *     failed:}
   */
  public Exposition exposition() {
    try {
      return Exposition.read(body, contentType);
    } catch (ReadException e) {
      throw failed(
          "what " + url + " answered, as \"" + contentType + "\", cannot be read. "
              + e.getMessage(),
          e);
    }
  }

  private static HttpResponse<byte[]> answer(
      URI url, String accept, Duration timeout, int maxBytes) {
    // Its threads end with it: nothing runs on after the test.
    HttpClient client =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request(url, accept), info -> new BoundedBody(maxBytes));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failed(url + " did not answer. " + reason(e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw failed(url + " did not answer within " + timeout.toMillis() + " ms.", e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw failed("the thread was interrupted while it waited for " + url + ".", e);
    }
  }

  private static HttpRequest request(URI url, String accept) {
    try {
      return HttpRequest.newBuilder(url)
          .header("Accept", accept)
          .header("User-Agent", "narthex")
          .build();
    } catch (IllegalArgumentException e) {
      throw failed(
          "\"" + url + "\" is not an absolute URL, such as http://localhost:9400/metrics.", e);
    }
  }

  private static String reason(@Nullable Throwable cause) {
    if (cause instanceof ConnectException) { // which says no more itself
      return "Nothing can be connected to there. Does the program run?";
    }
    if (cause == null) {
      return "";
    }
    String message = cause.getMessage();
    return cause.getClass().getSimpleName() + (message == null ? "." : ": " + message);
  }

  private static String beginning(byte[] body) {
    String text = new String(body, 0, Math.min(body.length, MAX_SHOWN_CHARS), UTF_8).strip();
    return text.isEmpty() ? "It has no body." : "It says: " + text;
  }

  private static AssertionError failed(String reason, @Nullable Throwable cause) {
    return new AssertionError("scraping metrics failed: " + reason.strip(), cause);
  }
}
