package dev.narthex.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Registry;
import dev.narthex.exposition.Encoder;
import dev.narthex.exposition.EscapingScheme;
import dev.narthex.exposition.ExpositionFormat;
import dev.narthex.exposition.OutputBuffer;
import dev.narthex.jvm.build.Build;
import dev.narthex.jvm.build.BuildMetrics;
import dev.narthex.jvm.build.VersionMetrics;
import dev.narthex.jvm.jmx.JmxMetrics;
import dev.narthex.jvm.jmx.MapMetrics;
import dev.narthex.jvm.jmx.MappedFamily;
import dev.narthex.model.MetricType;
import dev.narthex.support.Await;
import dev.narthex.support.CapturedLog;
import dev.narthex.testing.lint.Lint;
import dev.narthex.testing.lint.LintProblem;
import dev.narthex.testing.reader.ExposedFamily;
import dev.narthex.testing.reader.ExpositionReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything this module can tell, in one registry: linters find nothing but the names that others have
 * chosen, and the strict reader of OpenMetrics finds no two names that clash.
 */
class LintedMetricsTest {

  /**
   * Names of OpenTelemetry's conventions, in the form that Prometheus's own converter gives them. They
   * end like a sample of a histogram, but there is no family of that name that could have one.
   */
  private static final Set<String> OPEN_TELEMETRY = Set.of(
      "jvm_buffer_count [reserved-suffix]",
      "jvm_class_count [reserved-suffix]",
      "jvm_cpu_count [reserved-suffix]",
      "jvm_thread_count [reserved-suffix]");

  private final Registry registry = Registry.pedantic();
  private final CapturedLog log = new CapturedLog(JfrMetrics.class);

  @BeforeEach
  void registerWhatIsNotOfTheJvm(@TempDir Path folder) throws IOException {
    RecordedCgroup.in(folder)
        .membership("0::/\n")
        .mounts("31 23 0:27 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n")
        .unifiedGroup("sys/fs/cgroup");
    registry.register(ContainerMetrics.of(folder));
    BuildMetrics.builder(Build.of(LintedMetricsTest.class)).register(registry);
    VersionMetrics.builder("1.2.3-rc.1").register(registry);
    JmxMetrics.builder()
        .rule(
            "java.lang:type=Runtime",
            "VmName",
            MappedFamily.of(MetricType.GAUGE, "not_a_number", "Left out, and counted."))
        .register(registry);
    MapMetrics.builder(() -> Map.of("queue", Map.of("length", 3, "name", "mail")))
        .variable(
            "queue",
            MappedFamily.of(MetricType.GAUGE, "queue_facts", "Facts of a queue.")
                .labelNames("fact"))
        .register(registry);
    JfrMetrics.start(registry);
  }

  @AfterEach
  void end() {
    registry.close();
    log.close();
    assertThat(log.messages())
        .allSatisfy(text -> assertThat(text).contains("has no event jdk.VirtualThreadPinned"));
  }

  private void registerAllOfTheJvm(JvmMetrics.Builder metrics) {
    metrics.with(JvmGroup.values()).register(registry);
    System.gc();
    Set<String> late = Set.of("jvm_safepoint_seconds", "jvm_memory_pool_allocated_bytes_total");
    Await.until("the collection is counted, and JFR runs", () -> names().containsAll(late));
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    registry.snapshot().forEach(family -> names.add(family.name()));
    return names;
  }

  private Set<String> problems(Lint lint) {
    Set<String> problems = new TreeSet<>();
    for (LintProblem problem : lint.check(registry).problems()) {
      problems.add(problem.metric() + " [" + problem.check() + "]");
    }
    return problems;
  }

  /** A family that clashed with another one would be missing. Some may come while this looks. */
  private Set<String> openMetricsNamesWithoutLoss() {
    OutputBuffer out = new OutputBuffer();
    Encoder encoder = ExpositionFormat.OPENMETRICS.encoder(out, EscapingScheme.UNDERSCORES);
    Set<String> lasting = names();
    registry.gather(encoder);
    encoder.finish();
    lasting.retainAll(names());
    List<ExposedFamily> read = ExpositionReader.openMetrics(Arrays.copyOf(out.array(), out.size()));
    Set<String> exposed = new TreeSet<>();
    read.forEach(family -> exposed.add(family.name()));
    assertThat(exposed).hasSameSizeAs(read).containsAll(lasting);
    return exposed;
  }

  @Test
  void lintersMindNoNameOfTheJavaClient() {
    registerAllOfTheJvm(JvmMetrics.builder());

    assertThat(problems(Lint.promlint())).isEmpty();
    assertThat(problems(Lint.all())).isEmpty();
  }

  @Test
  void lintersMindFourNamesOfOpenTelemetry() {
    registerAllOfTheJvm(JvmMetrics.builder().openTelemetryNames());

    assertThat(problems(Lint.promlint())).isEqualTo(OPEN_TELEMETRY);
    assertThat(problems(Lint.all())).isEqualTo(OPEN_TELEMETRY);
  }

  @Test
  void noTwoNamesClashInOpenMetrics() {
    registerAllOfTheJvm(JvmMetrics.builder());

    assertThat(openMetricsNamesWithoutLoss())
        .contains("narthex_mapped_values_skipped", "jvm_runtime_info", "cgroup_cpu_seconds_total");
  }

  @Test
  void noTwoOfOpenTelemetrysNamesClashInOpenMetrics() {
    registerAllOfTheJvm(JvmMetrics.builder().openTelemetryNames());

    assertThat(openMetricsNamesWithoutLoss())
        .contains("jvm_class_count", "jvm_class_loaded_total", "jvm_memory_used_bytes");
  }
}
