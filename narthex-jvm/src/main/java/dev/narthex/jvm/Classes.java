package dev.narthex.jvm;

import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;

/** Classes loaded and unloaded. */
final class Classes {

  private Classes() {}

  static void addTo(Assembly assembly) {
    ClassLoadingMXBean bean = ManagementFactory.getClassLoadingMXBean();
    boolean openTelemetry = assembly.hasOpenTelemetryNames();
    assembly.add(assembly
        .table(() -> bean)
        .gauge(
            openTelemetry ? "jvm_class_count" : "jvm_classes_currently_loaded",
            "Classes that are loaded now.",
            ClassLoadingMXBean::getLoadedClassCount)
        .counter(
            openTelemetry ? "jvm_class_loaded_total" : "jvm_classes_loaded_total",
            "Classes loaded since the start of the JVM.",
            ClassLoadingMXBean::getTotalLoadedClassCount)
        .counter(
            openTelemetry ? "jvm_class_unloaded_total" : "jvm_classes_unloaded_total",
            "Classes unloaded since the start of the JVM.",
            ClassLoadingMXBean::getUnloadedClassCount));
  }
}
