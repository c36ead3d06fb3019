package dev.narthex.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system as a kernel showed it to a process in a cgroup. */
final class RecordedCgroup {

  private static final String UNRELATED_MOUNTS = """
      22 27 0:21 / /proc rw,relatime - proc proc rw
      23 27 0:22 / /sys rw,relatime shared:7 - sysfs sysfs rw
      27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
      """;

  private final Path root;

  private RecordedCgroup(Path root) {
    this.root = root;
  }

  static RecordedCgroup in(Path folder) {
    return new RecordedCgroup(folder);
  }

  Path root() {
    return root;
  }

  RecordedCgroup membership(String lines) throws IOException {
    return write("proc/self/cgroup", lines);
  }

  RecordedCgroup mounts(String lines) throws IOException {
    return write("proc/self/mountinfo", UNRELATED_MOUNTS + lines);
  }

  RecordedCgroup write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    return this;
  }

  /** The files of a group of version 2 that has a quota of half a processor and a limit of 512 MiB. */
  RecordedCgroup unifiedGroup(String folder) throws IOException {
    return write(folder + "/cpu.max", "50000 100000\n")
        .write(folder + "/cpu.stat", """
            usage_usec 12345678
            user_usec 9000000
            system_usec 3345678
            nice_usec 0
            core_sched.force_idle_usec 0
            nr_periods 4000
            nr_throttled 1500
            throttled_usec 67250000
            nr_bursts 0
            burst_usec 0
            """)
        .write(folder + "/memory.max", "536870912\n")
        .write(folder + "/memory.current", "402653184\n")
        .write(folder + "/memory.stat", """
            anon 268435456
            file 134217728
            inactive_anon 0
            active_anon 268435456
            inactive_file 100663296
            active_file 33554432
            """)
        .write(folder + "/memory.events", """
            low 0
            high 0
            max 17
            oom 2
            oom_kill 1
            oom_group_kill 0
            """)
        .write(folder + "/cpu.pressure", """
            some avg10=87.77 avg60=76.97 avg300=80.44 total=1169459796
            full avg10=0.00 avg60=0.00 avg300=0.00 total=2500000
            """)
        .write(folder + "/memory.pressure", """
            some avg10=0.00 avg60=0.00 avg300=0.00 total=750000
            full avg10=0.00 avg60=0.00 avg300=0.00 total=500000
            """)
        .write(folder + "/io.pressure", """
            some avg10=0.00 avg60=0.00 avg300=0.00 total=3000001
            full avg10=0.00 avg60=0.00 avg300=0.00 total=0
            """);
  }

  /** The same numbers as the controllers of version 1 show them, each in a folder of its own. */
  RecordedCgroup splitGroup(String cpu, String accounting, String memory) throws IOException {
    return write(cpu + "/cpu.cfs_quota_us", "50000\n")
        .write(cpu + "/cpu.cfs_period_us", "100000\n")
        .write(cpu + "/cpu.stat", """
            nr_periods 4000
            nr_throttled 1500
            throttled_time 67250000000
            """)
        .write(accounting + "/cpuacct.usage", "12345678000\n")
        .write(memory + "/memory.limit_in_bytes", "536870912\n")
        .write(memory + "/memory.usage_in_bytes", "402653184\n")
        .write(memory + "/memory.stat", """
            cache 134217728
            rss 268435456
            inactive_file 1
            hierarchical_memory_limit 536870912
            hierarchical_memsw_limit 9223372036854771712
            total_cache 134217728
            total_inactive_file 100663296
            """)
        .write(memory + "/memory.oom_control", """
            oom_kill_disable 0
            under_oom 0
            oom_kill 1
            """);
  }
}
