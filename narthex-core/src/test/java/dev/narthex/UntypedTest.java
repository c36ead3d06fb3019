package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an {@link Untyped} promises. */
class UntypedTest {

  private final Registry registry = new Registry();
  private final Untyped legacy =
      Untyped.builder("legacy_reading").help("As read.").register(registry);

  @Test
  void isExposedAtZeroBeforeItIsSet() {
    assertThat(Transcript.of(registry)).isEqualTo("""
        legacy_reading untyped "As read."
          {} 0.0
        """);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1.5, 0, 1e300, Double.NaN, Double.NEGATIVE_INFINITY})
  void isWhatWasSetLast(double value) {
    legacy.set(7);
    legacy.set(value);

    assertThat(legacy.value()).isEqualTo(Double.valueOf(value));
    assertThat(Transcript.of(registry)).endsWith("  {} " + value + "\n");
  }

  @Test
  void keepsItsUnit() {
    Untyped level = Untyped.builder("level_meters").unit("meters").build();

    assertThat(level.descriptor().unit()).isEqualTo("meters");
  }

  @Test
  void canHaveLabels() {
    Family<Untyped> bySensor =
        Untyped.builder("sensor_reading").labelNames("sensor").register(registry);

    bySensor.with("b").set(2);
    bySensor.with("a").set(1);

    assertThat(Transcript.of(registry)).endsWith("""
        sensor_reading untyped ""
          {sensor="a"} 1.0
          {sensor="b"} 2.0
        """);
  }
}
