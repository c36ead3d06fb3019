package dev.narthex.jvm;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.narthex.Registry;
import dev.narthex.model.Descriptor;
import dev.narthex.testing.Exposition;
import dev.narthex.testing.reader.ExposedFamily;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What {@link ProcessMetrics} tells of the process that runs this test. */
class ProcessMetricsTest {

  private final Registry registry = Registry.pedantic();

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems have no /proc")
  void tellsOnLinuxWhatTheBeansTellAndMore() {
    UnixOperatingSystemMXBean bean =
        (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    ProcessMetrics.builder().reportErrors().register(registry);

    Exposition now = Exposition.of(registry);

    double cpu = bean.getProcessCpuTime() / 1e9;
    assertThat(now).hasSeriesCount(9);
    assertThat(now.value("process_cpu_seconds_total")).isPositive().isLessThanOrEqualTo(cpu + 0.02);
    assertThat(now).hasValue((double) bean.getMaxFileDescriptorCount(), "process_max_fds");
    assertThat(now.value("process_open_fds"))
        .isBetween(3.0, (double) bean.getMaxFileDescriptorCount());
    assertThat(now.value("process_virtual_memory_bytes"))
        .isCloseTo((double) bean.getCommittedVirtualMemorySize(), within(1e9));
    assertThat(now.value("process_resident_memory_bytes"))
        .isBetween(1e7, now.value("process_virtual_memory_bytes"));
    // The JVM begins to count a while after the process began, a slow machine a longer while.
    double age = System.currentTimeMillis() / 1e3 - now.value("process_start_time_seconds");
    assertThat(age).isCloseTo(ManagementFactory.getRuntimeMXBean().getUptime() / 1e3, within(60.0));
  }

  /** What other systems have, tried on any. */
  @Test
  void tellsWhatTheBeansKnowWhereThereIsNoProc() {
    ProcessMetrics metrics =
        ProcessMetrics.builder().proc(Path.of("no", "such", "folder")).build();
    registry.register(metrics);

    Exposition now = Exposition.of(registry);

    assertThat(now)
        .hasFamilies(
            "process_cpu_seconds_total",
            "process_start_time_seconds",
            "process_virtual_memory_bytes")
        .hasNoFamilies("process_resident_memory_bytes", "process_network_receive_bytes_total");
    assertThat(metrics.describe())
        .extracting(Descriptor::name)
        .containsExactlyInAnyOrderElementsOf(
            now.families().stream().map(ExposedFamily::name).toList());
  }

  @Test
  void knowsNothingOfOtherProcessesWhereThereIsNoProc() {
    ProcessMetrics.Builder builder =
        ProcessMetrics.builder().proc(Path.of("no", "such", "folder")).pid(() -> 1);
    ProcessMetrics silent = builder.build();
    registry.register(silent);
    assertThat(registry).exposes("");
    assertThat(silent.describe()).isEmpty();

    registry.register(builder.reportErrors().build());

    assertThatThrownBy(() -> Exposition.of(registry))
        .hasMessageContaining("Only Linux tells of other processes");
  }

  @Test
  void saysWhichNameIsTakenWhenItIsRegisteredTwice() {
    ProcessMetrics.builder().register(registry);

    assertThatThrownBy(() -> ProcessMetrics.builder().register(registry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("process_");
    assertThat(registry).hasFamilies("process_cpu_seconds_total");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems tell nothing of other processes")
  void looksAtItselfAsAtAnyOtherProcess() {
    ProcessMetrics.builder().pid(ProcessHandle.current()::pid).register(registry);

    Exposition now = Exposition.of(registry);

    assertThat(Files.isDirectory(Path.of("/proc"))).isTrue();
    assertThat(now).hasSeriesCount(9);
    assertThat(now.value("process_open_fds")).isGreaterThan(3);
  }
}
