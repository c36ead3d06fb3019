package dev.narthex.pools;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import com.github.benmanes.caffeine.cache.stats.StatsCounter;
import dev.narthex.Registry;
import dev.narthex.support.Await;
import dev.narthex.testing.Exposition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link CaffeineMetrics} tell of caches. */
class CaffeineMetricsTest {

  private final Registry registry = Registry.pedantic();
  private final CaffeineMetrics caches = CaffeineMetrics.register(registry);

  /** Nobody else needs the caches of these tests, and one that nobody needs is not shown. */
  private final List<Object> needed = new ArrayList<>();

  /** Counts that a cache has reached some day. */
  private record Recorded(CacheStats stats) implements StatsCounter {

    @Override
    public void recordHits(int count) {}

    @Override
    public void recordMisses(int count) {}

    @Override
    public void recordLoadSuccess(long loadTime) {}

    @Override
    public void recordLoadFailure(long loadTime) {}

    @Override
    public void recordEviction(int weight, com.github.benmanes.caffeine.cache.RemovalCause cause) {}

    @Override
    public CacheStats snapshot() {
      return stats;
    }
  }

  @Test
  void tellEverythingThatACacheCounts() {
    CacheStats stats = CacheStats.of(100, 20, 15, 5, 2_500_000_000L, 7, 70);
    Cache<String, String> cache = Caffeine.newBuilder()
        .maximumWeight(1000)
        .weigher((String key, String value) -> value.length())
        .recordStats(() -> new Recorded(stats))
        .build();
    cache.put("a", "four");
    cache.put("b", "fifteen");
    cache.cleanUp(); // or the weights come a moment later
    caches.add("prices", cache);
    needed.add(cache);

    assertThat(registry).exposes("""
        # HELP caffeine_cache_estimated_size Entries in the cache, about.
        # TYPE caffeine_cache_estimated_size gauge
        caffeine_cache_estimated_size{cache="prices"} 2
        # HELP caffeine_cache_eviction_total Entries that the cache itself removed, because it was full or they were too old.
        # TYPE caffeine_cache_eviction_total counter
        caffeine_cache_eviction_total{cache="prices"} 7
        # HELP caffeine_cache_eviction_weight_total Weight of the entries that were evicted.
        # TYPE caffeine_cache_eviction_weight_total counter
        caffeine_cache_eviction_weight_total{cache="prices"} 70
        # HELP caffeine_cache_hit_total Look-ups that found an entry.
        # TYPE caffeine_cache_hit_total counter
        caffeine_cache_hit_total{cache="prices"} 100
        # HELP caffeine_cache_load_duration_seconds Time that computing values took.
        # TYPE caffeine_cache_load_duration_seconds summary
        caffeine_cache_load_duration_seconds_sum{cache="prices"} 2.5
        caffeine_cache_load_duration_seconds_count{cache="prices"} 20
        # HELP caffeine_cache_load_failure_total Values that could not be computed.
        # TYPE caffeine_cache_load_failure_total counter
        caffeine_cache_load_failure_total{cache="prices"} 5
        # HELP caffeine_cache_loads_total Values that were computed, or tried to.
        # TYPE caffeine_cache_loads_total counter
        caffeine_cache_loads_total{cache="prices"} 20
        # HELP caffeine_cache_miss_total Look-ups that found no entry.
        # TYPE caffeine_cache_miss_total counter
        caffeine_cache_miss_total{cache="prices"} 20
        # HELP caffeine_cache_requests_total Look-ups, whether they found an entry or not.
        # TYPE caffeine_cache_requests_total counter
        caffeine_cache_requests_total{cache="prices"} 120
        # HELP caffeine_cache_weighted_size Weight of the entries in the cache.
        # TYPE caffeine_cache_weighted_size gauge
        caffeine_cache_weighted_size{cache="prices"} 11
        """);
  }

  @Test
  void followACacheThatIsUsed() {
    LoadingCache<String, Integer> cache = Caffeine.newBuilder().recordStats().build(String::length);
    caches.add("lengths", cache);
    needed.add(cache);

    assertThat(cache.get("four")).isEqualTo(4);
    assertThat(cache.get("four")).isEqualTo(4);

    assertThat(registry)
        .hasValue(1, "caffeine_cache_hit_total", "cache", "lengths")
        .hasValue(1, "caffeine_cache_miss_total", "cache", "lengths")
        .hasValue(1, "caffeine_cache_loads_total", "cache", "lengths")
        .hasValue(1, "caffeine_cache_estimated_size", "cache", "lengths")
        .hasNoFamilies("caffeine_cache_weighted_size");
  }

  @Test
  void showOnlyTheSizeOfACacheThatDoesNotCount() {
    Cache<String, String> cache = Caffeine.newBuilder().maximumSize(5).build();
    caches.add("silent", cache);
    needed.add(cache);

    assertThat(registry)
        .hasValue(0, "caffeine_cache_estimated_size", "cache", "silent")
        .hasSeriesCount(1);
  }

  @Test
  void tellOfAnAsynchronousCache() {
    AsyncCache<String, Integer> cache = Caffeine.newBuilder().recordStats().buildAsync();
    caches.add("lengths", cache);
    needed.add(cache);

    assertThat(cache.get("four", String::length).join()).isEqualTo(4);

    assertThat(registry).hasValue(1, "caffeine_cache_miss_total", "cache", "lengths");
  }

  @Test
  void doNotKeepACacheAlive() {
    caches.add("short", Caffeine.newBuilder().<String, String>build());

    Await.until("the cache is forgotten", () -> {
      System.gc();
      return Exposition.of(registry).familyCount() == 0;
    });
  }

  @Test
  void refuseANameThatIsTaken() {
    Cache<String, String> cache = Caffeine.newBuilder().build();
    caches.add("prices", cache);
    needed.add(cache);

    assertThatThrownBy(() -> caches.add("prices", cache))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The cache \"prices\" is there already");

    assertThat(caches.remove("prices")).isTrue();
    assertThat(registry).exposes("");
  }
}
