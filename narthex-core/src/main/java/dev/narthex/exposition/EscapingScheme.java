package dev.narthex.exposition;

import dev.narthex.model.Labels;
import dev.narthex.model.Names;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How names outside the legacy alphabet are written for a reader that may not understand them. Names
 * inside it are written as they are, whatever the scheme.
 *
 * <p>Prometheus, "UTF-8 in Prometheus" and the {@code escaping} parameter of its content types.
 *
 * @since 0.1
 */
public enum EscapingScheme {
  /** Each character that is not allowed becomes an underscore. Cannot be undone. The default. */
  UNDERSCORES("underscores"),

  /** Dots become {@code _dot_}, underscores are doubled, all else becomes two underscores. */
  DOTS("dots"),

  /** The name begins with {@code U__}, and characters become their number between underscores. */
  VALUES("values"),

  /** Names stay as they are; those outside the legacy alphabet are written in quotes. */
  ALLOW_UTF_8("allow-utf-8");

  private final String parameter;

  EscapingScheme(String parameter) {
    this.parameter = parameter;
  }

  /**
   * The scheme's name in content types.
   *
   * @return the value of the {@code escaping} parameter
   */
  public String parameter() {
    return parameter;
  }

  /**
   * The scheme of a name in content types.
   *
   * @param parameter the value of an {@code escaping} parameter, in any case
   * @return the scheme, or null if there is none of that name
   */
  public static @Nullable EscapingScheme of(String parameter) {
    String wanted = parameter.toLowerCase(Locale.ROOT);
    for (EscapingScheme scheme : values()) {
      if (scheme.parameter.equals(wanted)) {
        return scheme;
      }
    }
    return null;
  }

  /**
   * How a metric name is written.
   *
   * @param name a metric name
   * @return the name itself if it is a legacy name, else its escaped form
   */
  public String metricName(String name) {
    return Names.isLegacyMetricName(name) ? name : escape(name, false);
  }

  /**
   * How a label name is written. A colon is no part of the legacy alphabet of label names, so it is
   * escaped here: readers refuse a bare one.
   *
   * @param name a label name
   * @return the name itself if it is a legacy name, else its escaped form
   */
  public String labelName(String name) {
    return Names.isLegacyLabelName(name) ? name : escape(name, true);
  }

  /**
   * The names of a label set as they are written, each once. Where two would be written alike, such
   * as {@code a.b} and {@code a_b} with underscores, the later one that needs escaping is escaped by
   * {@link #VALUES}, which keeps all names apart: readers refuse a whole exposition in which a series
   * has a label twice.
   */
  String[] labelNames(Labels labels) {
    String[] names = new String[labels.size()];
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < names.length; i++) {
      if (Names.isLegacyLabelName(labels.name(i))) {
        taken.add(labels.name(i));
      }
    }
    for (int i = 0; i < names.length; i++) {
      String name = labels.name(i);
      String written = labelName(name);
      boolean alike = !Names.isLegacyLabelName(name) && !taken.add(written);
      names[i] = alike ? VALUES.labelName(name) : written;
    }
    return names;
  }

  private String escape(String name, boolean label) {
    boolean doubled = this == DOTS || this == VALUES;
    StringBuilder out = new StringBuilder(2 * name.length());
    out.append(this == VALUES ? "U__" : "");
    for (int i = 0; i < name.length(); i = name.offsetByCodePoints(i, 1)) {
      int codePoint = name.codePointAt(i);
      boolean legal = Names.isLegacyMetricChar(codePoint, i == 0) && !(label && codePoint == ':');
      if (codePoint == '_' && doubled) {
        out.append("__");
      } else if (legal) {
        out.appendCodePoint(codePoint);
      } else {
        out.append(inPlaceOf(codePoint));
      }
    }
    return out.toString();
  }

  /** What stands for a character outside the legacy alphabet. */
  private String inPlaceOf(int codePoint) {
    return switch (this) {
      case UNDERSCORES -> "_";
      case DOTS -> codePoint == '.' ? "_dot_" : "__";
      case VALUES -> "_" + Integer.toHexString(codePoint) + "_";
      case ALLOW_UTF_8 -> Character.toString(codePoint);
    };
  }

  /**
   * The name that was escaped, as far as the scheme can be undone.
   *
   * @param name an escaped name
   * @return the original; {@code name} itself under {@link #UNDERSCORES} and {@link #ALLOW_UTF_8}, or
   *     where it was not escaped by this scheme
   */
  public String unescape(String name) {
    return switch (this) {
      case UNDERSCORES, ALLOW_UTF_8 -> name;
      case DOTS -> unescapeDots(name);
      case VALUES -> unescapeValues(name);
    };
  }

  /** From left to right, so that an escaped underscore is never taken for the start of a dot. */
  private static String unescapeDots(String name) {
    StringBuilder out = new StringBuilder(name.length());
    int i = 0;
    while (i < name.length()) {
      if (name.startsWith("__", i)) {
        out.append('_');
        i += "__".length();
      } else if (name.startsWith("_dot_", i)) {
        out.append('.');
        i += "_dot_".length();
      } else {
        out.append(name.charAt(i++));
      }
    }
    return out.toString();
  }

  private static String unescapeValues(String name) {
    if (!name.startsWith("U__")) {
      return name;
    }
    StringBuilder out = new StringBuilder(name.length());
    for (int i = "U__".length(); i < name.length(); i++) {
      if (name.charAt(i) != '_') {
        out.append(name.charAt(i));
        continue;
      }
      int end = name.indexOf('_', i + 1);
      if (end < 0) {
        return name;
      }
      if (end == i + 1) {
        out.append('_');
      } else {
        int codePoint = hexCodePoint(name, i + 1, end);
        if (codePoint < 0) {
          return name;
        }
        out.appendCodePoint(codePoint);
      }
      i = end;
    }
    return out.toString();
  }

  /** The code point in hexadecimal digits, or -1. */
  private static int hexCodePoint(String text, int from, int to) {
    int codePoint = 0;
    if (to - from > 6) {
      return -1;
    }
    for (int i = from; i < to; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0 || text.charAt(i) > 'f') {
        return -1;
      }
      codePoint = 16 * codePoint + digit;
    }
    boolean valid = Character.isValidCodePoint(codePoint)
        && !(codePoint <= 0xFFFF && Character.isSurrogate((char) codePoint));
    return valid ? codePoint : -1;
  }
}
