package dev.narthex.jvm.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are versions, and how they are ordered: sections 2, 9, 10 and 11 of semver.org. */
class SemanticVersionTest {

  @Test
  void hasAllPartsOfAVersion() {
    SemanticVersion version = SemanticVersion.parse("v1.2.3-rc.1+5");

    assertThat(version.major()).isEqualTo(1);
    assertThat(version.minor()).isEqualTo(2);
    assertThat(version.patch()).isEqualTo(3);
    assertThat(version.preRelease()).containsExactly("rc", "1");
    assertThat(version.build()).isEqualTo("5");
    assertThat(version).hasToString("1.2.3-rc.1+5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.4",
        "1.1.2-prerelease+meta",
        "1.1.2+meta-valid",
        "1.0.0-0A.is.legal",
        "1.0.0-alpha-a.b-c-somethinglong+build.1-aef.1-its-okay",
        "1.2.3----RC-SNAPSHOT.12.9.1--.12+788",
        "1.0.0+0.build.1-rc.10000aaa-kk-0.1",
        "99999999999999999999999.999999999999999999.99999999999999999",
        "1.0.0-0"
      })
  void readsWhatTheSpecificationAllows(String text) {
    assertThat(SemanticVersion.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                 | it has 1 numbers instead of three",
        "1                  | it has 1 numbers instead of three",
        "1.2                | it has 2 numbers instead of three",
        "1.2.3.4            | it has 4 numbers instead of three",
        "1.2.               | \"\" is no number",
        "a.b.c              | \"a\" is no number",
        "1.-2.3             | it has 2 numbers instead of three",
        "01.1.1             | the number 01 begins with 0",
        "1.2.03             | the number 03 begins with 0",
        "1.2.3-             | \"\" is not made of letters, digits and hyphens",
        "1.2.3-a..b         | \"\" is not made of letters, digits and hyphens",
        "1.2.3-0123         | the number 0123 begins with 0",
        "1.2.3-a_b          | \"a_b\" is not made of letters, digits and hyphens",
        "1.2.3+             | \"\" is not made of letters, digits and hyphens",
        "1.2.3+a+b          | \"a+b\" is not made of letters, digits and hyphens",
        "1.2.3-SNAPSHÖT     | \"SNAPSHÖT\" is not made of letters, digits and hyphens",
        "vv1.2.3            | \"v1\" is no number",
        "unknown            | it has 1 numbers instead of three"
      })
  void refusesAnythingElseAndSaysWhy(String text, String reason) {
    assertThatThrownBy(() -> SemanticVersion.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"" + text + "\" is not a semantic version: " + reason
            + ". It is written as 1.2.3, 1.2.3-rc.1 or 1.2.3-rc.1+5, see semver.org.");
  }

  @Test
  void refusesATextThatIsTooLongWithoutRepeatingIt() {
    String text = "1.0.0-" + "a".repeat(SemanticVersion.MAX_LENGTH);

    assertThatThrownBy(() -> SemanticVersion.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A text of 262 characters is no version; it may have 256.");
  }

  /** The examples of section 11 and their neighbours, from the lowest to the highest. */
  private static final List<String> ASCENDING = List.of(
      "0.0.0-0",
      "0.0.0",
      "1.0.0-0",
      "1.0.0-1",
      "1.0.0-9",
      "1.0.0-10",
      "1.0.0-99999999999999999999",
      "1.0.0-99999999999999999999.0",
      "1.0.0--",
      "1.0.0--1",
      "1.0.0-0a",
      "1.0.0-M",
      "1.0.0-M.2",
      "1.0.0-M1",
      "1.0.0-RC1",
      "1.0.0-RC10",
      "1.0.0-RC2",
      "1.0.0-SNAPSHOT",
      "1.0.0-alpha",
      "1.0.0-alpha.1",
      "1.0.0-alpha.1.0",
      "1.0.0-alpha.beta",
      "1.0.0-alpha1",
      "1.0.0-beta",
      "1.0.0-beta.2",
      "1.0.0-beta.11",
      "1.0.0-rc.1",
      "1.0.0",
      "1.0.1-alpha",
      "1.0.1",
      "1.9.0",
      "1.10.0",
      "1.11.0",
      "2.0.0-rc.1",
      "2.0.0",
      "2.1.0",
      "2.1.1",
      "10.0.0",
      "99999999999999999999.0.0");

  @Test
  void ordersAsTheSpecificationDoes() {
    List<SemanticVersion> ascending = new ArrayList<>();
    ASCENDING.forEach(text -> ascending.add(SemanticVersion.parse(text)));

    List<SemanticVersion> sorted = new ArrayList<>(ascending);
    Collections.shuffle(sorted, new Random(7));
    Collections.sort(sorted);

    assertThat(sorted).extracting(SemanticVersion::toString).isEqualTo(ASCENDING);
  }

  @Test
  void areEqualIfOnlyTheBuildDiffers() {
    SemanticVersion one = SemanticVersion.parse("1.0.0-rc.1+5");
    SemanticVersion other = SemanticVersion.parse("v1.0.0-rc.1+6");

    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).isEqualByComparingTo(other);
    assertThat(one.order()).isEqualTo(other.order());
  }
}
