package dev.narthex.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code tools/demo} promises of its options. */
class DemoOptionsTest {

  @Test
  void hasAnOrdinaryPortAndNoEndWithoutOptions() {
    assertThat(parse()).isEqualTo(new DemoOptions(8080, Optional.empty(), Optional.empty(), false));
  }

  @Test
  void takesValuesAsTheNextArgumentOrAfterAnEqualsSign() {
    DemoOptions expected = new DemoOptions(
        9000, Optional.of(Duration.ofSeconds(30)), Optional.of("/opt/prometheus"), false);

    assertThat(parse("--port", "9000", "--for", "30s", "--prometheus=/opt/prometheus"))
        .isEqualTo(expected);
    assertThat(parse("--prometheus=/opt/prometheus", "--for=30s", "--port=9000"))
        .isEqualTo(expected);
  }

  @Test
  void looksForPrometheusOnThePathUnlessToldWhereItIs() {
    assertThat(parse("--prometheus", "--port", "1").prometheus()).contains("prometheus");
  }

  @ParameterizedTest
  @CsvSource({"1s,PT1S", "30s,PT30S", "2m,PT2M", "1h,PT1H", "999999s,PT999999S"})
  void readsTimes(String text, Duration expected) {
    assertThat(parse("--for", text).time()).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h"})
  void knowsThatHelpIsWanted(String option) {
    assertThat(parse(option).help()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0s", "30", "s", "-1s", "1.5m", "1d", "30 s", "1000000s", "1m30s"})
  void refusesWhatIsNoTime(String text) {
    assertThatThrownBy(() -> parse("--for", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--for is \"" + text + "\" but must be a time such as 30s, 2m or 1h.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "65536", "http", "99999999999"})
  void refusesWhatIsNoPort(String text) {
    assertThatThrownBy(() -> parse("--port", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--port is \"" + text + "\" but must be a number from 0 to 65535.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--prot", "--Port=1", "8080", "-p", "", "--"})
  void refusesOptionsItDoesNotKnow(String argument) {
    assertThatThrownBy(() -> parse(argument))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unknown option: " + argument);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--port", "--for"})
  void refusesAnOptionWithoutItsValue(String option) {
    assertThatThrownBy(() -> parse(option))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(option + " needs a value.");
  }

  @Test
  void refusesAValueForHelp() {
    assertThatThrownBy(() -> parse("--help=me"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--help takes no value.");
  }

  private static DemoOptions parse(String... arguments) {
    return DemoOptions.parse(List.of(arguments));
  }
}
