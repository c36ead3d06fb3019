package dev.narthex.jvm.build;

import java.util.Arrays;
import java.util.List;

/**
 * Puts the pre-releases of a version into the order of whole numbers from 1 to {@link #ONE} − 1.
 *
 * <p>It works as arithmetic coding does. A range of numbers stands for all pre-releases. The first
 * identifier chooses a part of it, the next a part of that part, and so on; parts lie in the order of
 * what they stand for, so that a lower pre-release never gets a higher number. When a part has only one
 * number left, what follows is not told apart any more. So parts are large for what is common: a list of
 * words has some for itself, and small numbers have larger ones than large numbers.
 *
 * <pre>
 * first       numbers | below "M" | M | M… | others below "RC" | RC | RC… | … | snapshot | … | others
 * each later  nothing | numbers, in classes by their length in bits | words, character by character
 * </pre>
 */
final class PreReleaseRank {

  static final int BITS = 22;

  /** The rank of a release, above those of all its pre-releases. */
  static final int ONE = 1 << BITS;

  /** Up to here numbers that follow a word, or stand alone, have parts of their own. */
  static final int MAX_EXACT_NUMBER = 4094;

  /** So much below every rank that bits may be cut off without reaching 0. */
  private static final int LOWEST = 1 << 8;

  /** What pre-releases are called, in the order of ASCII. */
  private static final String[] WORDS = {
    "M",
    "RC",
    "SNAPSHOT",
    "alpha",
    "beta",
    "dev",
    "ea",
    "milestone",
    "nightly",
    "pre",
    "preview",
    "rc",
    "snapshot"
  };

  /** The word itself, what begins with it, and what lies between that and the next word. */
  private static final int SLOTS_OF_WORD = 3;

  /** Numbers by the length of the number plus 1 in bits; the last class has all longer ones. */
  private static final int NUMBER_CLASSES = 16;

  /** The characters of identifiers, and one before them for the end. */
  private static final int CHARACTERS = 64;

  /** What is left of the range: it begins at {@code low} and has {@code size} numbers. */
  private int low = LOWEST;

  private int size = ONE - LOWEST;

  private PreReleaseRank() {}

  /**
   * The rank of a pre-release.
   *
   * @param identifiers what stands behind the hyphen
   * @return from 1 to {@link #ONE} − 1; {@link #ONE} for a release
   */
  static int of(List<String> identifiers) {
    if (identifiers.isEmpty()) {
      return ONE;
    }
    PreReleaseRank rank = new PreReleaseRank();
    rank.first(identifiers.get(0));
    for (int i = 1; i < identifiers.size() && rank.size > 1; i++) {
      rank.later(identifiers.get(i));
    }
    return rank.low;
  }

  /**
   * Keeps one of several equal parts. Where there are fewer numbers than parts, some parts share the
   * first number of the next.
   */
  private void choose(int part, int parts) {
    int begin = (int) ((long) size * part / parts);
    int end = (int) ((long) size * (part + 1) / parts);
    low += begin;
    size = Math.max(1, end - begin);
  }

  private void first(String identifier) {
    if (SemanticVersion.isNumber(identifier)) {
      choose(0, 4);
      number(identifier);
      return;
    }
    low += size / 4;
    size -= size / 4;
    int slots = 1 + SLOTS_OF_WORD * WORDS.length;
    int found = Arrays.binarySearch(WORDS, identifier);
    if (found >= 0) {
      choose(1 + SLOTS_OF_WORD * found, slots);
      return;
    }
    int before = -found - 2; // the last word that is lower
    if (before < 0) {
      choose(0, slots);
      characters(identifier);
    } else if (identifier.startsWith(WORDS[before])) {
      choose(2 + SLOTS_OF_WORD * before, slots);
      characters(identifier.substring(WORDS[before].length()));
    } else {
      choose(3 + SLOTS_OF_WORD * before, slots);
      characters(identifier);
    }
  }

  /** Where nothing follows it is the lowest number of the range, which this leaves alone. */
  private void later(String identifier) {
    low++;
    size--;
    int numbers = (int) (size * 3L / 4);
    if (SemanticVersion.isNumber(identifier)) {
      size = Math.max(1, numbers);
      number(identifier);
    } else if (size > 1) {
      low += numbers;
      size -= numbers;
      characters(identifier);
    }
  }

  private void number(String digits) {
    long plusOne = digits.length() > 9 ? Integer.MAX_VALUE : Long.parseLong(digits) + 1;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(plusOne);
    if (bits >= NUMBER_CLASSES) {
      choose(NUMBER_CLASSES - 1, NUMBER_CLASSES);
      size = 1; // numbers of any length share it, so what comes behind them must not count
      return;
    }
    choose(bits - 1, NUMBER_CLASSES);
    int inClass = 1 << (bits - 1);
    choose((int) (plusOne - inClass), inClass);
  }

  private void characters(String text) {
    for (int i = 0; i < text.length() && size > 1; i++) {
      choose(1 + indexOf(text.charAt(i)), CHARACTERS);
    }
    if (size > 1) {
      choose(0, CHARACTERS);
    }
  }

  /**
   * The place of a character among those that identifiers are made of.
   *
   * @param c any character
   * @return its place in the order of ASCII, from 0 on, or −1
   */
  static int indexOf(char c) {
    if (c == '-') {
      return 0;
    }
    if (c >= '0' && c <= '9') {
      return 1 + c - '0';
    }
    if (c >= 'A' && c <= 'Z') {
      return 11 + c - 'A';
    }
    return c >= 'a' && c <= 'z' ? 37 + c - 'a' : -1;
  }
}
