package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import java.util.List;

/**
 * A collector under other names. A registry takes it apart when it is registered: so a metric still
 * streams, and the collector inside is what is known to be there.
 */
final class RenamedCollector extends WrappingCollector {

  private final Collector collector;
  private final Renaming renaming;

  private RenamedCollector(Collector collector, Renaming renaming) {
    this.collector = collector;
    this.renaming = renaming;
  }

  /** Puts a prefix and labels around a collector, outside of those that it may have already. */
  static RenamedCollector of(Collector collector, String prefix, Labels labels) {
    Renaming outer = Renaming.NONE.around(prefix, labels);
    return new RenamedCollector(unwrapped(collector), within(outer, collector));
  }

  /** A registered collector with what its view does to it, so that it means the same without it. */
  static Collector asPassed(Source source) {
    return source.renaming().isNone()
        ? source.collector()
        : new RenamedCollector(source.collector(), source.renaming());
  }

  /** The collector inside, which is not renamed itself. */
  static Collector unwrapped(Collector collector) {
    return collector instanceof RenamedCollector renamed ? renamed.collector : collector;
  }

  /** What happens to the unwrapped collector where {@code collector} is renamed by {@code outer}. */
  static Renaming within(Renaming outer, Collector collector) {
    return collector instanceof RenamedCollector renamed ? outer.around(renamed.renaming) : outer;
  }

  @Override
  Object wrapped() {
    return collector;
  }

  @Override
  public List<Descriptor> describe() {
    return collector.describe().stream().map(renaming::of).toList();
  }

  @Override
  public void collect(MetricSink sink) {
    collector.collect(new RenamingSink(renaming, sink));
  }
}
