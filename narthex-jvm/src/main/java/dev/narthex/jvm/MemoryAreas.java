package dev.narthex.jvm;

import dev.narthex.model.Descriptor;
import dev.narthex.model.MetricType;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;

/** Memory by area: the heap and all else that the JVM manages. */
final class MemoryAreas {

  private record Now(MemoryUsage heap, MemoryUsage nonHeap, int pendingFinalization) {}

  private MemoryAreas() {}

  static void addTo(Assembly assembly) {
    MemoryMXBean bean = ManagementFactory.getMemoryMXBean();
    Table.Builder<Now> table = assembly.table(() -> new Now(
        bean.getHeapMemoryUsage(),
        bean.getNonHeapMemoryUsage(),
        bean.getObjectPendingFinalizationCount()));
    if (!assembly.hasOpenTelemetryNames()) { // OpenTelemetry adds the pools up instead
      for (MemoryFigure figure : MemoryFigure.values()) {
        table
            .family(Descriptor.builder(MetricType.GAUGE, "jvm_memory_" + figure.word() + "_bytes")
                .help(figure.meaning + ", by memory area.")
                .unit("bytes")
                .labelNames("area")
                .build())
            .row(now -> figure.of(now.heap), "heap")
            .row(now -> figure.of(now.nonHeap), "nonheap");
      }
    }
    table.gauge(
        "jvm_memory_objects_pending_finalization",
        "Objects that wait for their finalizer.",
        Now::pendingFinalization);
    assembly.add(table);
  }
}
