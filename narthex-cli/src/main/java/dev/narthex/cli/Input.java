package dev.narthex.cli;

import dev.narthex.testing.Exposition;
import dev.narthex.testing.Scrape;
import dev.narthex.testing.reader.ReadException;
import dev.narthex.testing.reader.ReadLimits;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where an exposition comes from, as the command line says it: a URL, a file, or {@code -} for the
 * standard input.
 *
 * @param source what the command line says
 * @param format how to read it
 */
record Input(String source, InputFormat format) {

  private static final int MAX_BYTES = ReadLimits.DEFAULT_MAX_BYTES;

  /**
   * Reads the exposition.
   *
   * @throws Failure if there is nothing, or something that cannot be read; the message begins with
   *     the source
   */
  Exposition exposition(Console console) {
    Body body = body(console);
    try {
      return format.read(body);
    } catch (ReadException e) {
      throw new Failure(name() + ": " + e.getMessage());
    }
  }

  /** The source as messages and headings name it. */
  String name() {
    return source.equals("-") ? "standard input" : source;
  }

  private Body body(Console console) {
    try {
      if (isUrl(source)) {
        Scrape scrape = Scrape.of(URI.create(source), format.accept());
        return new Body(scrape.body(), scrape.contentType());
      }
      if (source.equals("-")) {
        return new Body(bounded(console.in(), MAX_BYTES), "");
      }
      try (InputStream in = Files.newInputStream(Path.of(source))) {
        return new Body(bounded(in, MAX_BYTES), "");
      }
    } catch (AssertionError e) { // it could not be scraped, which the message tells with the URL
      throw new Failure(String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      throw new Failure(name() + ": there is no such file. Give a file, a URL that begins with"
          + " http:// or https://, or - for the standard input.");
    } catch (AccessDeniedException e) {
      throw new Failure(name() + ": permission denied.");
    } catch (IOException | IllegalArgumentException e) { // a path or URL that cannot be one
      throw new Failure(name() + ": " + reason(e));
    }
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  static boolean isUrl(String source) {
    String start = source.toLowerCase(Locale.ROOT);
    return start.startsWith("http://") || start.startsWith("https://");
  }

  static byte[] bounded(InputStream in, int maxBytes) throws IOException {
    byte[] bytes = in.readNBytes(maxBytes);
    if (bytes.length == maxBytes && in.read() >= 0) {
      throw new IOException(
          "it is longer than " + maxBytes + " bytes, which is more than is read.");
    }
    return bytes;
  }
}
