package dev.narthex.scrape;

/**
 * What an endpoint reads of a request. An adapter for a server implements it over the request of that
 * server, and need not know which headers and parameters matter.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ScrapeRequest {

  /**
   * The value of a header.
   *
   * @param name the header's name, to be compared without regard to case
   * @return the value; where the header was sent more than once, the values joined with commas; empty
   *     if it was not sent
   */
  String header(String name);

  /**
   * The query of the address, as it was sent.
   *
   * @return what stands after the question mark, still encoded; empty if there is nothing
   */
  default String query() {
    return "";
  }

  /**
   * A request that says only what it accepts.
   *
   * @param accept the {@code Accept} header, empty if there was none
   * @param acceptEncoding the {@code Accept-Encoding} header, empty if there was none
   * @return a request for all families
   */
  static ScrapeRequest of(String accept, String acceptEncoding) {
    return name ->
        name.equals("Accept") ? accept : name.equals("Accept-Encoding") ? acceptEncoding : "";
  }
}
