package dev.narthex.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for names that {@link Names} states. */
class NamesTest {

  private static final long SEED = 8;

  @ParameterizedTest
  @CsvSource({
    "a, b, c, a_b_c",
    "'', b, c, b_c",
    "a, '', c, a_c",
    "'', '', c, c",
    "a, '', '', ''",
    "a, b, '', ''",
    "'', '', '', ''",
    "a_, b, c, a__b_c",
  })
  void joinsThePartsThatAreNotEmpty(
      String namespace, String subsystem, String name, String expected) {
    assertThat(Names.join(namespace, subsystem, name)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a_b:c9", "9", "a.b", "with space", "日本", "😀", "\n", "__x", "\""})
  void takesAnyTextThatUtf8CanSayAsAMetricName(String name) {
    assertThat(Names.isMetricName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\uD83D", "a\uDE00b", "\uDE00\uD83D"})
  void takesNoOther(String name) {
    assertThat(Names.isMetricName(name)).isFalse();
    assertThat(Names.isLabelName(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "_a", "9", "a.b", "with space", "日本", "😀", "le", "a__b", "_"})
  void takesAnyTextThatUtf8CanSayAsALabelName(String name) {
    assertThat(Names.isLabelName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"__", "__name__", "___"})
  void keepsLabelNamesThatBeginWithTwoUnderscoresForPrometheus(String name) {
    assertThat(Names.isLabelName(name)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "a, true, true",
    "_, true, true",
    "__x, true, true",
    "Az09_, true, true",
    ":, true, false",
    "a:b, true, false",
    "9a, false, false",
    "a-b, false, false",
    "a.b, false, false",
    "é, false, false",
    "aé, false, false",
    "'', false, false",
    "' a', false, false",
  })
  void knowsTheLegacyAlphabets(String name, boolean metric, boolean label) {
    assertThat(Names.isLegacyMetricName(name)).isEqualTo(metric);
    assertThat(Names.isLegacyLabelName(name)).isEqualTo(label);
  }

  @Test
  void returnsWellFormedTextItself() {
    String text = new String("a😀b");

    assertThat(Names.wellFormed(text)).isSameAs(text);
  }

  @ParameterizedTest
  @CsvSource({
    "\uD83D, \uFFFD",
    "\uDE00, \uFFFD",
    "a\uD83D, a\uFFFD",
    "\uD83Da, \uFFFDa",
    "\uDE00\uD83D, \uFFFD\uFFFD",
    "\uD83D\uD83D\uDE00, \uFFFD\uD83D\uDE00",
    "\uD83D\uDE00\uDE00, \uD83D\uDE00\uFFFD",
  })
  void replacesEachUnpairedSurrogate(String text, String mended) {
    assertThat(Names.wellFormed(text)).isEqualTo(mended);
  }

  @Test
  void alwaysMendsTextToWhatUtf8CanSayAndChangesNothingElse() {
    Random random = new Random(SEED);
    char[] alphabet = {'a', 'b', '\uD83D', '\uDBFF', '\uDE00', '\uDC00', '\uFFFD', '\uFFFF'};
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(8); j > 0; j--) {
        text.append(alphabet[random.nextInt(alphabet.length)]);
      }
      String any = text.toString();

      String mended = Names.wellFormed(any);

      // The encoder puts one question mark for each unpaired surrogate, and nothing else differs.
      byte[] encoded = mended.getBytes(StandardCharsets.UTF_8);
      assertThat(new String(encoded, StandardCharsets.UTF_8)).isEqualTo(mended);
      assertThat(new String(any.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
              .replace('?', '\uFFFD'))
          .isEqualTo(mended);
      assertThat(Names.isWellFormed(mended)).isTrue();
      assertThat(Names.isWellFormed(any)).isEqualTo(any.equals(mended));
    }
  }
}
