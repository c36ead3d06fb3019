package dev.narthex.jvm;

import dev.narthex.model.Descriptor;
import dev.narthex.model.MetricType;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Memory by pool, now and after the last collection. The JVM has the same pools as long as it runs. */
final class MemoryPools {

  /** One look at all pools; a usage is null where the JVM does not tell it. */
  private static final class Now {
    final @Nullable MemoryUsage[] current;
    final @Nullable MemoryUsage[] afterCollection;

    Now(List<MemoryPoolMXBean> pools) {
      current = new MemoryUsage[pools.size()];
      afterCollection = new MemoryUsage[pools.size()];
      for (int i = 0; i < pools.size(); i++) {
        current[i] = pools.get(i).getUsage();
        afterCollection[i] = pools.get(i).getCollectionUsage();
      }
    }
  }

  private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
  private final Table.Builder<Now> table;

  private MemoryPools(Assembly assembly) {
    table = assembly.table(() -> new Now(pools));
  }

  static void addTo(Assembly assembly) {
    MemoryPools group = new MemoryPools(assembly);
    if (assembly.hasOpenTelemetryNames()) {
      group.addOpenTelemetryFamilies();
    } else {
      group.addFamilies();
    }
    assembly.add(group.table);
  }

  private void addFamilies() {
    for (MemoryFigure figure : MemoryFigure.values()) {
      table.family(family("jvm_memory_pool_" + figure.word() + "_bytes")
          .help(figure.meaning + ", by memory pool.")
          .labelNames("pool")
          .build());
      for (int i = 0; i < pools.size(); i++) {
        int pool = i;
        table.row(now -> figure.of(now.current[pool]), name(i));
      }
    }
    for (MemoryFigure figure : MemoryFigure.values()) {
      table.family(family("jvm_memory_pool_collection_" + figure.word() + "_bytes")
          .help(figure.meaning + " after the last collection of the memory pool.")
          .labelNames("pool")
          .build());
      for (int i = 0; i < pools.size(); i++) {
        int pool = i;
        if (isCollected(i)) {
          table.row(now -> figure.of(now.afterCollection[pool]), name(i));
        }
      }
    }
  }

  private void addOpenTelemetryFamilies() {
    for (MemoryFigure figure : MemoryFigure.values()) {
      String word = figure == MemoryFigure.MAX ? "limit" : figure.word();
      table.family(family("jvm_memory_" + word + "_bytes")
          .help(figure.meaning + ", by memory pool.")
          .labelNames("jvm_memory_type", "jvm_memory_pool_name")
          .build());
      for (int i = 0; i < pools.size(); i++) {
        int pool = i;
        table.row(now -> figure.of(now.current[pool]), openTelemetryType(i), name(i));
      }
    }
    table.family(family("jvm_memory_used_after_last_gc_bytes")
        .help("Bytes in use after the last collection of the memory pool.")
        .labelNames("jvm_memory_type", "jvm_memory_pool_name")
        .build());
    for (int i = 0; i < pools.size(); i++) {
      int pool = i;
      if (isCollected(i)) {
        table.row(
            now -> MemoryFigure.USED.of(now.afterCollection[pool]), openTelemetryType(i), name(i));
      }
    }
  }

  private static Descriptor.Builder family(String name) {
    return Descriptor.builder(MetricType.GAUGE, name).unit("bytes");
  }

  private String name(int pool) {
    return pools.get(pool).getName();
  }

  private String openTelemetryType(int pool) {
    return pools.get(pool).getType() == MemoryType.HEAP ? "heap" : "non_heap";
  }

  /** Whether the JVM tells what was in use after a collection; it does so for pools of the heap. */
  private boolean isCollected(int pool) {
    return pools.get(pool).getCollectionUsage() != null;
  }
}
