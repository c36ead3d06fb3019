package dev.narthex.scrape;

/**
 * What a client said it accepts. Headers that were sent more than once are joined with commas.
 *
 * @param accept the {@code Accept} header, empty if there was none
 * @param acceptEncoding the {@code Accept-Encoding} header, empty if there was none
 * @since 0.1
 */
public record ScrapeRequest(String accept, String acceptEncoding) {}
