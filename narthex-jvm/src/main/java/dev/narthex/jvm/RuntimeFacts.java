package dev.narthex.jvm;

import com.sun.management.OperatingSystemMXBean;
import dev.narthex.model.Descriptor;
import dev.narthex.model.MetricType;
import java.lang.management.ManagementFactory;

/** Which runtime it is; with OpenTelemetry's names also what CPU it has and takes. */
final class RuntimeFacts {

  private RuntimeFacts() {}

  static void addTo(Assembly assembly) {
    assembly.add(assembly
        .table(() -> "")
        .family(Descriptor.builder(MetricType.INFO, "jvm_runtime_info")
            .help("Name, vendor and version of the Java runtime.")
            .labelNames("version", "vendor", "runtime")
            .build())
        .row(
            now -> 1,
            System.getProperty("java.runtime.version", "unknown"),
            System.getProperty("java.vm.vendor", "unknown"),
            System.getProperty("java.runtime.name", "unknown")));
    if (assembly.hasOpenTelemetryNames()) {
      addOpenTelemetryFamilies(assembly);
    }
  }

  private static void addOpenTelemetryFamilies(Assembly assembly) {
    OperatingSystemMXBean bean = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    assembly.add(assembly
        .table(() -> bean)
        .gauge(
            "jvm_cpu_count",
            "Processors that the JVM may use.",
            OperatingSystemMXBean::getAvailableProcessors)
        .gauge(
            "jvm_cpu_recent_utilization_ratio",
            "Share of the machine's CPU that the JVM took lately.",
            now -> now.getProcessCpuLoad() < 0 ? Table.ABSENT : now.getProcessCpuLoad())
        .family(Descriptor.builder(MetricType.COUNTER, "jvm_cpu_time_seconds_total")
            .help("CPU time that the JVM took, user and system.")
            .unit("seconds")
            .build())
        .row(now -> now.getProcessCpuTime() < 0 ? Table.ABSENT : now.getProcessCpuTime() / 1e9));
  }
}
