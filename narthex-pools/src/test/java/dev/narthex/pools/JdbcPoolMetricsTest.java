package dev.narthex.pools;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.narthex.GatherException;
import dev.narthex.Registry;
import dev.narthex.testing.Exposition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.tomcat.jdbc.pool.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** What {@link JdbcPoolMetrics} tell of the pools of three libraries, and of others. */
class JdbcPoolMetricsTest {

  private static final String URL = "jdbc:h2:mem:";

  private final Registry registry = Registry.pedantic();
  private final JdbcPoolMetrics pools = JdbcPoolMetrics.register(registry);

  @Test
  @SuppressWarnings("try") // closed on purpose, and after a failure
  void tellOfHikari() throws SQLException {
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl(URL);
      pool.setMaximumPoolSize(3);
      pool.setMinimumIdle(0);
      pools.add("orders", pool);
      assertThat(registry).as("not started").exposes("");

      try (Connection one = pool.getConnection();
          Connection other = pool.getConnection()) {
        assertThat(one).isNotSameAs(other);
        // All that it may have: where one more is allowed, it now and then makes one that nobody
        // needs.
        pool.getConnection().close();
        pool.getHikariConfigMXBean().setMaximumPoolSize(4);
        assertThat(registry)
            .hasValue(1, "jdbc_pool_idle_connections", "pool", "orders")
            .hasValue(2, "jdbc_pool_in_use_connections", "pool", "orders")
            .hasValue(4, "jdbc_pool_max_open_connections", "pool", "orders")
            .hasValue(3, "jdbc_pool_open_connections", "pool", "orders")
            .hasValue(0, "jdbc_pool_waiting_threads", "pool", "orders")
            .hasSeriesCount(5);
      }

      pool.close();
      assertThat(registry).as("closed").exposes("");
    }
  }

  @Test
  void tellOfTomcatsPool() throws SQLException {
    DataSource pool = new DataSource();
    pool.setUrl(URL);
    pool.setDriverClassName("org.h2.Driver");
    pool.setMaxActive(4);
    pool.setMinIdle(0);
    pool.setMaxIdle(4);
    pool.setInitialSize(2);
    pools.add("orders", pool);
    assertThat(registry).as("not started").exposes("");
    assertThat(registry).as("still not started").exposes("");

    try (Connection connection = pool.getConnection()) {
      assertThat(connection.isClosed()).isFalse();
      assertThat(registry)
          .hasValue(1, "jdbc_pool_idle_connections", "pool", "orders")
          .hasValue(1, "jdbc_pool_in_use_connections", "pool", "orders")
          .hasValue(4, "jdbc_pool_max_open_connections", "pool", "orders")
          .hasValue(2, "jdbc_pool_open_connections", "pool", "orders")
          .hasValue(0, "jdbc_pool_waiting_threads", "pool", "orders")
          .hasSeriesCount(5);
    }

    pool.close();
    assertThat(registry).as("closed").exposes("");
  }

  @Test
  @SuppressWarnings("try") // closed on purpose, and after a failure
  void tellOfCommonsDbcp() throws SQLException {
    try (BasicDataSource pool = new BasicDataSource()) {
      pool.setUrl(URL);
      pool.setMaxTotal(5);
      pools.add("orders", pool);

      try (Connection one = pool.getConnection()) {
        pool.getConnection().close();
        assertThat(one.isClosed()).isFalse();
        assertThat(registry)
            .hasValue(1, "jdbc_pool_idle_connections", "pool", "orders")
            .hasValue(1, "jdbc_pool_in_use_connections", "pool", "orders")
            .hasValue(5, "jdbc_pool_max_open_connections", "pool", "orders")
            .hasValue(2, "jdbc_pool_open_connections", "pool", "orders")
            .hasSeriesCount(4);
      }

      pool.setMaxTotal(-1);
      assertThat(registry).as("no limit").hasNoFamilies("jdbc_pool_max_open_connections");

      pool.close();
      assertThat(registry).as("closed").exposes("");
    }
  }

  @Test
  void tellOfAPoolThatTellsOfItself() {
    pools.add("own", new JdbcPoolStatistics() {
      @Override
      public double openConnections() {
        return 7;
      }

      @Override
      public double waitSeconds() {
        return 0.25;
      }

      @Override
      public double maxLifetimeClosed() {
        return 3;
      }
    });

    assertThat(registry).exposes("""
        # HELP jdbc_pool_max_lifetime_closed_total Connections closed because they were too old.
        # TYPE jdbc_pool_max_lifetime_closed_total counter
        jdbc_pool_max_lifetime_closed_total{pool="own"} 3
        # HELP jdbc_pool_open_connections Connections that the pool has, in use or idle.
        # TYPE jdbc_pool_open_connections gauge
        jdbc_pool_open_connections{pool="own"} 7
        # HELP jdbc_pool_wait_duration_seconds_total Time for which somebody waited for a connection.
        # TYPE jdbc_pool_wait_duration_seconds_total counter
        jdbc_pool_wait_duration_seconds_total{pool="own"} 0.25
        """);
  }

  /** A pool whose numbers the test sets. */
  private static final class Pool implements JdbcPoolStatistics {

    double open = 1;
    double waits;

    @Override
    public double openConnections() {
      if (open < 0) {
        throw new IllegalStateException("the pool is broken");
      }
      return open;
    }

    @Override
    public double waitCount() {
      return waits;
    }
  }

  @Test
  void areToldApartByTheNameAlone() {
    pools.add("a", new Pool()).add("b", new Pool());

    assertThat(registry)
        .hasValue(1, "jdbc_pool_open_connections", "pool", "a")
        .hasValue(1, "jdbc_pool_open_connections", "pool", "b")
        .hasValue(0, "jdbc_pool_wait_count_total", "pool", "a")
        .hasValue(0, "jdbc_pool_wait_count_total", "pool", "b")
        .hasSeriesCount(4);
  }

  @Test
  void doNotLetOnePoolHideTheOthers() {
    Pool broken = new Pool();
    broken.open = -1;
    pools.add("a", broken).add("b", new Pool());

    assertThatThrownBy(() -> Exposition.of(registry))
        .isInstanceOf(GatherException.class)
        .hasMessageContaining("The pool \"a\" could not be read: ")
        .hasMessageContaining("the pool is broken");

    broken.open = 2;
    assertThat(registry)
        .hasValue(2, "jdbc_pool_open_connections", "pool", "a")
        .hasValue(1, "jdbc_pool_open_connections", "pool", "b");
  }

  @Test
  void nameEachPoolThatCannotBeRead() {
    Pool broken = new Pool();
    broken.open = -1;
    pools.add("a", broken).add("b", broken);

    GatherException failed =
        catchThrowableOfType(GatherException.class, () -> Exposition.of(registry));

    Throwable cause = failed.failures().get(0).cause();
    assertThat(List.of(cause.getMessage(), cause.getSuppressed()[0].getMessage()))
        .satisfiesExactlyInAnyOrder(
            message -> assertThat(message).startsWith("The pool \"a\" could not be read: "),
            message -> assertThat(message).startsWith("The pool \"b\" could not be read: "));
  }

  @Test
  void neverLetATotalGoBack() {
    Pool pool = new Pool();
    pool.waits = 9;
    pools.add("a", pool);
    assertThat(registry).hasValue(9, "jdbc_pool_wait_count_total", "pool", "a");

    pool.waits = 8;

    assertThat(registry).hasValue(9, "jdbc_pool_wait_count_total", "pool", "a");
  }

  @Test
  void refuseANameThatIsTaken() {
    pools.add("a", new Pool());

    assertThatThrownBy(() -> pools.add("a", new Pool()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The pool \"a\" is there already, and two would share each series."
            + " Choose another name, or remove(\"a\") it first.");

    assertThat(pools.remove("a")).isTrue();
    assertThat(pools.remove("a")).isFalse();
    pools.add("a", new Pool());
    assertThat(registry).hasValue(1, "jdbc_pool_open_connections", "pool", "a");
  }

  @Test
  void giveTheNameOfAPoolThatWasClosedToTheNext() {
    HikariDataSource closed = new HikariDataSource();
    pools.add("a", closed);
    closed.close();

    pools.add("a", new Pool());

    assertThat(registry).hasValue(1, "jdbc_pool_open_connections", "pool", "a");
  }

  @Test
  void refuseADataSourceThatTheyDoNotKnow() {
    assertThatThrownBy(() -> pools.add("a", new JdbcDataSource()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("org.h2.jdbcx.JdbcDataSource is none of the pools that are known")
        .hasMessageContaining("implement JdbcPoolStatistics");

    assertThat(registry).exposes("");
  }

  @Test
  void refuseMoreThanAThousandPools() {
    for (int i = 0; i < PoolTable.MAX_POOLS; i++) {
      pools.add("pool" + i, new Pool());
    }

    assertThatThrownBy(() -> pools.add("one more", new Pool()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("There are 1000 pools already, and \"one more\" would be one more."
            + " Close or remove(…) those that are not needed.");

    pools.remove("pool7");
    pools.add("one more", new Pool());
  }
}
