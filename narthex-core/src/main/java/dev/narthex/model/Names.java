package dev.narthex.model;

/**
 * The rules for metric and label names of the Prometheus data model, version 3: any non-empty text
 * that can be encoded in UTF-8, and for labels one that does not begin with two underscores.
 *
 * <p>The older alphabet, here called <em>legacy</em>, matters only where a name is written: a name
 * inside it stands bare, any other is quoted or escaped.
 *
 * @since 0.1
 */
public final class Names {

  /** The beginning of label names that Prometheus keeps for itself. */
  public static final String RESERVED_LABEL_PREFIX = "__";

  private Names() {}

  /**
   * Joins the parts of a metric name with underscores, leaving out empty ones.
   *
   * @param namespace the first part, may be empty
   * @param subsystem the second part, may be empty
   * @param name the last part; if it is empty the result is empty
   * @return the full name
   */
  public static String join(String namespace, String subsystem, String name) {
    if (name.isEmpty()) {
      return "";
    }
    StringBuilder full = new StringBuilder();
    if (!namespace.isEmpty()) {
      full.append(namespace).append('_');
    }
    if (!subsystem.isEmpty()) {
      full.append(subsystem).append('_');
    }
    return full.append(name).toString();
  }

  /**
   * What OpenMetrics calls a family: it leaves out the {@code _total} of counters and the {@code
   * _info} of infos, which only their samples have.
   *
   * @param type the family's type
   * @param name the family's name
   * @return what stands before the suffix of the type; the name itself if it does not end so, or is
   *     nothing else
   */
  public static String inOpenMetrics(MetricType type, String name) {
    String suffix = type.sampleSuffix();
    return name.endsWith(suffix) && name.length() > suffix.length()
        ? name.substring(0, name.length() - suffix.length())
        : name;
  }

  /**
   * Whether {@code name} can name a metric.
   *
   * @param name the name in question
   * @return whether it is not empty and has no unpaired surrogate
   */
  public static boolean isMetricName(String name) {
    return !name.isEmpty() && isWellFormed(name);
  }

  /**
   * Whether {@code name} can name a label.
   *
   * @param name the name in question
   * @return whether it is not empty, has no unpaired surrogate and is not reserved
   */
  public static boolean isLabelName(String name) {
    return !name.isEmpty() && !name.startsWith(RESERVED_LABEL_PREFIX) && isWellFormed(name);
  }

  /**
   * Whether {@code name} is a metric name of the legacy alphabet {@code [a-zA-Z_:][a-zA-Z0-9_:]*}.
   *
   * @param name the name in question
   * @return whether it may be written without quotes
   */
  public static boolean isLegacyMetricName(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (!isLegacyMetricChar(name.charAt(i), i == 0)) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /**
   * Whether {@code name} is a label name of the legacy alphabet {@code [a-zA-Z_][a-zA-Z0-9_]*}.
   *
   * @param name the name in question
   * @return whether it may be written without quotes
   */
  public static boolean isLegacyLabelName(String name) {
    return isLegacyMetricName(name) && name.indexOf(':') < 0;
  }

  /**
   * Whether a character belongs to the legacy alphabet of metric names.
   *
   * @param c the character, or any code point
   * @param first whether it stands in the first place, where no digit may be
   * @return whether it belongs to the alphabet
   */
  public static boolean isLegacyMetricChar(int c, boolean first) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || c == ':'
        || (!first && c >= '0' && c <= '9');
  }

  /**
   * Whether every surrogate in {@code text} has its partner, so that UTF-8 can say it.
   *
   * @param text any text
   * @return whether it can be encoded without loss
   */
  public static boolean isWellFormed(String text) {
    return unpairedSurrogate(text, 0) < 0;
  }

  /**
   * The text itself, or a copy in which each unpaired surrogate became U+FFFD, the replacement
   * character. A label value is data from outside; a broken one must neither lose a count nor break
   * a scrape.
   *
   * @param text any text
   * @return well-formed text
   */
  public static String wellFormed(String text) {
    int at = unpairedSurrogate(text, 0);
    if (at < 0) {
      return text;
    }
    StringBuilder mended = new StringBuilder(text);
    for (; at >= 0; at = unpairedSurrogate(mended, at + 1)) {
      mended.setCharAt(at, '\uFFFD');
    }
    return mended.toString();
  }

  private static int unpairedSurrogate(CharSequence text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean paired = Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1));
        if (!paired) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }
}
