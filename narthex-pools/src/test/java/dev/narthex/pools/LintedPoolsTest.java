package dev.narthex.pools;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.zaxxer.hikari.HikariDataSource;
import dev.narthex.Registry;
import dev.narthex.exposition.Encoder;
import dev.narthex.exposition.EscapingScheme;
import dev.narthex.exposition.ExpositionFormat;
import dev.narthex.exposition.OutputBuffer;
import dev.narthex.jvm.JvmMetrics;
import dev.narthex.testing.lint.Lint;
import dev.narthex.testing.reader.ExposedFamily;
import dev.narthex.testing.reader.ExpositionReader;
import java.sql.Connection;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pools, executors and caches in one registry with the JVM: well named, and no two names clash. */
class LintedPoolsTest {

  private final Registry registry = Registry.pedantic();
  private final HikariDataSource connections = new HikariDataSource();
  private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
      1,
      2,
      1,
      TimeUnit.SECONDS,
      new LinkedBlockingQueue<>(3),
      new RejectionCounter(new ThreadPoolExecutor.AbortPolicy()));
  private final Cache<String, String> cache = Caffeine.newBuilder()
      .maximumWeight(1000)
      .weigher((String key, String value) -> value.length())
      .recordStats()
      .build();

  @BeforeEach
  void registerAll() throws Exception {
    JvmMetrics.register(registry);
    connections.setJdbcUrl("jdbc:h2:mem:");
    try (Connection one = connections.getConnection()) {
      assertThat(one.isClosed()).isFalse();
    }
    JdbcPoolMetrics.register(registry).add("orders", connections).add("own", new Everything());
    ExecutorMetrics.register(registry)
        .add("mail", threads)
        .add("common", ForkJoinPool.commonPool());
    CaffeineMetrics.register(registry).add("prices", cache);
  }

  @AfterEach
  void end() {
    connections.close();
    threads.shutdown();
    registry.close();
  }

  /** A pool that knows all that can be known of one. */
  private static final class Everything implements JdbcPoolStatistics {

    @Override
    public double maxOpenConnections() {
      return 1;
    }

    @Override
    public double openConnections() {
      return 2;
    }

    @Override
    public double inUseConnections() {
      return 3;
    }

    @Override
    public double idleConnections() {
      return 4;
    }

    @Override
    public double waitingThreads() {
      return 5;
    }

    @Override
    public double waitCount() {
      return 6;
    }

    @Override
    public double waitSeconds() {
      return 7;
    }

    @Override
    public double maxIdleClosed() {
      return 8;
    }

    @Override
    public double maxIdleTimeClosed() {
      return 9;
    }

    @Override
    public double maxLifetimeClosed() {
      return 10;
    }
  }

  @Test
  void noCheckFindsFaultWithThem() {
    Lint.all().check(registry).assertClean();
  }

  @Test
  void noTwoNamesClashInOpenMetrics() {
    OutputBuffer out = new OutputBuffer();
    Encoder encoder = ExpositionFormat.OPENMETRICS.encoder(out, EscapingScheme.UNDERSCORES);
    // Families of the JVM may come at any moment: only those before and after must be between.
    Set<String> lasting = names();
    registry.gather(encoder);
    encoder.finish();
    lasting.retainAll(names());

    assertThat(ExpositionReader.openMetrics(Arrays.copyOf(out.array(), out.size())))
        .extracting(ExposedFamily::name)
        .doesNotHaveDuplicates()
        .containsAll(lasting)
        .contains(
            "jdbc_pool_wait_count_total",
            "executor_rejected_tasks_total",
            "caffeine_cache_load_duration_seconds",
            "jvm_threads_peak");
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    registry.snapshot().forEach(family -> names.add(family.name()));
    return names;
  }
}
