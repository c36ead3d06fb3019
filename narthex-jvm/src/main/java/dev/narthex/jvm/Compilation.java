package dev.narthex.jvm;

import dev.narthex.model.Descriptor;
import dev.narthex.model.MetricType;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/** Time spent in just-in-time compilation, by all its threads together. */
final class Compilation {

  private Compilation() {}

  static void addTo(Assembly assembly) {
    CompilationMXBean bean = ManagementFactory.getCompilationMXBean();
    if (bean == null || !bean.isCompilationTimeMonitoringSupported()) {
      return; // the JVM only interprets
    }
    assembly.add(assembly
        .table(() -> bean)
        .family(Descriptor.builder(MetricType.COUNTER, "jvm_compilation_time_seconds_total")
            .help("Time spent in just-in-time compilation, by all its threads together.")
            .unit("seconds")
            .build())
        .row(now -> now.getTotalCompilationTime() / 1e3));
  }
}
