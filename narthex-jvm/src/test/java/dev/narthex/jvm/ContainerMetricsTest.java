package dev.narthex.jvm;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.narthex.Registry;
import dev.narthex.testing.Exposition;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link ContainerMetrics} finds and reads in the cgroups of recorded machines. */
class ContainerMetricsTest {

  private static final String CPU_LIMIT = "cgroup_cpu_limit_cores";
  private static final String MEMORY_LIMIT = "cgroup_memory_limit_bytes";
  private static final String USED = "cgroup_memory_used_bytes";
  private static final String THROTTLED = "cgroup_cpu_throttled_seconds_total";

  private static final String UNIFIED_MOUNT =
      "31 23 0:27 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n";

  @TempDir
  private Path folder;

  private RecordedCgroup machine;

  @BeforeEach
  void record() {
    machine = RecordedCgroup.in(folder);
  }

  private Registry registry() {
    Registry registry = Registry.pedantic();
    registry.register(ContainerMetrics.of(machine.root()));
    return registry;
  }

  private static final String EVERYTHING = """
      # HELP cgroup_cpu_limit_cores Processors that the container may use at most, from its quota or that of a group around it.
      # TYPE cgroup_cpu_limit_cores gauge
      cgroup_cpu_limit_cores 0.5
      # HELP cgroup_cpu_periods_total Periods in which the container ran under a quota of CPU time.
      # TYPE cgroup_cpu_periods_total counter
      cgroup_cpu_periods_total 4000
      # HELP cgroup_cpu_seconds_total CPU time that all processes of the container took.
      # TYPE cgroup_cpu_seconds_total counter
      cgroup_cpu_seconds_total 12.345678
      # HELP cgroup_cpu_throttled_periods_total Periods in which the container was stopped because its quota of CPU time was used up.
      # TYPE cgroup_cpu_throttled_periods_total counter
      cgroup_cpu_throttled_periods_total 1500
      # HELP cgroup_cpu_throttled_seconds_total Time for which the container was stopped because its quota of CPU time was used up.
      # TYPE cgroup_cpu_throttled_seconds_total counter
      cgroup_cpu_throttled_seconds_total 67.25
      # HELP cgroup_memory_limit_bytes Memory that the container may use at most, from its limit or that of a group around it.
      # TYPE cgroup_memory_limit_bytes gauge
      cgroup_memory_limit_bytes 536870912
      # HELP cgroup_memory_oom_kills_total Processes of the container that the kernel killed because memory ran out.
      # TYPE cgroup_memory_oom_kills_total counter
      cgroup_memory_oom_kills_total 1
      # HELP cgroup_memory_used_bytes Memory that the container uses, cached files included.
      # TYPE cgroup_memory_used_bytes gauge
      cgroup_memory_used_bytes 402653184
      # HELP cgroup_memory_working_set_bytes Memory that the container uses, without cached files that were not used lately.
      # TYPE cgroup_memory_working_set_bytes gauge
      cgroup_memory_working_set_bytes 301989888
      """;

  private static final String PRESSURE = """
      # HELP cgroup_pressure_seconds_total Time for which tasks of the container waited for a resource: some of them, or in full all at once.
      # TYPE cgroup_pressure_seconds_total counter
      cgroup_pressure_seconds_total{resource="cpu",stalled="full"} 2.5
      cgroup_pressure_seconds_total{resource="cpu",stalled="some"} 1169.459796
      cgroup_pressure_seconds_total{resource="io",stalled="full"} 0
      cgroup_pressure_seconds_total{resource="io",stalled="some"} 3.000001
      cgroup_pressure_seconds_total{resource="memory",stalled="full"} 0.5
      cgroup_pressure_seconds_total{resource="memory",stalled="some"} 0.75
      """;

  @Test
  void readsAContainerWithACgroupNamespaceOfVersion2() throws IOException {
    machine.membership("0::/\n").mounts(UNIFIED_MOUNT).unifiedGroup("sys/fs/cgroup");

    assertThat(registry()).exposes(EVERYTHING + PRESSURE);
  }

  @Test
  void readsAServiceOfVersion2() throws IOException {
    machine
        .membership("0::/system.slice/shop.service\n")
        .mounts(UNIFIED_MOUNT)
        .write("sys/fs/cgroup/cpu.stat", "usage_usec 9\n")
        .unifiedGroup("sys/fs/cgroup/system.slice/shop.service");

    assertThat(registry()).exposes(EVERYTHING + PRESSURE);
  }

