package dev.narthex.red;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Series;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which values the labels {@code method} and {@code code} have, whatever clients and handlers make up. */
class LabelRulesTest {

  private final Family<Counter> byMethod =
      Counter.builder("requests_total").labelNames("method").build();
  private final Family<Counter> byCode =
      Counter.builder("requests_total").labelNames("code").build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET", "PUT", "HEAD", "POST", "DELETE", "CONNECT", "OPTIONS", "NOTIFY", "TRACE", "PATCH"
      })
  void knowsTheUsualMethodsInUpperAndLowerCase(String method) {
    HttpMetrics<Call> metrics = HttpMetrics.<Call>server().requests(byMethod).build();

    finish(metrics, method, 200);
    finish(metrics, method.toLowerCase(Locale.ROOT), 200);

    assertThat(values(byMethod)).containsExactly(method.toLowerCase(Locale.ROOT));
    assertThat(byMethod.series().get(0).metric().value()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Get", "gET", "BREW", "PROPFIND", "", " GET", "GÉT", "unknown"})
  void foldsAnyOtherMethodIntoOneValue(String method) {
    HttpMetrics<Call> metrics = HttpMetrics.<Call>server().requests(byMethod).build();

    finish(metrics, method, 200);

    assertThat(values(byMethod)).containsExactly("unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PROPFIND", "propfind", "PropFind"})
  void knowsExtraMethodsWithoutRegardToCase(String method) {
    HttpMetrics<Call> metrics = HttpMetrics.<Call>server()
        .requests(byMethod)
        .extraMethods("MKCOL", "PropFind")
        .build();

    finish(metrics, method, 200);
    finish(metrics, "BREW", 200);

    assertThat(values(byMethod)).containsExactly("propfind", "unknown");
  }

  @Test
  void knowsTheExtraMethodsOfTheLastCallOnly() {
    HttpMetrics<Call> metrics = HttpMetrics.<Call>server()
        .requests(byMethod)
        .extraMethods("MKCOL")
        .extraMethods("PROPFIND")
        .build();

    finish(metrics, "MKCOL", 200);
    finish(metrics, "PROPFIND", 200);

    assertThat(values(byMethod)).containsExactly("propfind", "unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 200",
    "100, 100",
    "101, 101",
    "200, 200",
    "308, 308",
    "404, 404",
    "599, 599",
    "99, unknown",
    "600, unknown",
    "-1, unknown",
    "1000, unknown",
    "2147483647, unknown",
    "-2147483648, unknown"
  })
  void takesTheNumberOfAStatusAndFoldsWhatIsNone(int status, String code) {
    HttpMetrics<Call> metrics = HttpMetrics.<Call>server().requests(byCode).build();

    finish(metrics, "GET", status);

    assertThat(values(byCode)).containsExactly(code);
  }

  @ParameterizedTest
  @EnumSource(Failure.class)
  void hasAWordInPlaceOfTheCodeWhereThereIsNoAnswer(Failure failure) {
    HttpMetrics<Call> metrics = HttpMetrics.<Call>client().requests(byCode).build();

    metrics.begin("GET").fail(new Call("/"), failure);

    assertThat(values(byCode)).containsExactly(failure.code()).doesNotContain("unknown");
    assertThat(failure.code()).matches("[a-z]+");
  }

  private static void finish(HttpMetrics<Call> metrics, String method, int status) {
    metrics.begin(method).finish(new Call("/"), status);
  }

  private static List<String> values(Family<Counter> family) {
    return family.series().stream()
        .map(Series::labels)
        .map(labels -> labels.value(0))
        .toList();
  }
}
