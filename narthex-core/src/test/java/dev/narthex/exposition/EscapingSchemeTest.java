package dev.narthex.exposition;

import static dev.narthex.exposition.EscapingScheme.ALLOW_UTF_8;
import static dev.narthex.exposition.EscapingScheme.DOTS;
import static dev.narthex.exposition.EscapingScheme.UNDERSCORES;
import static dev.narthex.exposition.EscapingScheme.VALUES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.Labels;
import dev.narthex.model.Names;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How names are escaped and, where that can be done, un-escaped. */
class EscapingSchemeTest {

  private static final long SEED = 20_240_801;
  private static final int RANDOM_NAMES = 20_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mysystem.prod.west.cpu.load_total"
            + " | mysystem_prod_west_cpu_load_total"
            + " | mysystem_dot_prod_dot_west_dot_cpu_dot_load__total"
            + " | U__mysystem_2e_prod_2e_west_2e_cpu_2e_load__total",
        "http.status:sum | http_status:sum | http_dot_status:sum | U__http_2e_status:sum",
        "label with 😱 | label_with__ | label__with____ | U__label_20_with_20__1f631_",
        "花火 | __ | ____ | U___82b1__706b_",
        "1st | _st | __st | U___31_st",
        "a1.2 | a1_2 | a1_dot_2 | U__a1_2e_2",
        "_ä | __ | ____ | U_____e4_",
      })
  void aMetricNameOutsideTheLegacyAlphabetIsEscaped(
      String name, String underscores, String dots, String values) {
    assertThat(UNDERSCORES.metricName(name)).isEqualTo(underscores);
    assertThat(DOTS.metricName(name)).isEqualTo(dots);
    assertThat(VALUES.metricName(name)).isEqualTo(values);
    assertThat(ALLOW_UTF_8.metricName(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "no:escaping_required",
    "a",
    "_",
    ":",
    "A_b1",
    "U__a_2e_b",
    "_dot_",
  })
  void aMetricNameOfTheLegacyAlphabetStaysAsItIs(String name) {
    for (EscapingScheme scheme : EscapingScheme.values()) {
      assertThat(scheme.metricName(name)).isEqualTo(name);
    }
  }

  /** The Go client takes the alphabet of metric names for labels too; readers refuse the result. */
  @Test
  void aColonInALabelNameIsEscapedLikeAnyOtherCharacter() {
    assertThat(UNDERSCORES.labelName("a:b")).isEqualTo("a_b");
    assertThat(DOTS.labelName("a:b")).isEqualTo("a__b");
    assertThat(VALUES.labelName("a:b_c")).isEqualTo("U__a_3a_b__c");
    assertThat(ALLOW_UTF_8.labelName("a:b")).isEqualTo("a:b");
  }

  @Test
  void aLabelNameIsOtherwiseEscapedLikeAMetricName() {
    assertThat(UNDERSCORES.labelName("a.b_c")).isEqualTo("a_b_c");
    assertThat(DOTS.labelName("a.b_c")).isEqualTo("a_dot_b__c");
    assertThat(VALUES.labelName("a.b_c")).isEqualTo("U__a_2e_b__c");
    assertThat(VALUES.labelName("a_b")).isEqualTo("a_b");
  }

  @ParameterizedTest
  @CsvSource({
    "UNDERSCORES, underscores",
    "DOTS, dots",
    "VALUES, values",
    "ALLOW_UTF_8, allow-utf-8",
  })
  void aSchemeIsFoundByItsParameterInAnyCase(EscapingScheme scheme, String parameter) {
    assertThat(scheme.parameter()).isEqualTo(parameter);
    assertThat(EscapingScheme.of(parameter)).isEqualTo(scheme);
    assertThat(EscapingScheme.of(parameter.toUpperCase(Locale.ROOT))).isEqualTo(scheme);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "allow_utf_8", "underscore", " dots"})
  void anotherParameterIsNoScheme(String parameter) {
    assertThat(EscapingScheme.of(parameter)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "U__a_2e_b, a.b",
    "U__a_2E_b, a.b",
    "U___1f631_, 😱",
    "U___1F631_, 😱",
    "U___10ffff_, \uDBFF\uDFFF",
    "U___00002e_, .",
    "U__a__b, a_b",
    "U____, _",
    "a_2e_b, a_2e_b",
  })
  void valuesAreReadInBothCases(String escaped, String name) {
    assertThat(VALUES.unescape(escaped)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "U__a_2e", // no underscore at the end
        "U__a_", // nothing after the underscore
        "U___", // the same, alone
        "U__a_xyz_", // not hexadecimal
        "U__a_2 _",
        "U__a_-1_",
        "U__a_２e_", // a digit, but not of ASCII
        "U__a_d800_", // half of a surrogate pair
        "U__a_dfff_",
        "U__a_110000_", // past the last character
        "U__a_000002e_", // seven digits
      })
  void whatCannotHaveBeenEscapedAsValuesStaysAsItIs(String name) {
    assertThat(VALUES.unescape(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "a_dot_b, a.b",
    "a__b, a_b",
    "a__dot__b, a_dot_b",
    "_dot__dot_, ..",
    "a___dot_b, a_.b",
    "a_dot___b, a._b",
    "a_b, a_b",
    "____, __",
    "_dot, _dot",
  })
  void dotsAreReadFromLeftToRight(String escaped, String name) {
    assertThat(DOTS.unescape(escaped)).isEqualTo(name);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNDERSCORES", "ALLOW_UTF_8"})
  void theOtherSchemesCannotBeUndone(EscapingScheme scheme) {
    assertThat(scheme.unescape("U__a_2e_b_dot_c__d")).isEqualTo("U__a_2e_b_dot_c__d");
  }

  /** But for a name that looks as if it were escaped already, and is legacy: it stays as it is. */
  @Test
  void valuesCanBeUndoneForEveryName() {
    Random random = new Random(SEED);
    for (int i = 0; i < RANDOM_NAMES; i++) {
      String name = randomName(random);

      assertThat(VALUES.unescape(VALUES.metricName(name))).isEqualTo(name);
      assertThat(VALUES.unescape(VALUES.labelName(name))).isEqualTo(name);
    }
  }

  @Test
  void dotsCanBeUndoneForEscapedNamesOfTheLegacyAlphabetWithDots() {
    Random random = new Random(SEED);
    String alphabet = "_.dotdot_.:9";
    for (int i = 0; i < RANDOM_NAMES; i++) {
      StringBuilder name = new StringBuilder("a.");
      random
          .ints(random.nextInt(12), 0, alphabet.length())
          .forEach(at -> name.append(alphabet.charAt(at)));

      assertThat(DOTS.unescape(DOTS.metricName(name.toString()))).isEqualTo(name.toString());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"UNDERSCORES", "DOTS", "VALUES"})
  void whatIsEscapedIsOfTheLegacyAlphabet(EscapingScheme scheme) {
    Random random = new Random(SEED);
    for (int i = 0; i < RANDOM_NAMES; i++) {
      String name = randomName(random);

      assertThat(scheme.metricName(name)).matches(Names::isLegacyMetricName);
      assertThat(scheme.labelName(name)).matches(Names::isLegacyLabelName);
    }
  }

  private static String randomName(Random random) {
    StringBuilder name = new StringBuilder();
    int length = 1 + random.nextInt(8);
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(4)) {
        case 0 -> name.append("_.:U0af ".charAt(random.nextInt(8)));
        case 1 -> name.append((char) ('a' + random.nextInt(26)));
        case 2 -> name.append((char) random.nextInt(Character.MIN_SURROGATE));
        default -> name.appendCodePoint(0x10000 + random.nextInt(0x100000));
      }
    }
    return name.toString();
  }

  @Test
  void labelsThatWouldBeWrittenAlikeAreKeptApart() {
    Labels labels = Labels.of("a.b", "1", "a_b", "2", "a b", "3");

    assertThat(UNDERSCORES.labelNames(labels)).containsExactly("U__a_20_b", "U__a_2e_b", "a_b");
    assertThat(DOTS.labelNames(labels)).containsExactly("a__b", "a_dot_b", "a_b");
    assertThat(ALLOW_UTF_8.labelNames(labels)).containsExactly("a b", "a.b", "a_b");
  }
}
