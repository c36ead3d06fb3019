package dev.narthex.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.scrape.AcceptHeader.Clause;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How {@code Accept} and {@code Accept-Encoding} are read, whatever a client puts there. */
class AcceptHeaderTest {

  private static final long SEED = 20_240_909;

  private static Clause clause(String value, double quality) {
    return new Clause(value, Map.of(), quality);
  }

  @Test
  void aClauseHasAValueParametersAndAQuality() {
    assertThat(AcceptHeader.clauses("Text/Plain; VERSION=0.0.4;q=0.5 ;Charset = \"UTF-8\", gzip"))
        .containsExactly(
            new Clause("text/plain", Map.of("version", "0.0.4", "charset", "UTF-8"), 0.5),
            clause("gzip", 1));
  }

  @Test
  void aQuotedValueCanHoldWhatEndsOthers() {
    assertThat(AcceptHeader.clauses("a;b=\"1,2;3=\\\"4\\\\\" ;c=5,d"))
        .containsExactly(new Clause("a", Map.of("b", "1,2;3=\"4\\", "c", "5"), 1), clause("d", 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", ",,;q=1,, ;a=b", ";", "\t"})
  void aHeaderThatSaysNothingHasNoClauses(String header) {
    assertThat(AcceptHeader.clauses(header)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1.0, 1",
    "0.5, 0.5",
    "0, 0",
    "0.000, 0",
    "NaN, 0",
    "2, 0",
    "-1, 0",
    "-0.1, 0",
    "Infinity, 0",
    "high, 0",
    "'', 0",
    "'0,5', 0",
    "1e-1, 0.1",
    "\"0.25\", 0.25",
  })
  void aQualityThatIsNoneIsZero(String text, double quality) {
    assertThat(AcceptHeader.clauses("a;q=" + text).get(0)).isEqualTo(clause("a", quality));
  }

  @Test
  void theBestClauseComesFirstAndOfEqualOnesTheEarlierButWildcardsLast() {
    List<Clause> clauses =
        AcceptHeader.clausesByPreference("*/*, c;q=0.5, b, text/*;q=0.5, a, d;q=0.5, e;q=0");

    assertThat(clauses)
        .containsExactly(
            clause("b", 1),
            clause("a", 1),
            clause("*/*", 1),
            clause("c", 0.5),
            clause("d", 0.5),
            clause("text/*", 0.5),
            clause("e", 0));
  }

  @Test
  void ofAParameterThatIsThereTwiceTheFirstCounts() {
    assertThat(AcceptHeader.clauses("a;v=1;v=2").get(0).parameter("v")).isEqualTo("1");
  }

  @Test
  void aParameterThatIsNotThereIsEmpty() {
    assertThat(AcceptHeader.clauses("a;v").get(0).parameter("v")).isEmpty();
    assertThat(AcceptHeader.clauses("a").get(0).parameter("v")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a;b=\"unclosed, c;q=0.5",
        "a;b=\"ends with a backslash\\",
        "a;b=\"\"trailing, c",
        "a;=;=1;;q",
        "a=b;c",
        "\"a\", b",
        "a;b==c",
      })
  void aBrokenHeaderIsReadAsFarAsItGoes(String header) {
    assertThat(AcceptHeader.clauses(header)).isNotEmpty();
  }

  @Test
  void anUnclosedQuoteReachesToTheEnd() {
    assertThat(AcceptHeader.clauses("a;b=\"x, c;q=0.5"))
        .containsExactly(new Clause("a", Map.of("b", "x, c;q=0.5"), 1));
  }

  @Test
  void clausesPastTheLimitAreNotRead() {
    String header = "a;q=0.1,".repeat(10_000) + "b";

    assertThat(AcceptHeader.clausesByPreference(header))
        .hasSize(AcceptHeader.MAX_CLAUSES)
        .containsOnly(clause("a", 0.1));
  }

  @Test
  void anyCharactersCanBeRead() {
    Random random = new Random(SEED);
    String alphabet = ",;=\"\\ \tq0.1*a/\u00e9\0";
    for (int i = 0; i < 50_000; i++) {
      StringBuilder header = new StringBuilder();
      random
          .ints(random.nextInt(30), 0, alphabet.length())
          .forEach(at -> header.append(alphabet.charAt(at)));

      assertThat(AcceptHeader.clausesByPreference(header.toString()))
          .allMatch(clause ->
              !clause.value().isEmpty() && clause.quality() >= 0 && clause.quality() <= 1);
    }
  }
}
