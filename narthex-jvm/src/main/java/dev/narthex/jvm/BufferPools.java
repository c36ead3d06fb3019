package dev.narthex.jvm;

import dev.narthex.model.Descriptor;
import dev.narthex.model.MetricType;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Memory outside of the heap that buffers take, and how much of it there may be. */
final class BufferPools {

  private final List<BufferPoolMXBean> pools =
      ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);
  private final Table.Builder<List<BufferPoolMXBean>> table;
  private final String label;

  private BufferPools(Assembly assembly) {
    table = assembly.table(() -> pools);
    label = assembly.hasOpenTelemetryNames() ? "jvm_buffer_pool_name" : "pool";
  }

  static void addTo(Assembly assembly) {
    boolean openTelemetry = assembly.hasOpenTelemetryNames();
    BufferPools group = new BufferPools(assembly);
    group.add(
        openTelemetry ? "jvm_buffer_memory_used_bytes" : "jvm_buffer_pool_used_bytes",
        "bytes",
        "Memory that the buffers of a pool take.",
        BufferPoolMXBean::getMemoryUsed);
    group.add(
        openTelemetry ? "jvm_buffer_memory_limit_bytes" : "jvm_buffer_pool_capacity_bytes",
        "bytes",
        "Capacity of all buffers of a pool.",
        BufferPoolMXBean::getTotalCapacity);
    group.add(
        openTelemetry ? "jvm_buffer_count" : "jvm_buffer_pool_used_buffers",
        "",
        "Buffers in a pool.",
        BufferPoolMXBean::getCount);
    long max = maxDirectMemory();
    group
        .table
        .family(Descriptor.builder(MetricType.GAUGE, "jvm_direct_memory_max_bytes")
            .help("Memory that direct buffers may take at most.")
            .unit("bytes")
            .build())
        .row(now -> max);
    assembly.add(group.table);
  }

  private void add(
      String name, String unit, String help, ToDoubleFunction<BufferPoolMXBean> reading) {
    table.family(Descriptor.builder(MetricType.GAUGE, name)
        .help(help)
        .unit(unit)
        .labelNames(label)
        .build());
    for (BufferPoolMXBean pool : pools) {
      table.row(now -> unlessNegative(reading.applyAsDouble(pool)), pool.getName());
    }
  }

  private static double unlessNegative(double value) {
    return value < 0 ? Table.ABSENT : value;
  }

  /** Without the option, or with 0, the limit is the largest size of the heap. */
  private static long maxDirectMemory() {
    String option = DiagnosticOptions.value("MaxDirectMemorySize");
    long max = option == null ? 0 : Long.parseLong(option);
    return max == 0 ? Runtime.getRuntime().maxMemory() : max;
  }
}
