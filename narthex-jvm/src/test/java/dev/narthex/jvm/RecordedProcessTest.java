package dev.narthex.jvm;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.GatherException;
import dev.narthex.Registry;
import dev.narthex.testing.Exposition;
import dev.narthex.testing.reader.ExposedFamily;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link ProcessMetrics} reads from {@code /proc}, and what it does when that is not as usual. */
class RecordedProcessTest {

  private static final String CPU = "process_cpu_seconds_total";

  @TempDir
  private Path folder;

  private RecordedProc proc;
  private final Registry registry = Registry.pedantic();

  @BeforeEach
  void record() throws IOException {
    proc = RecordedProc.in(folder.resolve("proc"));
  }

  private ProcessMetrics.Builder metrics() {
    return ProcessMetrics.builder().proc(proc.path());
  }

  @Test
  void readsEveryNumber() {
    metrics().register(registry);

    assertThat(registry).exposes("""
        # HELP process_cpu_seconds_total CPU time that the process took, user and system.
        # TYPE process_cpu_seconds_total counter
        process_cpu_seconds_total 18
        # HELP process_max_fds File descriptors that may be open at most.
        # TYPE process_max_fds gauge
        process_max_fds 1024
        # HELP process_network_receive_bytes_total Bytes received over the network, by all processes that share its network namespace.
        # TYPE process_network_receive_bytes_total counter
        process_network_receive_bytes_total 219785444
        # HELP process_network_transmit_bytes_total Bytes sent over the network, by all processes that share its network namespace.
        # TYPE process_network_transmit_bytes_total counter
        process_network_transmit_bytes_total 4350296
        # HELP process_open_fds File descriptors that are open.
        # TYPE process_open_fds gauge
        process_open_fds 5
        # HELP process_resident_memory_bytes Physical memory that the process takes.
        # TYPE process_resident_memory_bytes gauge
        process_resident_memory_bytes 335544320
        # HELP process_start_time_seconds When the process began, in seconds since the Unix epoch.
        # TYPE process_start_time_seconds gauge
        process_start_time_seconds 1.70000098765e+09
        # HELP process_virtual_memory_bytes Size of the process's address space.
        # TYPE process_virtual_memory_bytes gauge
        process_virtual_memory_bytes 7654321152
        # HELP process_virtual_memory_max_bytes Size that the process's address space may have at most.
        # TYPE process_virtual_memory_max_bytes gauge
        process_virtual_memory_max_bytes 1.8446744073709552e+19
        """);
  }

  @Test
  void putsTheNamespaceBeforeEachName() {
    metrics().namespace("proxy").register(registry);

    assertThat(registry).hasSeriesCount(9).hasValue(5, "proxy_process_open_fds");
    assertThat(Exposition.of(registry).families())
        .extracting(ExposedFamily::name)
        .allSatisfy(name -> assertThat(name).startsWith("proxy_process_"));
  }

  @Test
  void looksAtAnotherProcessByItsNumber() throws IOException {
    proc.write("self/stat", "1 (other) S\n");
    metrics().pid(() -> 4711).register(registry);

    assertThat(registry).hasSeriesCount(9).hasValue(18, CPU);
  }

  @Test
  void followsAPidFileAlsoToAProcessWithSmallerTotals() throws IOException {
    proc.write("pid", "  4711\n");
    proc.write("815/stat", RecordedProc.STAT_OF_PROCESS.replace("1234 566", "1 2"));
    metrics().pid(PidSource.ofFile(proc.path().resolve("pid"))).register(registry);
    assertThat(registry).hasValue(18, CPU);

    proc.write("pid", "815");

    assertThat(registry).hasValue(0.03, CPU);
  }

  @Test
  void leavesOutWhatCannotBeRead() throws IOException {
    proc.delete("self/limits");
    proc.write("self/net/netstat", "IpExt: InNoRoutes\nIpExt: 0\n");
    metrics().register(registry);

    assertThat(registry)
        .hasSeriesCount(5)
        .hasFamilies(
            CPU,
            "process_open_fds",
            "process_resident_memory_bytes",
            "process_start_time_seconds",
            "process_virtual_memory_bytes");
  }

  @Test
  void reportsWhatCannotBeReadWhenAskedTo() throws IOException {
    proc.write("self/limits", "Max open files   many   files\n");
    metrics().reportErrors().register(registry);

    assertThatThrownBy(() -> Exposition.of(registry))
        .isInstanceOf(GatherException.class)
        .hasMessageContaining("Metrics of the process could not be read")
        .hasMessageContaining("limits: expected a number")
        .hasMessageContaining("found \"many");
  }

  @Test
  void neverLetsATotalOfTheJvmsOwnProcessGoBack() throws IOException {
    metrics().register(registry);
    Exposition.of(registry);

    proc.write("self/stat", RecordedProc.STAT_OF_PROCESS.replace("1234 566", "1233 566"));

    assertThat(registry).hasValue(18, CPU);
  }

  @Test
  void isSilentAboutAPidSourceThatFailsUnlessAskedToReport() {
    PidSource failing = PidSource.ofFile(proc.path().resolve("missing.pid"));
    metrics().pid(failing).register(registry);
    metrics().namespace("loud").pid(failing).reportErrors().register(registry);

    assertThatThrownBy(() -> Exposition.of(registry))
        .isInstanceOfSatisfying(
            GatherException.class, e -> assertThat(e.failures()).hasSize(1))
        .hasMessageContaining("missing.pid");
  }

  @Test
  void refusesAProcessNumberThatIsNotPositive() {
    AtomicLong pid = new AtomicLong(-1);
    metrics().pid(pid::get).reportErrors().register(registry);

    assertThatThrownBy(() -> Exposition.of(registry))
        .hasMessageContaining("gave -1, but processes have positive numbers");

    pid.set(4711);
    assertThat(registry).hasSeriesCount(9);
  }

  @Test
  void asksForTheFilesOfAProcessThatHasEndedInVain() {
    metrics().pid(() -> 4712).register(registry);

    assertThat(registry).exposes("");
  }
}
