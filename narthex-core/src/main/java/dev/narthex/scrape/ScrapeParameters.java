package dev.narthex.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client asks for beside a format: some families, and an answer in time. */
final class ScrapeParameters {

  /** Families are asked for by {@code ?name[]=a&name[]=b}. */
  private static final String NAME = "name[]";

  static final long MAX_TIMEOUT_SECONDS = 24 * 60 * 60;

  private static final double NANOS_PER_SECOND = 1e9;

  /** The answer has to travel: this part of the scraper's patience is left for that, or less. */
  private static final double MARGIN = 0.1;

  private static final double MAX_MARGIN_SECONDS = 0.5;

  private ScrapeParameters() {}

  /**
   * The names in a query; other parameters mean nothing here.
   *
   * @return null if there are none, which asks for all families; one name more than {@code most} if
   *     there are too many
   */
  static @Nullable Set<String> names(String query, int most) {
    Set<String> names = null;
    int from = 0;
    while (from < query.length() && (names == null || names.size() <= most)) {
      int and = query.indexOf('&', from);
      String pair = query.substring(from, and < 0 ? query.length() : and);
      int equals = pair.indexOf('=');
      if (decoded(equals < 0 ? pair : pair.substring(0, equals)).equals(NAME)) {
        names = names == null ? new HashSet<>() : names;
        names.add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
      from += pair.length() + 1;
    }
    return names;
  }

  /** What cannot be decoded stays as it is: it then names a family that nobody has. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /**
   * How long a scrape may take for an answer that is there before the scraper gives up.
   *
   * @param seconds how long the scraper waits
   * @return 0 if it does not say that, or nothing that makes sense
   */
  static long timeoutNanos(String seconds) {
    if (seconds.isEmpty()) {
      return 0;
    }
    try {
      double patience = Math.min(Double.parseDouble(seconds), MAX_TIMEOUT_SECONDS);
      double margin = Math.min(patience * MARGIN, MAX_MARGIN_SECONDS);
      return Math.max((long) ((patience - margin) * NANOS_PER_SECOND), 0); // 0 also for NaN
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
