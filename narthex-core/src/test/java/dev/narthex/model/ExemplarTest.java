package dev.narthex.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limit that an {@link Exemplar} keeps. */
class ExemplarTest {

  @ParameterizedTest
  @ValueSource(strings = {"x", "é", "😀"})
  void mayHaveLabelsOf128CodePointsTogetherAndNotOneMore(String codePoint) {
    Labels most = Labels.of("id", codePoint.repeat(100), "b", codePoint.repeat(25));
    Labels tooMany = Labels.of("id", codePoint.repeat(100), "b", codePoint.repeat(26));

    assertThat(new Exemplar(most, 1, Millis.NONE).labels()).isEqualTo(most);
    assertThatThrownBy(() -> new Exemplar(tooMany, 1, Millis.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The labels of an exemplar may have 128 characters together but "
            + tooMany
            + " has 129. Keep only an id.");
  }

  @Test
  void mayHaveNoLabels() {
    assertThat(new Exemplar(Labels.EMPTY, Double.NaN, 5))
        .isEqualTo(new Exemplar(Labels.EMPTY, Double.NaN, 5));
  }
}
