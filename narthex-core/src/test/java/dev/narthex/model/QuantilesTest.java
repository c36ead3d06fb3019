package dev.narthex.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Quantiles} promise. */
class QuantilesTest {

  @Test
  void standInIncreasingOrder() {
    Quantiles quantiles = Quantiles.of(0.99, 0, 0.5, 1);

    assertThat(quantiles).hasToString("[0.0, 0.5, 0.99, 1.0]");
    assertThat(quantiles.size()).isEqualTo(4);
    assertThat(quantiles.rank(2)).isEqualTo(0.99);
    assertThat(Quantiles.of()).isSameAs(Quantiles.NONE);
  }

  @Test
  void areEqualWhenTheirRanksAre() {
    assertThat(Quantiles.of(0.5, 0.9))
        .isEqualTo(Quantiles.of(0.9, 0.5))
        .hasSameHashCodeAs(Quantiles.of(0.9, 0.5))
        .isNotEqualTo(Quantiles.of(0.5))
        .isNotEqualTo("[0.5, 0.9]");
    assertThat(Quantiles.of(-0.0)).isEqualTo(Quantiles.of(0.0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, 50, Double.NaN, Double.NEGATIVE_INFINITY})
  void refuseARankThatIsNotBetweenZeroAndOne(double rank) {
    assertThatThrownBy(() -> Quantiles.of(0.5, rank))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Quantile rank " + rank + " is not between 0 and 1. The median is 0.5.");
  }

  @Test
  void refuseARankThatIsThereTwice() {
    assertThatThrownBy(() -> Quantiles.of(0.5, 0.9, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Quantile rank 0.5 is given twice. Remove one.");
    assertThatThrownBy(() -> Quantiles.of(0.0, -0.0))
        .hasMessage("Quantile rank 0.0 is given twice. Remove one.");
  }

  @Test
  void refuseToBeTooMany() {
    assertThatThrownBy(() -> Quantiles.of(new double[1001]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A summary has at most 1000 quantiles but got 1001.");
  }
}
