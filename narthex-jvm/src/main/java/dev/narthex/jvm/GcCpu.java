package dev.narthex.jvm;

import dev.narthex.model.Descriptor;
import dev.narthex.model.MetricType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * CPU time that garbage collection takes, concurrent work included. JDK 26 and later tell it; before, on
 * Linux, it is that of the collector's own threads, which the JVM names. Serial has none of its own.
 */
final class GcCpu {

  /** What the names of these threads begin with, for each collector of the JDK but Serial. */
  private static final List<String> THREADS = List.of(
      "GC Thread#",
      "ParGC Thread#",
      "G1 Main Marker",
      "G1 Conc#",
      "G1 Refine#",
      "G1 Service",
      "ZDriver",
      "ZDirector",
      "ZWorker",
      "Shenandoah");

  private static final double TICKS_PER_SECOND = 100;

  private final Path tasks;

  /**
   * One in so many of the threads that do other work is looked at again in each scrape. A thread has
   * the name of another one for the moment in which it starts, and the number of one that ended.
   */
  static final int TURNS = 256;

  private final AtomicInteger turns = new AtomicInteger();

  /** The numbers of the threads that do other work, as of the last scrape. */
  private volatile Set<String> others = Set.of();

  private GcCpu(Path tasks) {
    this.tasks = tasks;
  }

  static void addTo(Assembly assembly) {
    DoubleSupplier seconds = source(Path.of("/proc"));
    if (seconds != null) {
      assembly.add(assembly
          .table(() -> seconds)
          .family(Descriptor.builder(MetricType.COUNTER, "jvm_gc_cpu_seconds_total")
              .help("CPU time that garbage collection took, concurrent work included.")
              .unit("seconds")
              .build())
          .row(DoubleSupplier::getAsDouble));
    }
  }

  private static @Nullable DoubleSupplier source(Path proc) {
    LaterGetter total = LaterGetter.find(
        MemoryMXBean.class, ManagementFactory.getMemoryMXBean(), "getTotalGcCpuTime", long.class);
    if (total != null) {
      return () -> total.get() / 1e9;
    }
    return LinuxProcess.isPresent(proc) ? ofTasks(proc.resolve("self/task")) : null;
  }

  /** Adds up what the threads of a process took that work for the garbage collector. */
  static DoubleSupplier ofTasks(Path tasks) {
    return new GcCpu(tasks)::secondsOfThreads;
  }

  private double secondsOfThreads() {
    String[] ids = tasks.toFile().list();
    if (ids == null) {
      return Table.ABSENT;
    }
    Set<String> known = others;
    Set<String> othersNow = new HashSet<>(2 * ids.length);
    int turn = turns.getAndIncrement() & (TURNS - 1);
    ProcText text = new ProcText();
    boolean found = false;
    long ticks = 0;
    for (String id : ids) {
      if (known.contains(id) && (id.hashCode() & (TURNS - 1)) != turn) {
        othersNow.add(id);
        continue;
      }
      try {
        text.read(tasks.resolve(id).resolve("stat"));
        if (isOfCollector(text)) {
          found = true;
          text.goBehindLast(')');
          text.skipFields(11); // state to cmajflt
          ticks += text.number() + text.number(); // utime, stime
        } else {
          othersNow.add(id);
        }
      } catch (IOException e) {
        // The thread has ended since its folder was listed.
      }
    }
    others = othersNow; // as good as what a scrape at the same time found
    return found ? ticks / TICKS_PER_SECOND : Table.ABSENT;
  }

  private static boolean isOfCollector(ProcText text) throws IOException {
    text.goBehindFirst('(');
    for (String name : THREADS) {
      if (text.isAt(name)) {
        return true;
      }
    }
    return false;
  }
}
