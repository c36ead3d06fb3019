package dev.narthex.jvm.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A version such as {@code 1.2.3-rc.1+5}, as <a href="https://semver.org/spec/v2.0.0.html">Semantic
 * Versioning 2.0.0</a> defines it; a {@code v} before it is taken off, as tags have it.
 *
 * <p>{@link #compareTo} is the order of precedence of section 11 of the specification: a pre-release
 * comes before its release, and what stands behind {@code +} has no say. {@link #order} is that order as
 * one number, for what can only compare numbers, such as an alert. Versions that compare as 0 are equal
 * here, {@code 1.0.0+a} and {@code 1.0.0+b} for one.
 *
 * <p>Immutable.
 *
 * @since 0.1
 */
public final class SemanticVersion implements Comparable<SemanticVersion> {

  /** Longer texts are no versions; the longest that people write have some 60 characters. */
  public static final int MAX_LENGTH = 256;

  private final String major;
  private final String minor;
  private final String patch;
  private final List<String> preRelease;
  private final String build;

  private SemanticVersion(List<String> core, List<String> preRelease, String build) {
    this.major = core.get(0);
    this.minor = core.get(1);
    this.patch = core.get(2);
    this.preRelease = List.copyOf(preRelease);
    this.build = build;
  }

  /**
   * Reads a version.
   *
   * @param text such as {@code 1.2.3}, {@code v1.2.3-rc.1} or {@code 1.2.3+build.5}
   * @return the version
   * @throws IllegalArgumentException if it is none; the message says what is wrong
   */
  public static SemanticVersion parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("A text of " + text.length()
          + " characters is no version; it may have " + MAX_LENGTH + ".");
    }
    String rest = text.startsWith("v") || text.startsWith("V") ? text.substring(1) : text;
    int plus = rest.indexOf('+');
    String build = plus < 0 ? "" : rest.substring(plus + 1);
    rest = plus < 0 ? rest : rest.substring(0, plus);
    int dash = rest.indexOf('-');
    String core = dash < 0 ? rest : rest.substring(0, dash);

    List<String> numbers = fields(core);
    if (numbers.size() != 3) {
      throw wrong(text, "it has " + numbers.size() + " numbers instead of three");
    }
    for (String number : numbers) {
      if (!isNumber(number)) {
        throw wrong(text, "\"" + number + "\" is no number");
      }
      checkNoLeadingZero(number, text);
    }
    List<String> preRelease = dash < 0 ? List.of() : fields(rest.substring(dash + 1));
    for (String identifier : preRelease) {
      checkIdentifier(identifier, text);
      if (isNumber(identifier)) {
        checkNoLeadingZero(identifier, text);
      }
    }
    if (plus >= 0) {
      for (String identifier : fields(build)) {
        checkIdentifier(identifier, text);
      }
    }
    return new SemanticVersion(numbers, preRelease, build);
  }

  /** The parts between dots, empty ones too. */
  private static List<String> fields(String text) {
    List<String> fields = new ArrayList<>();
    int begin = 0;
    for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', begin)) {
      fields.add(text.substring(begin, dot));
      begin = dot + 1;
    }
    fields.add(text.substring(begin));
    return fields;
  }

  private static void checkIdentifier(String identifier, String text) {
    boolean good = !identifier.isEmpty();
    for (int i = 0; i < identifier.length(); i++) {
      good &= PreReleaseRank.indexOf(identifier.charAt(i)) >= 0;
    }
    if (!good) {
      throw wrong(text, "\"" + identifier + "\" is not made of letters, digits and hyphens");
    }
  }

  private static void checkNoLeadingZero(String number, String text) {
    if (number.length() > 1 && number.charAt(0) == '0') {
      throw wrong(text, "the number " + number + " begins with 0");
    }
  }

  private static IllegalArgumentException wrong(String text, String reason) {
    return new IllegalArgumentException("\"" + text + "\" is not a semantic version: " + reason
        + ". It is written as 1.2.3, 1.2.3-rc.1 or 1.2.3-rc.1+5, see semver.org.");
  }

  /** Whether an identifier is compared as a number. */
  static boolean isNumber(String identifier) {
    for (int i = 0; i < identifier.length(); i++) {
      if (identifier.charAt(i) < '0' || identifier.charAt(i) > '9') {
        return false;
      }
    }
    return !identifier.isEmpty();
  }

  /**
   * The first number.
   *
   * @return 0 or more; beyond 2<sup>53</sup> the nearest that a double has
   */
  public double major() {
    return Double.parseDouble(major);
  }

  /**
   * The second number.
   *
   * @return 0 or more; beyond 2<sup>53</sup> the nearest that a double has
   */
  public double minor() {
    return Double.parseDouble(minor);
  }

  /**
   * The third number.
   *
   * @return 0 or more; beyond 2<sup>53</sup> the nearest that a double has
   */
  public double patch() {
    return Double.parseDouble(patch);
  }

  /**
   * What makes this a pre-release, such as {@code rc} and {@code 1}.
   *
   * @return the identifiers behind the hyphen, empty for a release
   */
  public List<String> preRelease() {
    return preRelease;
  }

  /**
   * What stands behind the plus sign, such as {@code 5}.
   *
   * @return the text, empty if there is none
   */
  public String build() {
    return build;
  }

  /**
   * Where a pre-release stands among all there can be: {@code 1.0.0-alpha} is lower than {@code
   * 1.0.0-rc.1}. {@link #order} says what is exact and what is not.
   *
   * @return more than 0 and less than 1; 1 for a release
   */
  public double preReleaseRank() {
    return PreReleaseRank.of(preRelease) / (double) PreReleaseRank.ONE;
  }

  /**
   * The whole version as one number that orders as versions do. A release is {@code major × 10⁸ +
   * minor × 10⁴ + patch}, so that 1.2.3 is 100,020,003. A pre-release lies below its release and above
   * every release before it, by {@link #preReleaseRank}: 1.2.3-rc.1 is a little below 100,020,003.
   *
   * <p>There are more versions than doubles, so that some must share one. What is promised:
   *
   * <ul>
   *   <li>Of any two versions, the lower one never has the higher number. Versions of equal precedence
   *       have equal numbers.
   *   <li>Releases are told apart while major is at most 2747 and minor and patch are at most 9999. What
   *       has a larger part counts as the largest release below: 1.2.20240101 as 1.2.9999, and 1.10000.1
   *       as 1.9999.9999.
   *   <li>Within these bounds a pre-release is always told from its release and from all before it.
   *   <li>While major is at most 20, two pre-releases are told apart that are one of {@code M}, {@code
   *       RC}, {@code SNAPSHOT}, {@code alpha}, {@code beta}, {@code dev}, {@code ea}, {@code milestone},
   *       {@code nightly}, {@code pre}, {@code preview}, {@code rc}, {@code snapshot}, alone, or followed
   *       by a dot and a number up to 4094, as {@code beta.11}, or directly by one or two digits, as
   *       {@code RC1}. So are numbers alone up to 4094.
   * </ul>
   *
   * <p>What is lost: other words are told apart by their first two characters or so, not by what comes
   * later; so are further identifiers, with larger numbers the sooner. Above major 20 a double has fewer
   * bits for all of this, down to 15 of 22.
   *
   * @return the number; negative only for pre-releases of 0.0.0
   */
  public double order() {
    return OrderNumber.of(major, minor, patch, PreReleaseRank.of(preRelease));
  }

  /** Compares by precedence, as section 11 of the specification says. */
  @Override
  public int compareTo(SemanticVersion other) {
    int byMajor = compareNumbers(major, other.major);
    int byMinor = byMajor != 0 ? byMajor : compareNumbers(minor, other.minor);
    int byCore = byMinor != 0 ? byMinor : compareNumbers(patch, other.patch);
    if (byCore != 0) {
      return byCore;
    }
    if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
      return Boolean.compare(preRelease.isEmpty(), other.preRelease.isEmpty());
    }
    int common = Math.min(preRelease.size(), other.preRelease.size());
    for (int i = 0; i < common; i++) {
      int order = compareIdentifiers(preRelease.get(i), other.preRelease.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(preRelease.size(), other.preRelease.size());
  }

  private static int compareIdentifiers(String a, String b) {
    boolean aIsNumber = isNumber(a);
    if (aIsNumber != isNumber(b)) {
      return aIsNumber ? -1 : 1;
    }
    return aIsNumber ? compareNumbers(a, b) : a.compareTo(b);
  }

  /** Numbers without leading zeros, however long. */
  private static int compareNumbers(String a, String b) {
    int byLength = Integer.compare(a.length(), b.length());
    return byLength != 0 ? byLength : a.compareTo(b);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof SemanticVersion other && compareTo(other) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(major, minor, patch, preRelease);
  }

  /** The version as it is written, without a {@code v}. */
  @Override
  public String toString() {
    return major
        + "."
        + minor
        + "."
        + patch
        + (preRelease.isEmpty() ? "" : "-" + String.join(".", preRelease))
        + (build.isEmpty() ? "" : "+" + build);
  }
}
