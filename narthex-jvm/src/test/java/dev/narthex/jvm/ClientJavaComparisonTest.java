package dev.narthex.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Registry;
import dev.narthex.model.FamilySnapshot;
import dev.narthex.support.Await;
import dev.narthex.testing.Exposition;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Dashboards that were made for Prometheus's Java client go on working: every series that it has of the
 * JVM is there, with its value. Both libraries look at the JVM of this test.
 */
class ClientJavaComparisonTest {

  /** What it shows where the JVM says that there is no value; here such a series is left out. */
  private static final double UNDEFINED = -1;

  /**
   * A collection or a thread may come between two looks at the JVM. Not each time; and what only one of
   * the libraries has counted, as it was registered before, both count when they begin anew.
   */
  private static final int ATTEMPTS = 20;

  private PrometheusRegistry peer = new PrometheusRegistry();
  private Registry registry = Registry.pedantic();

  @AfterEach
  void end() {
    registry.close();
  }

  @Test
  void everySeriesIsThereWithItsValue() {
    List<String> differences = differences();
    for (int i = 1; i < ATTEMPTS && !differences.isEmpty(); i++) {
      registry.close();
      peer = new PrometheusRegistry();
      registry = Registry.pedantic();
      differences = differences();
    }

    assertThat(differences).isEmpty();
  }

  private List<String> differences() {
    registerBoth();
    Map<Series, Double> before = seriesOfPeer();
    Exposition ours = Exposition.of(registry);
    Map<Series, Double> after = seriesOfPeer();

    assertThat(before).hasSizeGreaterThan(100);
    List<String> differences = new ArrayList<>();
    before.forEach((series, value) -> {
      OptionalDouble own = valueOf(series, ours);
      double later = after.getOrDefault(series, value);
      double slack = slack(series.name, Math.max(value, later));
      boolean agrees = value == UNDEFINED
          ? own.isEmpty()
          : own.isPresent()
              && own.getAsDouble() >= Math.min(value, later) - slack
              && own.getAsDouble() <= Math.max(value, later) + slack;
      if (!agrees) {
        differences.add(series + " is " + own + ", and theirs " + value + ", then " + later);
      }
    });
    return differences;
  }

  private static OptionalDouble valueOf(Series series, Exposition exposition) {
    try {
      return OptionalDouble.of(exposition.value(series.name, series.labels.toArray(String[]::new)));
    } catch (AssertionError missing) {
      return OptionalDouble.empty();
    }
  }

  @Test
  void everyFamilyHasItsType() {
    registerBoth();
    Map<String, String> ours = new TreeMap<>();
    for (FamilySnapshot family : registry.snapshot()) {
      ours.put(family.name(), family.descriptor().type().name().toLowerCase(Locale.ROOT));
    }

    Map<String, String> types = new TreeMap<>();
    for (MetricSnapshot family : peer.scrape()) {
      String type = family.getClass().getSimpleName().replace("Snapshot", "");
      types.put(fullName(family), type.toLowerCase(Locale.ROOT));
    }

    assertThat(ours).containsAllEntriesOf(types);
  }

  /** Both count allocation from the first collection after this; there is one at once. */
  private void registerBoth() {
    io.prometheus.metrics.instrumentation.jvm.JvmMetrics.builder().register(peer);
    JvmMetrics.builder().with(JvmGroup.values()).register(registry);
    System.gc();
    String allocated = "jvm_memory_pool_allocated_bytes_total";
    Await.until(
        "the collection is counted by both",
        () -> Exposition.of(registry).familyCount(allocated) > 0
            && seriesOfPeer().keySet().stream().anyMatch(series -> series.name.equals(allocated)));
  }

  /** What tells a series from all others; labels are name, value, name, value, …. */
  private record Series(String name, List<String> labels) {}

  /** How far a value may move from one scrape to the next, or how coarse one of the sources is. */
  private static double slack(String series, double value) {
    if (series.startsWith("jvm_memory") || series.startsWith("jvm_native_memory")) {
      return Math.max(4e6, 0.05 * value);
    }
    if (series.startsWith("process_") && series.endsWith("_memory_bytes")) {
      return 0.05 * value; // here from another file of /proc
    }
    return switch (series) {
      case "process_start_time_seconds" ->
        5; // theirs is the start of the JVM, in whole seconds ours
      case "process_cpu_seconds_total" -> 0.05; // the clock of the kernel ticks every 10 ms
      default -> series.startsWith("jvm_threads_state") ? 3 : 1e-9;
    };
  }

  private static String fullName(MetricSnapshot family) {
    String name = family.getMetadata().getPrometheusName();
    if (family instanceof CounterSnapshot) {
      return name + "_total";
    }
    return family instanceof InfoSnapshot ? name + "_info" : name;
  }

  private Map<Series, Double> seriesOfPeer() {
    Map<Series, Double> series = new HashMap<>();
    for (MetricSnapshot family : peer.scrape()) {
      String name = fullName(family);
      if (family instanceof CounterSnapshot counter) {
        counter.getDataPoints().forEach(point -> series.put(series(name, point), point.getValue()));
      } else if (family instanceof GaugeSnapshot gauge) {
        gauge.getDataPoints().forEach(point -> series.put(series(name, point), point.getValue()));
      } else if (family instanceof InfoSnapshot info) {
        info.getDataPoints().forEach(point -> series.put(series(name, point), 1.0));
      } else if (family instanceof SummarySnapshot summary) {
        summary.getDataPoints().forEach(point -> {
          series.put(series(name + "_count", point), (double) point.getCount());
          series.put(series(name + "_sum", point), point.getSum());
        });
      } else {
        throw new AssertionError("Another type than expected: " + family);
      }
    }
    return series;
  }

  private static Series series(String name, DataPointSnapshot point) {
    List<String> labels = new ArrayList<>();
    point.getLabels().forEach(label -> labels.addAll(List.of(label.getName(), label.getValue())));
    return new Series(name, labels);
  }
}
