package dev.narthex.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Registry;
import dev.narthex.testing.Exposition;
import dev.narthex.testing.lint.Lint;
import dev.narthex.testing.lint.LintReport;
import dev.narthex.testing.reader.ExposedFamily;
import java.net.URI;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the demo shows others: metrics with which no check finds fault, while customers come and go. */
@Timeout(300) // it waits until something was sold
class ShopLintTest {

  /** The flight recorder takes a second to start, and the pool of connections starts with an order. */
  private static final Set<String> LATE =
      Set.of("jvm_safepoint_seconds", "jvm_exceptions_thrown_total", "jdbc_pool_open_connections");

  private final Registry registry = new Registry();

  @AfterEach
  void end() {
    registry.close();
  }

  private Set<String> names() {
    return Exposition.of(registry).families().stream()
        .map(ExposedFamily::name)
        .collect(Collectors.toSet());
  }

  @Test
  @SuppressWarnings("try") // the traffic only has to be there
  void namesItsMetricsWell() throws Exception {
    Simulation quick = new Simulation(new Random(7), 0);
    try (Shop shop = ShopDemo.open(0, registry, quick)) {
      try (Traffic traffic =
          new Traffic(URI.create("http://127.0.0.1:" + shop.port()), registry, quick)) {
        while (Exposition.of(registry).value("shop_orders_placed_total") == 0) {
          Thread.onSpinWait();
        }
        while (!names().containsAll(LATE)) {
          Thread.onSpinWait();
        }
      }

      LintReport report = Lint.all().check(registry);

      report.assertClean();
      assertThat(report.families()).isGreaterThan(100);
    }
  }
}
