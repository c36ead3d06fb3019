package dev.narthex.jvm;

import dev.narthex.Collector;
import dev.narthex.MetricSink;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Quantiles;
import dev.narthex.model.SummaryData;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** How many collections there were and how long they took, as the JVM itself counts them. */
final class GcCollections implements Collector {

  private static final Descriptor FAMILY = Descriptor.builder(
          MetricType.SUMMARY, "jvm_gc_collection_seconds")
      .help("Time that collections took, by garbage collector.")
      .unit("seconds")
      .labelNames("gc")
      .build();

  private final List<Totals> collectors = new ArrayList<>();

  private GcCollections() {
    for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      collectors.add(new Totals(bean, FAMILY.labels(bean.getName())));
    }
  }

  static void addTo(Assembly assembly) {
    // OpenTelemetry has one histogram for all that collections do.
    if (!assembly.hasOpenTelemetryNames() && assembly.wants(FAMILY.name())) {
      assembly.add(new GcCollections());
    }
  }

  @Override
  public List<Descriptor> describe() {
    return List.of(FAMILY);
  }

  @Override
  public void collect(MetricSink sink) {
    sink.family(FAMILY);
    for (Totals totals : collectors) {
      sink.summary(totals.labels, totals);
    }
  }

  /** Reads through to the bean of one collector. */
  private record Totals(GarbageCollectorMXBean bean, Labels labels) implements SummaryData {

    @Override
    public Quantiles quantiles() {
      return Quantiles.NONE;
    }

    @Override
    public double quantileValue(int index) {
      throw new IndexOutOfBoundsException(index);
    }

    @Override
    public long count() {
      return Math.max(0, bean.getCollectionCount());
    }

    @Override
    public double sum() {
      return Math.max(0, bean.getCollectionTime()) / 1e3;
    }
  }
}
