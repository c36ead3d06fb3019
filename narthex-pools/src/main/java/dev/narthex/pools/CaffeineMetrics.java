package dev.narthex.pools;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import dev.narthex.Collector;
import dev.narthex.MetricSink;
import dev.narthex.Registry;
import dev.narthex.model.Descriptor;
import java.util.List;

/**
 * How well caches of Caffeine work: hits, misses, evictions, loads, size, with the label {@code cache},
 * under the names that Prometheus's Java client has.
 *
 * <pre>{@code
 * CaffeineMetrics caches = CaffeineMetrics.register(registry);
 * caches.add("prices", Caffeine.newBuilder().recordStats().maximumSize(1000).build());
 * }</pre>
 *
 * <p>A cache made without {@code recordStats()} does not count; of it only the size is shown. Only caches
 * with a weigher have weights.
 *
 * <p>A cache is held weakly, see the {@linkplain dev.narthex.pools package}, so the program must keep it,
 * as it does to use it.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class CaffeineMetrics implements Collector {

  private final PoolTable table = CacheFigure.table();

  private CaffeineMetrics() {}

  /**
   * Makes the collector without registering it.
   *
   * @return a new collector without caches
   */
  public static CaffeineMetrics create() {
    return new CaffeineMetrics();
  }

  /**
   * Makes the collector and registers it.
   *
   * @param registry the registry that will expose the metrics
   * @return the new collector, without caches
   * @throws IllegalArgumentException if a name is taken, as when there is such a collector already; then
   *     nothing is registered. Add the cache to that one
   */
  public static CaffeineMetrics register(Registry registry) {
    return registry.register(create());
  }

  /**
   * Adds a cache.
   *
   * @param name what the label {@code cache} will say
   * @param cache the cache
   * @return this
   * @throws IllegalArgumentException if another cache has the name
   * @throws IllegalStateException if there are 1,000 caches already
   */
  public CaffeineMetrics add(String name, Cache<?, ?> cache) {
    table.add(name, new WeakPool<>(cache, any -> false, CaffeineMetrics::read));
    return this;
  }

  /**
   * Adds an asynchronous cache.
   *
   * @param name what the label {@code cache} will say
   * @param cache the cache
   * @return this
   * @throws IllegalArgumentException if another cache has the name
   * @throws IllegalStateException if there are 1,000 caches already
   */
  public CaffeineMetrics add(String name, AsyncCache<?, ?> cache) {
    table.add(
        name, new WeakPool<>(cache, any -> false, (held, into) -> read(held.synchronous(), into)));
    return this;
  }

  /**
   * Forgets a cache.
   *
   * @param name the name it was added with
   * @return whether it was there
   */
  public boolean remove(String name) {
    return table.remove(name);
  }

  private static void read(Cache<?, ?> cache, double[] into) {
    CacheFigure.SIZE.put((double) cache.estimatedSize(), into);
    Policy<?, ?> policy = cache.policy();
    policy
        .eviction()
        .ifPresent(eviction -> eviction
            .weightedSize()
            .ifPresent(weight -> CacheFigure.WEIGHT.put((double) weight, into)));
    if (!policy.isRecordingStats()) {
      return;
    }
    CacheStats stats = cache.stats();
    CacheFigure.HITS.put((double) stats.hitCount(), into);
    CacheFigure.MISSES.put((double) stats.missCount(), into);
    CacheFigure.REQUESTS.put((double) stats.requestCount(), into);
    CacheFigure.EVICTIONS.put((double) stats.evictionCount(), into);
    CacheFigure.EVICTION_WEIGHT.put((double) stats.evictionWeight(), into);
    CacheFigure.LOADS.put((double) stats.loadCount(), into);
    CacheFigure.LOAD_FAILURES.put((double) stats.loadFailureCount(), into);
    CacheFigure.LOAD_SECONDS.put(stats.totalLoadTime() / 1e9, into);
  }

  @Override
  public List<Descriptor> describe() {
    return table.describe();
  }

  @Override
  public void collect(MetricSink sink) {
    table.collect(sink);
  }
}