  @Test
  void readsADockerContainerOfVersion1ThatSeesThePathOfTheHost() throws IOException {
    machine
        .membership("""
            11:memory:/docker/8af1
            4:cpu,cpuacct:/docker/8af1
            1:name=systemd:/docker/8af1
            0::/system.slice/containerd.service
            """)
        .mounts("""
            684 682 0:26 /docker/8af1 /sys/fs/cgroup/cpu,cpuacct ro,nosuid master:11 - cgroup cgroup rw,cpu,cpuacct
            693 682 0:35 /docker/8af1 /sys/fs/cgroup/memory ro,nosuid master:20 - cgroup cgroup rw,memory
            """)
        .splitGroup(
            "sys/fs/cgroup/cpu,cpuacct", "sys/fs/cgroup/cpu,cpuacct", "sys/fs/cgroup/memory");

    assertThat(registry()).exposes(EVERYTHING);
  }

  @Test
  void readsAHostOfVersion1WithAFolderForEachController() throws IOException {
    machine
        .membership("""
            4:memory:/jobs/nightly
            2:cpuacct:/
            1:cpu:/jobs
            """)
        .mounts("""
            32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu
            33 31 0:30 / /sys/fs/cgroup/cpuacct rw,relatime - cgroup cgroup rw,cpuacct
            35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
            """)
        .splitGroup(
            "sys/fs/cgroup/cpu/jobs", "sys/fs/cgroup/cpuacct", "sys/fs/cgroup/memory/jobs/nightly");

    assertThat(registry()).exposes(EVERYTHING);
  }

  @Test
  void readsEachControllerOfAHybridMachineWhereItIs() throws IOException {
    machine
        .membership("""
            4:memory:/a
            1:cpu,cpuacct:/a
            0::/a
            """)
        .mounts("""
            32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu,cpuacct
            35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
            41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
            """)
        .splitGroup("sys/fs/cgroup/cpu/a", "sys/fs/cgroup/cpu/a", "sys/fs/cgroup/memory/a")
        .write("sys/fs/cgroup/unified/a/io.pressure", """
            some avg10=0.00 avg60=0.00 avg300=0.00 total=4000000
            """);

    assertThat(registry())
        .exposesAmongOthers(EVERYTHING)
        .hasSeriesCount(10)
        .hasValue(4, "cgroup_pressure_seconds_total", "resource", "io", "stalled", "some");
  }

  @Test
  void readsControllersOfVersion2BesideOthersOfVersion1() throws IOException {
    machine
        .membership("3:memory:/\n0::/\n")
        .mounts("""
            35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
            41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
            """)
        .write("sys/fs/cgroup/memory/memory.usage_in_bytes", "4096\n")
        .write("sys/fs/cgroup/unified/cpu.max", "150000 100000\n");

    assertThat(registry()).hasSeriesCount(2).hasValue(4096, USED).hasValue(1.5, CPU_LIMIT);
  }

  @Test
  void leavesOutLimitsThatAreNotSet() throws IOException {
    machine
        .membership("0::/\n")
        .mounts(UNIFIED_MOUNT)
        .unifiedGroup("sys/fs/cgroup")
        .write("sys/fs/cgroup/cpu.max", "max 100000\n")
        .write("sys/fs/cgroup/memory.max", "max\n");

    assertThat(registry()).hasFamilies(USED).hasNoFamilies(CPU_LIMIT, MEMORY_LIMIT);
  }

  @Test
  void leavesOutLimitsThatAreNotSetInVersion1() throws IOException {
    machine
        .membership("4:memory:/\n1:cpu:/\n")
        .mounts("""
            32 31 0:29 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu
            35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
            """)
        .splitGroup("sys/fs/cgroup/cpu", "nowhere", "sys/fs/cgroup/memory")
        .write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n")
        .write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n")
        .write("sys/fs/cgroup/memory/memory.stat", """
            hierarchical_memory_limit 9223372036854771712
            total_inactive_file 0
            """);

    assertThat(registry()).hasFamilies(USED).hasNoFamilies(CPU_LIMIT, MEMORY_LIMIT);
  }

  @Test
  void takesTheLowestLimitOfAllGroupsAroundAndTheThrottlingOfTheOneThatHasIt() throws IOException {
    machine
        .membership("0::/pod/shop/main\n")
        .mounts(UNIFIED_MOUNT)
        .unifiedGroup("sys/fs/cgroup/pod/shop/main")
        .write("sys/fs/cgroup/pod/shop/cpu.max", "20000 100000\n")
        .write("sys/fs/cgroup/pod/shop/cpu.stat", """
            usage_usec 1
            nr_periods 10
            nr_throttled 9
            throttled_usec 3000000
            """)
        .write("sys/fs/cgroup/pod/cpu.max", "max 100000\n")
        .write("sys/fs/cgroup/pod/memory.max", "268435456\n");

    assertThat(registry())
        .hasValue(0.2, CPU_LIMIT)
        .hasValue(3, THROTTLED)
        .hasValue(12.345678, "cgroup_cpu_seconds_total")
        .hasValue(268435456, MEMORY_LIMIT)
        .hasValue(402653184, USED);
  }

