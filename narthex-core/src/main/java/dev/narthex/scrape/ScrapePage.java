package dev.narthex.scrape;

import java.util.Map;

/**
 * A page for people: what {@link ScrapeEndpoint} answers to a browser. It asks the same address for
 * the metrics, in a format for programs, and shows them.
 *
 * <p>Thread-safe. {@code narthex-page} has one.
 *
 * @since 0.1
 */
public interface ScrapePage {

  /**
   * The headers that go with the page, its type among them, but nothing on its length or its coding.
   *
   * @return values by name
   */
  Map<String, String> headers();

  /**
   * The page.
   *
   * @param gzip whether it is to be compressed by gzip
   * @return its bytes, not to be changed
   */
  byte[] html(boolean gzip);
}
