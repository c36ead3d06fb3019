package dev.narthex.jvm.jmx;

import static dev.narthex.model.MetricType.COUNTER;
import static dev.narthex.model.MetricType.GAUGE;
import static dev.narthex.model.MetricType.UNTYPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.Registry;
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

    assertThat(ScrapedText.of(registry)).isEqualTo("""
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

    assertThat(ScrapedText.series(registry)).isEqualTo("""
        requests_total{code="200",method="GET"} 17
        requests_total{code="200",method="PUT"} 4.5
        requests_total{code="404",method="GET"} 2
        uptime_seconds 3.5
        """);
  }

  @Test
  void leaveOutAVariableThatIsNotThere() {
    maps().variable("x", untyped()).register(registry);
    assertThat(ScrapedText.of(registry)).isEmpty();

    variables.put("x", 1);
    assertThat(ScrapedText.series(registry)).isEqualTo("seen 1\n");
  }

  @Test
  void countWhatIsNestedTooLittleOrTooMuch() {
    variables.put("x", new HashMap<>(Map.of("a", 1, "b", Map.of("c", Map.of("d", 2)))));

    maps().variable("x", untyped("first", "second")).register(registry);

    assertThat(ScrapedText.series(registry))
        .isEqualTo("narthex_mapped_values_skipped{family=\"seen\",reason=\"not a number\"} 2\n");
  }

  @Test
  void boundTheSeriesOfAFamily() {
    variables.put("x", new TreeMap<>(Map.of("a", 1, "b", 2, "c", 3)));

    maps().variable("x", untyped("key").maxSeries(1)).register(registry);

    assertThat(ScrapedText.series(registry)).isEqualTo("""
        narthex_mapped_values_skipped{family="seen",reason="too many"} 2
        seen{key="a"} 1
        """);
  }

  @Test
  void reportASupplierThatFails() {
    MapMetrics.builder(() -> {
          throw new IllegalStateException("no statistics today");
        })
        .variable("x", untyped())
        .register(registry);

    assertThatThrownBy(() -> ScrapedText.of(registry)).hasMessageContaining("no statistics today");
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
