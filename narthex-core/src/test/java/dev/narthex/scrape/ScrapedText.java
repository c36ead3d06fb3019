package dev.narthex.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The body of a response that was not compressed. */
final class ScrapedText {

  private ScrapedText() {}

  static String of(ScrapeResponse response) {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    try {
      response.writeTo(sent);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sent.toString(UTF_8);
  }
}
