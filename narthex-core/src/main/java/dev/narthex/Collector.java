package dev.narthex;

import dev.narthex.model.Descriptor;
import java.util.List;

/**
 * A source of metrics that a {@link Registry} asks at each scrape. The metric types are collectors;
 * write your own to expose figures that something else already keeps.
 *
 * <pre>{@code
 * final class PoolCollector implements Collector {
 *   private static final Descriptor SIZE =
 *       Descriptor.builder(MetricType.GAUGE, "pool_connections")
 *           .help("Connections by state.")
 *           .labelNames("state")
 *           .build();
 *
 *   @Override
 *   public List<Descriptor> describe() {
 *     return List.of(SIZE);
 *   }
 *
 *   @Override
 *   public void collect(MetricSink sink) {
 *     sink.family(SIZE);
 *     sink.value(SIZE.labels("idle"), pool.idle());
 *     sink.value(SIZE.labels("busy"), pool.busy());
 *   }
 * }
 * }</pre>
 *
 * <p>A lambda will do where nothing is known in advance: {@code registry.register(sink -> …)}.
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
}
