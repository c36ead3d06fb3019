package dev.narthex.jvm;

import dev.narthex.Collector;
import dev.narthex.MetricSink;
import dev.narthex.Registry;
import dev.narthex.model.Descriptor;
import dev.narthex.model.MetricType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the container that the program runs in may use, uses and waits for: CPU quota and throttling,
 * memory, pressure. A JVM that is slow for no reason of its own is often one that is stopped by its
 * quota.
 *
 * <pre>{@code
 * ContainerMetrics.register(Registry.defaultRegistry());
 * }</pre>
 *
 * <p>It is read from the cgroup of the process, version 1 or 2 or each for some controllers, whether a
 * container, a service or nothing made it. The names begin with {@code cgroup_}, so that they do not add
 * up with those of cAdvisor, which tells of the same containers from outside.
 *
 * <p>Limits are the lowest of the group's own and those around it that can be seen; a limit that is not
 * set is left out, as is all that the kernel does not tell. Where there are no cgroups, there are no
 * metrics. The cgroup is looked for once, when the collector is made.
 *
 * <p>Thread-safe. A scrape reads some ten small files.
 *
 * @since 0.1
 */
public final class ContainerMetrics implements Collector {

  private static final Descriptor PRESSURE = Descriptor.builder(
          MetricType.COUNTER, "cgroup_pressure_seconds_total")
      .help(
          "Time for which tasks of the container waited for a resource: some of them, or in full all"
              + " at once.")
      .unit("seconds")
      .labelNames("resource", "stalled")
      .build();

  private final List<CgroupSource> sources = new ArrayList<>();
  private final Map<CgroupPressure, Path> pressure = new EnumMap<>(CgroupPressure.class);
  private final Table<CgroupReading> table;

  private ContainerMetrics(Path root) {
    CgroupPaths paths = CgroupPaths.of(root);
    CgroupFolder cpu = paths.find("cpu");
    CgroupFolder memory = paths.find("memory");
    if (cpu != null) {
      sources.add(new CgroupCpu(cpu, paths.find("cpuacct")));
    }
    if (memory != null) {
      sources.add(new CgroupMemory(memory));
    }
    findPressure(paths);
    table = table();
  }

  /** Only version 2 tells it of a group. */
  private void findPressure(CgroupPaths paths) {
    CgroupFolder unified = paths.unified();
    if (unified != null) {
      for (CgroupPressure kind : CgroupPressure.values()) {
        Path file = unified.file(kind.file());
        if (file != null) {
          pressure.put(kind, file);
        }
      }
    }
  }

  private Table<CgroupReading> table() {
    Table.Builder<CgroupReading> builder = new Table.Builder<>(this::read, family -> true);
    Set<CgroupFigure> figures = EnumSet.noneOf(CgroupFigure.class);
    sources.forEach(source -> source.addFiguresTo(figures));
    for (CgroupFigure figure : figures) {
      builder.family(figure.descriptor()).row(reading -> reading.get(figure));
    }
    builder.family(PRESSURE);
    for (CgroupPressure kind : pressure.keySet()) {
      builder.row(reading -> reading.get(kind), kind.resource, kind.stalled);
    }
    return builder.build();
  }

  /**
   * Makes the collector without registering it.
   *
   * @return a new collector of the cgroup that the process is in
   */
  public static ContainerMetrics create() {
    return of(Path.of("/"));
  }

  /** Makes the collector for a file system that begins elsewhere. For tests, which have recorded one. */
  static ContainerMetrics of(Path root) {
    return new ContainerMetrics(root);
  }

  /**
   * Makes the collector and registers it.
   *
   * @param registry the registry that will expose the metrics, or a view that gives them labels
   * @return the new collector
   * @throws IllegalArgumentException if a name is taken, as when it is registered already; then nothing
   *     is registered. Use a {@linkplain Registry#withPrefix view}
   */
  public static ContainerMetrics register(Registry registry) {
    return registry.register(create());
  }

  @Override
  public List<Descriptor> describe() {
    return table.describe();
  }

  @Override
  public void collect(MetricSink sink) {
    table.collect(sink);
  }

  private CgroupReading read() {
    CgroupReading now = new CgroupReading();
    ProcText text = new ProcText();
    for (CgroupSource source : sources) {
      source.read(text, now);
    }
    pressure.forEach(
        (kind, file) -> CgroupSource.attempt(() -> readPressure(kind, file, text, now)));
    return now;
  }

  /** A line is {@code some avg10=0.00 avg60=0.00 avg300=0.00 total=<microseconds>}. */
  private static void readPressure(
      CgroupPressure kind, Path file, ProcText text, CgroupReading into) throws IOException {
    text.read(file);
    text.goBehindRequiredLineStart(kind.stalled + " ");
    text.skipFields(3);
    if (text.goBehindLineStart(" total=")) { // the rest of this line
      into.put(kind, text.number() / 1e6);
    }
  }
}
