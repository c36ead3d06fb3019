package dev.narthex.jvm.jmx;

import static dev.narthex.model.MetricType.COUNTER;
import static dev.narthex.model.MetricType.GAUGE;
import static dev.narthex.model.MetricType.UNTYPED;
import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.Registry;
import dev.narthex.testing.Exposition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What {@link MapMetrics} show of nested maps: what Go's expvar collector shows, and its rules. */
class MapMetricsTest {

  private final Registry registry = Registry.pedantic();
  private final Map<String, Object> variables = new HashMap<>();

  private MapMetrics.Builder maps() {
    return MapMetrics.builder(() -> variables);
  }

  private static MappedFamily untyped(String... labels) {
    return MappedFamily.of(UNTYPED, "seen", "What was seen.").labelNames(labels);
  }

  @Test
  void showNumbersAndBooleansAndSilentlyNothingElse() {
    variables.put("x", Map.of("a", 1, "b", true, "c", "x"));

    maps().variable("x", untyped("key")).register(registry);

    assertThat(registry).exposes("""
        # HELP narthex_mapped_values_skipped Values that a collector of mapped values left out at this scrape, by the reason.
        # TYPE narthex_mapped_values_skipped gauge
        narthex_mapped_values_skipped{family="seen",reason="not a number"} 1
        # HELP seen What was seen.
        # TYPE seen untyped
        seen{key="a"} 1
        seen{key="b"} 1
        """);
  }

  @Test
  void makeALabelOfEachLevel() {
    variables.put("requests", Map.of("GET", Map.of(200, 17L, 404, 2), "PUT", Map.of(200, 4.5)));
    variables.put("uptime", 3500);

    maps()
        .variable(
            "requests",
            MappedFamily.of(COUNTER, "requests_total", "Requests.").labelNames("method", "code"))
        .variable("uptime", MappedFamily.of(GAUGE, "uptime_seconds", "Time.").factor(1e-3))
        .register(registry);

    assertThat(registry)
        .hasSeriesCount(4)
        .hasValue(17, "requests_total", "code", "200", "method", "GET")
        .hasValue(4.5, "requests_total", "code", "200", "method", "PUT")
        .hasValue(2, "requests_total", "code", "404", "method", "GET")
        .hasValue(3.5, "uptime_seconds");
  }

  @Test
  void leaveOutAVariableThatIsNotThere() {
    maps().variable("x", untyped()).register(registry);
    assertThat(registry).exposes("");

    variables.put("x", 1);
    assertThat(registry).hasSeriesCount(1).hasValue(1, "seen");
  }

  @Test
  void countWhatIsNestedTooLittleOrTooMuch() {
    variables.put("x", new HashMap<>(Map.of("a", 1, "b", Map.of("c", Map.of("d", 2)))));

    maps().variable("x", untyped("first", "second")).register(registry);

    assertThat(registry)
        .hasSeriesCount(1)
        .hasValue(2, "narthex_mapped_values_skipped", "family", "seen", "reason", "not a number");
  }

  @Test
  void boundTheSeriesOfAFamily() {
    variables.put("x", new TreeMap<>(Map.of("a", 1, "b", 2, "c", 3)));

    maps().variable("x", untyped("key").maxSeries(1)).register(registry);

    assertThat(registry)
        .hasSeriesCount(2)
        .hasValue(2, "narthex_mapped_values_skipped", "family", "seen", "reason", "too many")
        .hasValue(1, "seen", "key", "a");
  }

  @Test
  void reportASupplierThatFails() {
    MapMetrics.builder(() -> {
          throw new IllegalStateException("no statistics today");
        })
        .variable("x", untyped())
        .register(registry);

    assertThatThrownBy(() -> Exposition.of(registry)).hasMessageContaining("no statistics today");
  }

  @Test
  void refuseWrongVariables() {
    MapMetrics.Builder builder = maps().variable("x", untyped());

    assertThatThrownBy(() -> builder.variable("y", untyped()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("seen is mapped twice.");
    assertThatThrownBy(
            () -> builder.variable("y", MappedFamily.of(GAUGE, "y", "Y.").keyLabel("a", "b")))
        .hasMessageContaining("keyLabel(…) is for JmxMetrics alone");
    assertThatThrownBy(() -> maps().build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Call variable(…)");
    assertThat(List.of(builder.build().describe().get(0).name())).containsExactly("seen");
  }
}
