package dev.narthex.scrape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads headers of the form {@code value; parameter=x; q=0.5, value, …} (RFC 9110, sections 12.4.2
 * and 12.5). Lenient: what cannot be read is passed over, because a scraper with an odd header still
 * wants its metrics.
 */
final class AcceptHeader {

  /** Clauses after these are not read: no honest client sends so many. */
  static final int MAX_CLAUSES = 64;

  private final String text;
  private int at;

  private AcceptHeader(String text) {
    this.text = text;
  }

  /**
   * One clause.
   *
   * @param value in lower case
   * @param parameters by name in lower case, without {@code q}; values as they were sent
   * @param quality from 0 to 1
   */
  record Clause(String value, Map<String, String> parameters, double quality)
      implements Comparable<Clause> {

    boolean isWildcard() {
      return value.contains("*");
    }

    String parameter(String name) {
      return parameters.getOrDefault(name, "");
    }

    /** By preference: the best quality first, and of one quality wildcards last. */
    @Override
    public int compareTo(Clause other) {
      int byQuality = Double.compare(other.quality, quality);
      return byQuality != 0 ? byQuality : Boolean.compare(isWildcard(), other.isWildcard());
    }
  }

  /** The clauses, best first; those of one quality in the order sent, wildcards last. */
  static List<Clause> clausesByPreference(String header) {
    List<Clause> clauses = clauses(header);
    Collections.sort(clauses);
    return clauses;
  }

  /** The clauses in the order sent. */
  static List<Clause> clauses(String header) {
    List<Clause> clauses = new ArrayList<>();
    AcceptHeader reader = new AcceptHeader(header);
    while (!reader.atEnd() && clauses.size() < MAX_CLAUSES) {
      Clause clause = reader.clause();
      if (!clause.value().isEmpty()) {
        clauses.add(clause);
      }
      reader.skip(','); // every clause ends here or at the end of the header
    }
    return clauses;
  }

  private Clause clause() {
    String value = until(",;").toLowerCase(Locale.ROOT);
    Map<String, String> parameters = new HashMap<>();
    double quality = 1;
    while (skip(';')) {
      String name = until(",;=").toLowerCase(Locale.ROOT);
      String parameter = skip('=') ? parameterValue() : "";
      if (name.equals("q")) {
        quality = quality(parameter);
      } else {
        parameters.putIfAbsent(name, parameter);
      }
    }
    return new Clause(value, parameters, quality);
  }

  private static double quality(String text) {
    try {
      double quality = Double.parseDouble(text);
      return quality >= 0 && quality <= 1 ? quality : 0;
    } catch (NumberFormatException e) {
      return 0; // asked for in a way nobody understands: as good as not asked for
    }
  }

  private boolean atEnd() {
    return at == text.length();
  }

  private boolean skip(char c) {
    if (!atEnd() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  /** The text up to one of these characters or the end, without blanks around it. */
  private String until(String stops) {
    int start = at;
    while (!atEnd() && stops.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at).strip();
  }

  private String parameterValue() {
    while (!atEnd() && text.charAt(at) == ' ') {
      at++;
    }
    if (!skip('"')) {
      return until(",;");
    }
    StringBuilder quoted = new StringBuilder();
    while (!atEnd() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      quoted.append(text.charAt(at++));
    }
    skip('"');
    until(",;"); // whatever stands between the quote and the next clause
    return quoted.toString();
  }
}