  @Test
  void knowsOfLimitsOutsideTheContainerInVersion1() throws IOException {
    machine
        .membership("4:memory:/docker/8af1\n")
        .mounts("35 31 0:32 /docker/8af1 /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n")
        .splitGroup("nowhere", "nowhere", "sys/fs/cgroup/memory")
        .write(
            "sys/fs/cgroup/memory/memory.stat",
            "hierarchical_memory_limit 1048576\ntotal_inactive_file 0\n");

    assertThat(registry()).hasValue(1048576, MEMORY_LIMIT);
  }

  @Test
  void takesWhatIsMountedWhereThePathOfTheGroupCannotBeSeen() throws IOException {
    machine
        .membership("0::/../../kubepods/pod1/8af1\n")
        .mounts(UNIFIED_MOUNT)
        .unifiedGroup("sys/fs/cgroup");

    assertThat(registry()).hasValue(0.5, CPU_LIMIT);
  }

  @Test
  void understandsBlanksInPaths() throws IOException {
    machine
        .membership("0::/my group:1\n")
        .mounts("31 23 0:27 / /sys/fs/c\\040group rw - cgroup2 cgroup2 rw\n")
        .unifiedGroup("sys/fs/c group/my group:1");

    assertThat(registry()).hasValue(0.5, CPU_LIMIT);
  }

  @Test
  void seesALimitThatIsChanged() throws IOException {
    machine.membership("0::/\n").mounts(UNIFIED_MOUNT).unifiedGroup("sys/fs/cgroup");
    Registry registry = registry();
    Exposition.of(registry);

    machine.write("sys/fs/cgroup/cpu.max", "300000 100000\n");

    assertThat(registry).hasValue(3, CPU_LIMIT);
  }

  @Test
  void neverLetsATotalGoBack() throws IOException {
    machine.membership("0::/\n").mounts(UNIFIED_MOUNT).unifiedGroup("sys/fs/cgroup");
    Registry registry = registry();
    Exposition.of(registry);

    machine.write("sys/fs/cgroup/cpu.stat", "usage_usec 5\n");

    assertThat(registry).hasValue(12.345678, "cgroup_cpu_seconds_total");
  }

  @Test
  void leavesOutFilesThatDoNotSayWhatTheyShould() throws IOException {
    machine
        .membership("0::/\n")
        .mounts(UNIFIED_MOUNT)
        .unifiedGroup("sys/fs/cgroup")
        .write("sys/fs/cgroup/cpu.max", "half 100000\n")
        .write("sys/fs/cgroup/cpu.stat", "")
        .write("sys/fs/cgroup/memory.max", "\n")
        .write("sys/fs/cgroup/memory.stat", "inactive_file lots\n")
        .write("sys/fs/cgroup/memory.events", "oom_kill\n")
        .write("sys/fs/cgroup/cpu.pressure", "some avg10=0.00 total=1\n")
        .write("sys/fs/cgroup/io.pressure", "some avg10=0.00 avg60=0.00 avg300=0.00 total=x\n")
        .write("sys/fs/cgroup/memory.pressure", "full");

    assertThat(registry()).hasSeriesCount(1).hasValue(402653184, USED);
  }

  @Test
  void tellsNothingWhereMembershipOrMountsAreNotAsTheyShould() throws IOException {
    machine.membership("nonsense\n0:\n").mounts("31 23 - cgroup2\nx - cgroup2 cgroup2 rw\n");

    assertThat(registry()).exposes("");
  }

  @Test
  void tellsNothingWhereThereAreNoCgroups() throws IOException {
    assertThat(registry()).exposes("");

    machine.membership("0::/\n").mounts("");
    assertThat(registry()).exposes("");

    machine.membership("").mounts(UNIFIED_MOUNT);
    assertThat(registry()).exposes("");
  }

  @Test
  void worksOnTheMachineOfThisTest() {
    Registry registry = Registry.pedantic();

    assertThatCode(() -> ContainerMetrics.register(registry)).doesNotThrowAnyException();

    assertThat(Exposition.of(registry).families()).allSatisfy(family -> {
      assertThat(family.name()).startsWith("cgroup_");
      assertThat(family.series())
          .flatExtracting(Samples::of)
          .allSatisfy(value -> assertThat(value).isNotNegative().isFinite());
    });
  }
}
