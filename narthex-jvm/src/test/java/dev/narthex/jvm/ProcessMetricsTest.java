package dev.narthex.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.narthex.Registry;
import dev.narthex.model.Descriptor;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

    Map<String, Double> series = Scrape.series(registry);

    double cpu = bean.getProcessCpuTime() / 1e9;
    assertThat(series).hasSize(9);
    assertThat(series.get("process_cpu_seconds_total"))
        .isPositive()
        .isLessThanOrEqualTo(cpu + 0.02);
    assertThat(series.get("process_max_fds")).isEqualTo((double) bean.getMaxFileDescriptorCount());
    assertThat(series.get("process_open_fds"))
        .isBetween(3.0, (double) bean.getMaxFileDescriptorCount());
    assertThat(series.get("process_virtual_memory_bytes"))
        .isCloseTo((double) bean.getCommittedVirtualMemorySize(), within(1e9));
    assertThat(series.get("process_resident_memory_bytes"))
        .isBetween(1e7, series.get("process_virtual_memory_bytes"));
    // The JVM begins to count a while after the process began, a slow machine a longer while.
    double age = System.currentTimeMillis() / 1e3 - series.get("process_start_time_seconds");
    assertThat(age).isCloseTo(ManagementFactory.getRuntimeMXBean().getUptime() / 1e3, within(60.0));
  }

  /** What other systems have, tried on any. */
  @Test
  void tellsWhatTheBeansKnowWhereThereIsNoProc() {
    ProcessMetrics metrics =
        ProcessMetrics.builder().proc(Path.of("no", "such", "folder")).build();
    registry.register(metrics);

    Map<String, Double> series = Scrape.series(registry);

    assertThat(series)
        .containsKeys(
            "process_cpu_seconds_total",
            "process_start_time_seconds",
            "process_virtual_memory_bytes")
        .doesNotContainKeys("process_resident_memory_bytes", "process_network_receive_bytes_total");
    assertThat(metrics.describe())
        .extracting(Descriptor::name)
        .containsExactlyInAnyOrderElementsOf(series.keySet());
  }

  @Test
  void knowsNothingOfOtherProcessesWhereThereIsNoProc() {
    ProcessMetrics.Builder builder =
        ProcessMetrics.builder().proc(Path.of("no", "such", "folder")).pid(() -> 1);
    ProcessMetrics silent = builder.build();
    registry.register(silent);
    assertThat(Scrape.text(registry)).isEmpty();
    assertThat(silent.describe()).isEmpty();

    registry.register(builder.reportErrors().build());

    assertThatThrownBy(() -> Scrape.text(registry))
        .hasMessageContaining("Only Linux tells of other processes");
  }

  @Test
  void saysWhichNameIsTakenWhenItIsRegisteredTwice() {
    ProcessMetrics.builder().register(registry);

    assertThatThrownBy(() -> ProcessMetrics.builder().register(registry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("process_");
    assertThat(Scrape.text(registry)).contains("process_cpu_seconds_total ");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems tell nothing of other processes")
  void looksAtItselfAsAtAnyOtherProcess() {
    ProcessMetrics.builder().pid(ProcessHandle.current()::pid).register(registry);

    Map<String, Double> series = Scrape.series(registry);

    assertThat(Files.isDirectory(Path.of("/proc"))).isTrue();
    assertThat(series).hasSize(9);
    assertThat(series.get("process_open_fds")).isGreaterThan(3);
  }
}
