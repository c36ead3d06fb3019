package dev.narthex.jvm;

import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.MetricSink;
import dev.narthex.model.Descriptor;
import dev.narthex.model.MetricType;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bytes allocated in each memory pool and bytes promoted to the old generation, from what the pools held
 * before and after each collection. So both stand still between collections. Memory that a collection
 * frees while others allocate hides what they allocate: with collectors that work beside the program
 * the numbers are lower bounds.
 */
final class Allocation implements GcListening {

  private static final String ALLOCATED = "jvm_memory_pool_allocated_bytes_total";
  private static final String PROMOTED = "jvm_gc_promoted_bytes_total";

  private final @Nullable Family<Counter> allocated;
  private final @Nullable Counter promoted;
  private final GcSubscription subscription;

  /** What each pool held after the collection before; guarded by this. As many as there are pools. */
  private final Map<String, Long> usedLast = new HashMap<>();

  private Allocation(boolean allocated, boolean promoted) {
    this.allocated = !allocated
        ? null
        : Counter.builder(ALLOCATED)
            .help("Bytes allocated in a memory pool, as of its last collection.")
            .unit("bytes")
            .labelNames("pool")
            .build();
    this.promoted = !promoted
        ? null
        : Counter.builder(PROMOTED)
            .help("Bytes that collections moved to the old generation.")
            .unit("bytes")
            .build();
    this.subscription = GcSubscription.open(this::count);
  }

  static void addTo(Assembly assembly) {
    boolean allocated = assembly.wants(ALLOCATED);
    boolean promoted = assembly.wants(PROMOTED) && hasGenerations();
    if (allocated || promoted) {
      assembly.add(new Allocation(allocated, promoted));
    }
    addThreadsTo(assembly);
  }

  /** JDK 21 and later add up what each thread allocated, as it does so. */
  private static void addThreadsTo(Assembly assembly) {
    com.sun.management.ThreadMXBean bean =
        ManagementFactory.getPlatformMXBean(com.sun.management.ThreadMXBean.class);
    LaterGetter total = bean == null
        ? null
        : LaterGetter.find(
            com.sun.management.ThreadMXBean.class,
            bean,
            "getTotalThreadAllocatedBytes",
            long.class);
    if (total != null) {
      assembly.add(assembly
          .table(() -> total)
          .family(Descriptor.builder(MetricType.COUNTER, "jvm_threads_allocated_bytes_total")
              .help("Bytes that all threads allocated on the heap, those that have ended included.")
              .unit("bytes")
              .build())
          .row(LaterGetter::get));
    }
  }

  private static boolean hasGenerations() {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (isOld(pool.getName())) {
        return true;
      }
    }
    return false;
  }

  /** Parallel and G1 say "Old Gen", Serial says "Tenured Gen", generational ZGC "Old Generation". */
  private static boolean isOld(String pool) {
    return pool.endsWith("Old Gen")
        || pool.endsWith("Tenured Gen")
        || pool.endsWith("Old Generation");
  }

  synchronized void count(GcEvent event) {
    if (!event.tellsMemory()) {
      return;
    }
    for (Map.Entry<String, MemoryUsage> entry : event.before().entrySet()) {
      String pool = entry.getKey();
      MemoryUsage usageAfter = event.after().get(pool);
      if (usageAfter != null) {
        count(pool, entry.getValue().getUsed(), usageAfter.getUsed());
      }
    }
  }

  /** A pool grows between collections, where it is allocated in, or in them, where it is copied to. */
  private void count(String pool, long before, long after) {
    Long last = usedLast.put(pool, after);
    long between = Math.max(0, before - (last == null ? 0 : last));
    long within = Math.max(0, after - before);
    if (allocated != null && between + within > 0) {
      allocated.with(pool).add(between + within);
    }
    if (promoted != null && isOld(pool)) {
      promoted.add(within);
    }
  }

  @Override
  public List<Descriptor> describe() {
    List<Descriptor> described = new ArrayList<>();
    if (allocated != null) {
      described.add(allocated.descriptor());
    }
    if (promoted != null) {
      described.add(promoted.descriptor());
    }
    return List.copyOf(described);
  }

  @Override
  public void collect(MetricSink sink) {
    if (allocated != null) {
      allocated.collect(sink);
    }
    if (promoted != null) {
      promoted.collect(sink);
    }
  }

  @Override
  public void close() {
    subscription.close();
  }
}
