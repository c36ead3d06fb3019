package dev.narthex.it;

import java.util.function.IntFunction;
import java.util.regex.Pattern;

/**
 * How names outside the legacy alphabet are stored, written down a second time after Prometheus's
 * "UTF-8 in Prometheus", so that the product is not tested against itself.
 */
enum Spelling {
  UTF_8("allow-utf-8"),
  UNDERSCORES("underscores"),
  DOTS("dots"),
  VALUES("values");

  private static final Pattern METRIC_NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private final String parameter;

  Spelling(String parameter) {
    this.parameter = parameter;
  }

  /** The parameter {@code escaping} of the content type. */
  String parameter() {
    return parameter;
  }

  String metricName(String name) {
    return METRIC_NAME.matcher(name).matches() ? name : spell(name, "[a-zA-Z0-9_:]");
  }

  String labelName(String name) {
    return LABEL_NAME.matcher(name).matches() ? name : spell(name, "[a-zA-Z0-9_]");
  }

  private String spell(String name, String legal) {
    return switch (this) {
      case UTF_8 -> name;
      case UNDERSCORES -> each(name, legal, illegal -> "_");
      case DOTS -> each(name.replace("_", "__"), legal, illegal -> illegal == '.' ? "_dot_" : "__");
      case VALUES ->
        "U__" + each(name.replace("_", "__"), legal, illegal -> "_%x_".formatted(illegal));
    };
  }

  /** Replaces characters that are not legal; a digit is not legal in the first place. */
  private static String each(String name, String legal, IntFunction<String> replacement) {
    StringBuilder spelled = new StringBuilder();
    int[] codePoints = name.codePoints().toArray();
    for (int i = 0; i < codePoints.length; i++) {
      String character = Character.toString(codePoints[i]);
      boolean digitFirst = i == 0 && Character.isDigit(codePoints[i]);
      spelled.append(
          character.matches(legal) && !digitFirst ? character : replacement.apply(codePoints[i]));
    }
    return spelled.toString();
  }
}
