package dev.narthex.testing.reader;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds the format that a {@code Content-Type} names. */
final class ContentType {

  private static final String MESSAGE = "io.prometheus.client.MetricFamily";

  private ContentType() {}

  enum Format {
    TEXT,
    OPENMETRICS,
    PROTOBUF
  }

  static Format format(String contentType) {
    String[] parts = contentType.split(";", -1);
    Map<String, String> parameters = new HashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals > 0) {
        String name = parts[i].substring(0, equals).strip().toLowerCase(Locale.ROOT);
        parameters.put(name, unquoted(parts[i].substring(equals + 1).strip()));
      }
    }
    switch (parts[0].strip().toLowerCase(Locale.ROOT)) {
      case "text/plain" -> {
        require(contentType, parameters, "version", Set.of("0.0.4", "1.0.0"));
        requireUtf8(contentType, parameters);
        return Format.TEXT;
      }
      case "application/openmetrics-text" -> {
        require(contentType, parameters, "version", Set.of("0.0.1", "1.0.0"));
        requireUtf8(contentType, parameters);
        return Format.OPENMETRICS;
      }
      case "application/vnd.google.protobuf" -> {
        require(contentType, parameters, "proto", Set.of(MESSAGE));
        require(contentType, parameters, "encoding", Set.of("delimited"));
        return Format.PROTOBUF;
      }
      default ->
        throw ReadException.ofWhole(LineCursor.shown(contentType)
            + " is none of the formats: text/plain, application/openmetrics-text and"
            + " application/vnd.google.protobuf");
    }
  }

  private static void requireUtf8(String contentType, Map<String, String> parameters) {
    if (!parameters.getOrDefault("charset", "utf-8").equalsIgnoreCase("utf-8")) {
      throw ReadException.ofWhole(
          LineCursor.shown(contentType) + " has another charset than utf-8");
    }
  }

  /** A parameter that is not there has the one value that is known. */
  private static void require(
      String contentType, Map<String, String> parameters, String name, Set<String> known) {
    String value = parameters.get(name);
    if (value != null && !known.contains(value)) {
      throw ReadException.ofWhole(
          LineCursor.shown(contentType) + " has " + name + "=" + value + "; known is " + known);
    }
  }

  private static String unquoted(String value) {
    return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }
}
