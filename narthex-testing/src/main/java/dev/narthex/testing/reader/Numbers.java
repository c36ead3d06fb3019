package dev.narthex.testing.reader;

/** Numbers as both text formats spell them. */
final class Numbers {

  private Numbers() {}

  /**
   * The number, or NaN if it is none or one too large for a double. Grammar: {@code [sign] digits
   * [. digits] [e [sign] digits]} with a digit on one side of the point at least; {@code [sign] inf},
   * {@code [sign] infinity}, {@code nan}, in any case.
   */
  static double parse(String word) {
    if (isDecimal(word)) {
      double value = Double.parseDouble(word);
      return Double.isInfinite(value) ? Double.NaN : value;
    }
    boolean signed = word.startsWith("+") || word.startsWith("-");
    String unsigned = signed ? word.substring(1) : word;
    if (unsigned.equalsIgnoreCase("inf") || unsigned.equalsIgnoreCase("infinity")) {
      return word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return Double.NaN;
  }

  /** Whether the word says that there is no number. */
  static boolean isNaN(String word) {
    return word.equalsIgnoreCase("nan");
  }

  /** Whether the word is a decimal number, not NaN or an infinity. */
  static boolean isDecimal(String word) {
    int at = afterSign(word, 0);
    int whole = afterDigits(word, at);
    int digits = whole - at;
    at = whole;
    if (at < word.length() && word.charAt(at) == '.') {
      int fraction = afterDigits(word, at + 1);
      digits += fraction - at - 1;
      at = fraction;
    }
    if (digits == 0) {
      return false;
    }
    if (at < word.length() && (word.charAt(at) == 'e' || word.charAt(at) == 'E')) {
      int exponent = afterSign(word, at + 1);
      at = afterDigits(word, exponent);
      return at > exponent && at == word.length();
    }
    return at == word.length();
  }

  private static int afterSign(String word, int at) {
    return at < word.length() && (word.charAt(at) == '+' || word.charAt(at) == '-') ? at + 1 : at;
  }

  private static int afterDigits(String word, int from) {
    int at = from;
    while (at < word.length() && word.charAt(at) >= '0' && word.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
