package dev.narthex.scrape;

import dev.narthex.exposition.Encoder;
import dev.narthex.exposition.EscapingScheme;
import dev.narthex.exposition.ExpositionFormat;
import dev.narthex.exposition.OutputBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer is written in: the format that a client likes best among those there are. The coding
 * is found beside it.
 */
final class Negotiation {

  private static final String PROTOBUF_MESSAGE = "io.prometheus.client.MetricFamily";

  /** What Java's own HttpURLConnection begins its header with, unless it is told what to accept. */
  private static final String HTTP_URL_CONNECTION = "text/html, image/gif, image/jpeg";

  private final ExpositionFormat format;
  private final EscapingScheme escaping;
  private final String contentType;

  private Negotiation(ExpositionFormat format, EscapingScheme escaping, String contentType) {
    this.format = format;
    this.escaping = escaping;
    this.contentType = contentType;
  }

  private static Negotiation of(ExpositionFormat format, EscapingScheme escaping) {
    return new Negotiation(format, escaping, format.contentType(escaping));
  }

  String contentType() {
    return contentType;
  }

  Encoder encoder(OutputBuffer out, boolean createdSamples) {
    return format.encoder(out, escaping, createdSamples);
  }

  /**
   * The format for an {@code Accept} header. The first clause that names a format there is wins;
   * anything else gets the text that everybody reads. A scheme of escaping counts from the clause
   * that names it on.
   */
  static Negotiation format(String accept, boolean offerOpenMetrics) {
    EscapingScheme escaping = EscapingScheme.UNDERSCORES;
    for (AcceptHeader.Clause clause : AcceptHeader.clausesByPreference(accept)) {
      if (clause.quality() == 0) {
        break; // this and all that follow are not wanted
      }
      EscapingScheme asked = EscapingScheme.of(clause.parameter("escaping"));
      escaping = asked != null ? asked : escaping;
      Negotiation chosen = chosen(clause, escaping, offerOpenMetrics);
      if (chosen != null) {
        return chosen;
      }
    }
    return of(ExpositionFormat.TEXT, escaping);
  }

  /**
   * Whether HTML is named, and liked better than each format for metrics that is named too. In doubt
   * it is not: a program that gets a page is blind, a person who gets text can read it.
   */
  static boolean prefersPage(String accept) {
    if (!accept.contains("text/html") || accept.startsWith(HTTP_URL_CONNECTION)) {
      return false; // as nearly all are, so without a closer look
    }
    double page = 0;
    for (AcceptHeader.Clause clause : AcceptHeader.clausesByPreference(accept)) {
      if (clause.value().equals("text/html")) {
        page = clause.quality();
      } else if (chosen(clause, EscapingScheme.UNDERSCORES, true) != null) {
        return page > clause.quality();
      }
    }
    return page > 0;
  }

  private static @Nullable Negotiation chosen(
      AcceptHeader.Clause clause, EscapingScheme escaping, boolean offerOpenMetrics) {
    String version = clause.parameter("version");
    if (clause.value().equals("application/vnd.google.protobuf")) {
      return clause.parameter("proto").equals(PROTOBUF_MESSAGE)
              && clause.parameter("encoding").equals("delimited")
          ? of(ExpositionFormat.PROTOBUF, escaping)
          : null;
    }
    if (clause.value().equals("application/openmetrics-text")) {
      return offerOpenMetrics ? openMetrics(version, escaping) : null;
    }
    return clause.value().equals("text/plain") && (version.isEmpty() || version.equals("0.0.4"))
        ? of(ExpositionFormat.TEXT, escaping)
        : null;
  }

  /** Version 0.0.1, which is also meant when none is named, has the same body under its own name. */
  private static @Nullable Negotiation openMetrics(String version, EscapingScheme escaping) {
    Negotiation current = of(ExpositionFormat.OPENMETRICS, escaping);
    if (version.equals("1.0.0")) {
      return current;
    }
    return version.isEmpty() || version.equals("0.0.1")
        ? new Negotiation(current.format, escaping, current.contentType.replace("1.0.0", "0.0.1"))
        : null;
  }

  /**
   * The coding for an {@code Accept-Encoding} header, or null for none. The best quality wins; of
   * equal ones the earlier offer, and none at all is offered first. A client that wants nothing there
   * is gets no coding, as it must get something.
   */
  static @Nullable ContentCoding coding(String acceptEncoding, List<ContentCoding> offers) {
    List<AcceptHeader.Clause> clauses = AcceptHeader.clauses(acceptEncoding);
    ContentCoding best = null;
    double bestQuality = quality("identity", clauses);
    for (ContentCoding offer : offers) {
      double quality = quality(offer.name(), clauses);
      if (quality > bestQuality) {
        best = offer;
        bestQuality = quality;
      }
    }
    return best;
  }

  private static double quality(String name, List<AcceptHeader.Clause> clauses) {
    double byWildcard = 0;
    for (AcceptHeader.Clause clause : clauses) {
      if (clause.value().equals(name)) {
        return clause.quality();
      }
      if (clause.isWildcard()) {
        byWildcard = clause.quality();
      }
    }
    return byWildcard;
  }
}
