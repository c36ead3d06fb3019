package dev.narthex.jvm.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What {@link SemanticVersion#order} promises of one number for a version, held against {@link
 * SemanticVersion#compareTo}.
 */
class VersionOrderTest {

  private static final List<String> WORDS = List.of(
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
      "snapshot");

  private static final String CHARACTERS =
      "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final Random random = new Random(42);

  @ParameterizedTest
  @CsvSource({
    "0.0.0, 0",
    "0.0.1, 1",
    "1.2.3, 100020003",
    "v1.2.3+5, 100020003",
    "17.0.15, 1700000015",
    "2024.10.31, 202400100031",
    "2747.9999.9999, 274799999999",
  })
  void isLegibleForReleases(String text, double order) {
    assertThat(SemanticVersion.parse(text).order()).isEqualTo(order);
    assertThat(SemanticVersion.parse(text).preReleaseRank()).isEqualTo(1);
  }

  @Test
  void isNeverHigherForTheLowerOfTwoVersions() {
    for (int i = 0; i < 300_000; i++) {
      SemanticVersion one = anyVersion();
      SemanticVersion other = random.nextBoolean() ? anyVersion() : neighbourOf(one);
      checkNeverInverted(one, other);
    }
  }

  private static void checkNeverInverted(SemanticVersion one, SemanticVersion other) {
    int expected = Integer.signum(one.compareTo(other));
    int actual = Double.compare(one.order(), other.order());
    int byRank = Double.compare(one.preReleaseRank(), other.preReleaseRank());
    if (actual != 0 && Integer.signum(actual) != expected) {
      throw new AssertionError(one + " and " + other + ": " + one.order() + ", " + other.order());
    }
    boolean sameRelease = one.major() == other.major()
        && one.minor() == other.minor()
        && one.patch() == other.patch();
    if (sameRelease && byRank != 0 && Integer.signum(byRank) != expected) {
      throw new AssertionError(one + " and " + other + " by rank");
    }
  }

  @Test
  void tellsReleasesApartWithinTheBounds() {
    for (int i = 0; i < 100_000; i++) {
      SemanticVersion one = version(OrderNumber.MAX_MAJOR, OrderNumber.MAX_PART, "");
      SemanticVersion other = random.nextBoolean()
          ? version(OrderNumber.MAX_MAJOR, OrderNumber.MAX_PART, "")
          : SemanticVersion.parse((long) one.major() + "." + (long) one.minor() + "."
              + Math.min(OrderNumber.MAX_PART, (long) one.patch() + 1));
      checkSameOrder(one, other);
    }
  }

  @Test
  void tellsAPreReleaseFromItsReleaseAndAllBefore() {
    for (int i = 0; i < 100_000; i++) {
      SemanticVersion preRelease =
          version(OrderNumber.MAX_MAJOR, OrderNumber.MAX_PART, "-" + anyIdentifiers());
      String core = preRelease.toString().substring(0, preRelease.toString().indexOf('-'));
      double release = SemanticVersion.parse(core).order();

      assertThat(preRelease.order()).isLessThan(release).isGreaterThan(release - 1);
    }
  }

  @Test
  void tellsCommonPreReleasesApart() {
    List<SemanticVersion> common = new ArrayList<>();
    for (String core : List.of("0.0.0", "20.9999.9999")) {
      for (String word : WORDS) {
        common.add(SemanticVersion.parse(core + "-" + word));
        for (int number = 0; number <= PreReleaseRank.MAX_EXACT_NUMBER; number++) {
          common.add(SemanticVersion.parse(core + "-" + word + "." + number));
        }
        for (int digits = 0; digits <= 99; digits++) {
          common.add(SemanticVersion.parse(core + "-" + word + digits));
        }
      }
      for (int number = 0; number <= PreReleaseRank.MAX_EXACT_NUMBER; number++) {
        common.add(SemanticVersion.parse(core + "-" + number));
      }
      common.add(SemanticVersion.parse(core));
    }

    common.sort(null);

    for (int i = 1; i < common.size(); i++) {
      if (common.get(i).order() <= common.get(i - 1).order()) {
        throw new AssertionError(common.get(i) + " is not above " + common.get(i - 1));
      }
    }
  }

  @Test
  void countsWhatIsTooLargeAsTheLargest() {
    assertThat(order("1.2.20240101")).isEqualTo(order("1.2.9999"));
    assertThat(order("1.2.20240101-rc.1")).isEqualTo(order("1.2.9999"));
    assertThat(order("1.10000.1")).isEqualTo(order("1.9999.9999"));
    assertThat(order("99999999999.0.0")).isEqualTo(order("2747.9999.9999"));
    assertThat(order("2.0.0-0")).isGreaterThan(order("1.99999.99999"));
  }

  /** What the description says is lost. */
  @Test
  void doesNotTellEverythingApart() {
    assertThat(order("1.0.0-release.1")).isEqualTo(order("1.0.0-release.2"));
    assertThat(order("1.0.0-20240101120000")).isEqualTo(order("1.0.0-20240101120001"));
    assertThat(order("1.0.0-RC100000")).isEqualTo(order("1.0.0-RC100001"));
  }

  private static double order(String text) {
    return SemanticVersion.parse(text).order();
  }

  private static void checkSameOrder(SemanticVersion one, SemanticVersion other) {
    assertThat(Double.compare(one.order(), other.order()))
        .as("%s and %s", one, other)
        .isEqualTo(Integer.signum(one.compareTo(other)));
  }

  private SemanticVersion anyVersion() {
    int size = random.nextInt(4);
    int major = new int[] {3, 25, 3000, Integer.MAX_VALUE}[size];
    int part = new int[] {3, 3, 12_000, Integer.MAX_VALUE}[random.nextInt(4)];
    return version(major - 1, part - 1, random.nextInt(4) == 0 ? "" : "-" + anyIdentifiers());
  }

  /** One that shares the release and some of the identifiers. */
  private SemanticVersion neighbourOf(SemanticVersion version) {
    String text = version.toString();
    int end = 1 + random.nextInt(text.length());
    String begin = text.substring(0, end);
    for (String candidate : List.of(
        begin + anyIdentifier(),
        begin + "." + anyIdentifier(),
        begin,
        text + "." + anyIdentifier())) {
      try {
        return SemanticVersion.parse(candidate);
      } catch (IllegalArgumentException e) {
        // Not every beginning can be completed.
      }
    }
    return version;
  }

  private SemanticVersion version(int maxMajor, int maxPart, String rest) {
    return SemanticVersion.parse(random.nextInt(maxMajor + 1) + "." + random.nextInt(maxPart + 1)
        + "." + random.nextInt(maxPart + 1) + rest);
  }

  private String anyIdentifiers() {
    StringBuilder text = new StringBuilder(anyIdentifier());
    for (int more = random.nextInt(4); more > 0; more--) {
      text.append('.').append(anyIdentifier());
    }
    return text.toString();
  }

  private String anyIdentifier() {
    return switch (random.nextInt(6)) {
      case 0 -> Integer.toString(random.nextInt(12));
      case 1 -> Integer.toString(random.nextInt(100_000));
      case 2 -> "1" + Long.toString(random.nextLong() >>> 1); // up to 20 digits
      case 3 -> WORDS.get(random.nextInt(WORDS.size()));
      case 4 -> WORDS.get(random.nextInt(WORDS.size())) + random.nextInt(120);
      default -> "x".substring(random.nextInt(2)) + letters(1 + random.nextInt(5)) + "z";
    };
  }

  private String letters(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }
    return text.toString();
  }
}
