package dev.narthex.scrape;

import dev.narthex.exposition.EscapingScheme;
import dev.narthex.exposition.ExpositionFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the format and the coding a client likes best among those there are. */
final class Negotiation {

  private static final String PROTOBUF_MESSAGE = "io.prometheus.client.MetricFamily";

  private Negotiation() {}

  /** What an answer will be written in. */
  record Chosen(ExpositionFormat format, EscapingScheme escaping, String contentType) {

    static Chosen of(ExpositionFormat format, EscapingScheme escaping) {
      return new Chosen(format, escaping, format.contentType(escaping));
    }
  }

  /**
   * The format for an {@code Accept} header. The first clause that names a format there is wins;
   * anything else gets the text that everybody reads. A scheme of escaping counts from the clause
   * that names it on.
   */
  static Chosen format(String accept, boolean offerOpenMetrics) {
    EscapingScheme escaping = EscapingScheme.UNDERSCORES;
    for (AcceptHeader.Clause clause : AcceptHeader.clausesByPreference(accept)) {
      if (clause.quality() == 0) {
        break; // this and all that follow are not wanted
      }
      EscapingScheme asked = EscapingScheme.of(clause.parameter("escaping"));
      escaping = asked != null ? asked : escaping;
      Chosen chosen = chosen(clause, escaping, offerOpenMetrics);
      if (chosen != null) {
        return chosen;
      }
    }
    return Chosen.of(ExpositionFormat.TEXT, escaping);
  }

  private static @Nullable Chosen chosen(
      AcceptHeader.Clause clause, EscapingScheme escaping, boolean offerOpenMetrics) {
    String version = clause.parameter("version");
    return switch (clause.value()) {
      case "application/vnd.google.protobuf" ->
        clause.parameter("proto").equals(PROTOBUF_MESSAGE)
                && clause.parameter("encoding").equals("delimited")
            ? Chosen.of(ExpositionFormat.PROTOBUF, escaping)
            : null;
      case "application/openmetrics-text" ->
        offerOpenMetrics ? openMetrics(version, escaping) : null;
      case "text/plain" ->
        version.isEmpty() || version.equals("0.0.4")
            ? Chosen.of(ExpositionFormat.TEXT, escaping)
            : null;
      default -> null;
    };
  }

  /** Version 0.0.1, which is also meant when none is named, has the same body under its own name. */
  private static @Nullable Chosen openMetrics(String version, EscapingScheme escaping) {
    Chosen current = Chosen.of(ExpositionFormat.OPENMETRICS, escaping);
    return switch (version) {
      case "1.0.0" -> current;
      case "0.0.1", "" ->
        new Chosen(current.format(), escaping, current.contentType().replace("1.0.0", "0.0.1"));
      default -> null;
    };
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
