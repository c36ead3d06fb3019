package dev.narthex.it;

import static dev.narthex.testing.MetricAssertions.assertThat;

import dev.narthex.Gatherer;
import dev.narthex.Registry;
import dev.narthex.http.MetricsServer;
import dev.narthex.testing.Exposition;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The promise to whoever tests metrics: what a program exposes over HTTP, in each format, is what its
 * registry holds, whatever names, numbers and label values there are.
 */
class ReadBackTest {

  /** What OpenMetrics forbids, though Prometheus reads it. */
  private static final Set<String> NOT_IN_OPENMETRICS = Set.of(
      "asked_summary", // a quantile below zero
      "collected_mode", // states with times of their own
      "odd_observations", // a sum that is NaN
      "spelled_bounds"); // a sum beside buckets below zero

  private final Registry registry = Everything.registry();
  private final MetricsServer server =
      MetricsServer.builder().host("127.0.0.1").gatherer(registry).start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void isTheSameOverHttp() {
    assertThat(Exposition.scraped(server.url())).exposes(Exposition.of(registry));
  }

  @Test
  void isTheSameAsText() {
    Exposition exposition = Exposition.of(registry);

    assertThat(exposition).exposes(exposition.asText());
    assertThat(exposition).exposes(exposition.asTextWithNativeBuckets());
  }

  @Test
  void isTheSameAsOpenMetricsWhereThatAllowsIt() {
    Gatherer allowed = registry.filtered(name -> !NOT_IN_OPENMETRICS.contains(name));
    Exposition exposition = Exposition.of(allowed);

    assertThat(exposition).exposes(exposition.asOpenMetrics());
  }
}
