package dev.narthex.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** What came back over the socket. */
final class Answer {

  /** A test that waits so long has failed. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final HttpResponse<byte[]> response;

  private Answer(HttpResponse<byte[]> response) {
    this.response = response;
  }

  /**
   * Asks and waits for the answer.
   *
   * @param headers names and values in turn
   */
  static Answer to(String method, URI url, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).timeout(PATIENCE).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return new Answer(CLIENT.send(request.build(), BodyHandlers.ofByteArray()));
  }

  int status() {
    return response.statusCode();
  }

  /** The value of a header, empty if it was not sent. */
  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** The content type in one of its many spellings: servers put its parameters in another order. */
  String contentType() {
    return normalised(header("Content-Type"));
  }

  static String normalised(String contentType) {
    String[] parts = contentType.split(";");
    for (int i = 0; i < parts.length; i++) {
      parts[i] = parts[i].strip();
    }
    Arrays.sort(parts, 1, parts.length);
    return String.join("; ", parts);
  }

  boolean hasHeader(String name) {
    return response.headers().firstValue(name).isPresent();
  }

  byte[] bytes() {
    return response.body();
  }

  String text() {
    return new String(response.body(), UTF_8);
  }

  String unzipped() throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
