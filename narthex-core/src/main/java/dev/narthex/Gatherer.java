package dev.narthex;

import dev.narthex.model.FamilySnapshot;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Something that can be scraped: a {@link Registry}, or several as one.
 *
 * <p>Unlike a {@link Collector} it keeps an order: families come by name, each once, series by
 * their labels, and no series twice. Where several registered metrics share a family and differ in
 * their constant labels, their series come metric by metric, ordered by those labels.
 *
 * <p>Thread-safe; gathering neither blocks nor delays those who count.
 *
 * @since 0.1
 */
public interface Gatherer {

  /**
   * Writes everything there is now.
   *
   * @param sink takes the samples, in order
   * @throws GatherException if something could not be gathered; it is thrown at the end, when all
   *     the rest is in the sink, so that a caller may choose between the rest and nothing
   */
  void gather(MetricSink sink);

  /**
   * Writes those families there are now whose names pass. A {@link Registry}, and several merged, do
   * not even ask the metrics and collectors that are known to write nothing else; one that does not
   * describe its families is asked, and what it writes is filtered.
   *
   * @param sink takes the samples, in order
   * @param familyNames tells which families to write, by the name that is exposed, a counter's with
   *     {@code _total}; may be asked more than once for a name
   * @throws GatherException as {@link #gather(MetricSink)} does
   */
  default void gather(MetricSink sink, Predicate<? super String> familyNames) {
    gather(new FilteringSink(sink, Objects.requireNonNull(familyNames, "familyNames")));
  }

  /**
   * A view that gathers some families only, as {@link #gather(MetricSink, Predicate)} does.
   *
   * @param familyNames tells which families to write; asked at each scrape, by any thread
   * @return a gatherer of those families
   */
  default Gatherer filtered(Predicate<? super String> familyNames) {
    return new FilteredGatherer(this, familyNames);
  }

  /**
   * Copies everything there is now.
   *
   * @return the families by name, each with at least one series
   * @throws GatherException if something could not be gathered
   */
  default List<FamilySnapshot> snapshot() {
    SnapshotSink sink = new SnapshotSink();
    gather(sink);
    return sink.families();
  }

  /**
   * Several registries as one. A family that is in more than one of them has the series of all; if
   * two say a different type, help or unit, or have the same series, the first one's stays and the
   * rest is reported as a failure.
   *
   * @param registries the registries, in order of precedence
   * @return a gatherer that asks them all
   */
  static Gatherer merged(Registry... registries) {
    return new MergedRegistries(List.of(registries));
  }
}
