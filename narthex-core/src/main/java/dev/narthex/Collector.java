package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A source of metrics that a {@link Registry} asks at each scrape. The metric types are collectors;
 * write your own to expose figures that something else already keeps.
 *
 * <pre>{@code
 * static final Descriptor SIZE =
 *     Descriptor.builder(MetricType.GAUGE, "pool_connections")
 *         .help("Connections by state.")
 *         .labelNames("state")
 *         .build();
 * …
 * registry.register(Collector.describing(SIZE).collecting(sink -> {
 *   sink.family(SIZE);
 *   sink.value(SIZE.labels("idle"), pool.idle());
 *   sink.value(SIZE.labels("busy"), pool.busy());
 * }));
 * }</pre>
 *
 * <p>Where the families are not known in advance, the lambda alone will do: {@code
 * registry.register(sink -> …)}. A class that implements this interface serves as well.
 *
 * <p>Both methods are called by any thread, also by several at the same time.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Collector {

  /**
   * Writes what there is now. The registry checks what is written, and brings families and series
   * into order. If this throws, what was written before stays, the failure is reported with this
   * collector's name, and other collectors are not touched.
   *
   * @param sink takes the samples; not to be kept
   */
  void collect(MetricSink sink);

  /**
   * Says which families {@link #collect} can write, so that clashes are found at registration
   * instead of at a scrape.
   *
   * @return a descriptor for each family, always the same; empty when they are not known, then
   *     nothing is checked before a scrape
   */
  default List<Descriptor> describe() {
    return List.of();
  }

  /**
   * Begins a collector that says which families it writes.
   *
   * @param families what the collector can write, as {@link #describe} returns it; at least one
   * @return the description, to be given the code that writes
   * @throws IllegalArgumentException if there is no family
   */
  static Description describing(Descriptor... families) {
    List<Descriptor> described = List.of(families);
    if (described.isEmpty()) {
      throw new IllegalArgumentException("describing() got no family. Name at least one, or"
          + " register the lambda itself where the families are not known in advance.");
    }
    return body -> new DescribedCollector(described, body);
  }

  /**
   * The families of a collector whose code is still to come.
   *
   * @since 0.1
   */
  @FunctionalInterface
  interface Description {

    /**
     * Makes the collector.
     *
     * @param body writes what there is now, as {@link Collector#collect} does
     * @return a collector of these families
     */
    Collector collecting(Consumer<? super MetricSink> body);
  }

  /**
   * This collector with a prefix before the name of each family. To register many under one prefix,
   * use {@link Registry#withPrefix}.
   *
   * @param prefix put before names as it is; it usually ends with an underscore
   * @return a collector that writes the same under longer names
   */
  default Collector withPrefix(String prefix) {
    return RenamedCollector.of(this, prefix, Labels.EMPTY);
  }

  /**
   * This collector with constant labels on each series. To register many with the same labels, use
   * {@link Registry#withLabels}.
   *
   * <p>A label that a family has already is found when the collector is registered, if it describes
   * its families, else at the scrape.
   *
   * @param labels the labels to add
   * @return a collector that writes the same with more labels
   * @throws IllegalArgumentException if one of them was put around this collector already
   */
  default Collector withLabels(Labels labels) {
    return RenamedCollector.of(this, "", labels);
  }

  /**
   * This collector asked at most once in a time; in between, what it wrote is written again. For a
   * source that is expensive to ask and changes slowly.
   *
   * <p>The time is counted from the beginning of one collection to that of the next. Of several
   * scrapes at once, one asks this collector and the others write the last copy, however old it is;
   * only before the first copy they wait for it. When this collector fails, the scrape reports that
   * as without the cache, with what was written before the failure, and the next scrape asks again.
   *
   * <p>One copy is kept, as large as what this collector writes. To ask a source neither often nor
   * for long, limit its time first: {@code collector.timeLimited(…).cachedFor(…)}.
   *
   * @param time how long what was written may be used again; positive
   * @return a collector of the same families
   * @throws IllegalArgumentException if the time is zero or negative
   */
  default Collector cachedFor(Duration time) {
    return new CachedCollector(this, time, TimeSource.SYSTEM);
  }

  /**
   * This collector asked on another thread, and waited for no longer than a budget. For a source that
   * may hang: the scrape then goes on without it.
   *
   * <p>A collector that is over its budget is skipped in this scrape: none of what it wrote is
   * exposed, the scrape reports it as a failure, and its thread is interrupted. What it still writes is
   * thrown away. Until it has ended, it is not begun again, and each scrape skips it at once. A scrape
   * that comes while a run is within its budget shares that run. What this collector throws within its
   * budget is reported as without the limit.
   *
   * <p>Give an executor with a few threads of its own, and stop it when it is no longer needed:
   * Narthex starts no thread. An executor that runs tasks on the thread that brings them takes away
   * the limit. It must run each task or refuse it with an exception, never drop it without a word.
   *
   * @param budget how long a scrape may wait for this collector; positive, and well below the time
   *     after which Prometheus gives up the scrape, by default 10 seconds
   * @param executor runs this collector, one run at a time
   * @return a collector of the same families
   * @throws IllegalArgumentException if the budget is zero or negative
   */
  default Collector timeLimited(Duration budget, Executor executor) {
    return new TimeLimitedCollector(this, budget, executor, TimeSource.SYSTEM);
  }
}
