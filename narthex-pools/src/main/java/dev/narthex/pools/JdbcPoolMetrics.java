package dev.narthex.pools;

import dev.narthex.Collector;
import dev.narthex.MetricSink;
import dev.narthex.Registry;
import dev.narthex.model.Descriptor;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * How busy pools of database connections are: the numbers of Go's {@code database/sql}, as far as a pool
 * knows them, with the label {@code pool}.
 *
 * <pre>{@code
 * JdbcPoolMetrics pools = JdbcPoolMetrics.register(registry);
 * pools.add("orders", dataSource);
 * }</pre>
 *
 * <p>HikariCP, Tomcat's pool and Commons DBCP 2 are known; for others implement {@link
 * JdbcPoolStatistics}. A pool that was not started yet, or was closed, shows nothing; looking at it does
 * not start it. It is held weakly, see the {@linkplain dev.narthex.pools package}. Tomcat's pool starts
 * anew after it was closed, so its name is free only after {@link #remove}.
 *
 * <p>Thread-safe. A scrape asks pools for what they keep in memory and never for a connection.
 *
 * @since 0.1
 */
public final class JdbcPoolMetrics implements Collector {

  private final PoolTable table = JdbcFigure.table();

  private JdbcPoolMetrics() {}

  /**
   * Makes the collector without registering it.
   *
   * @return a new collector without pools
   */
  public static JdbcPoolMetrics create() {
    return new JdbcPoolMetrics();
  }

  /**
   * Makes the collector and registers it.
   *
   * @param registry the registry that will expose the metrics
   * @return the new collector, without pools
   * @throws IllegalArgumentException if a name is taken, as when there is such a collector already; then
   *     nothing is registered. Add the pool to that one
   */
  public static JdbcPoolMetrics register(Registry registry) {
    return registry.register(create());
  }

  /**
   * Adds a pool of HikariCP, Tomcat or Commons DBCP 2.
   *
   * @param name what the label {@code pool} will say
   * @param pool the pool itself; what is wrapped around it must be taken off with {@link
   *     DataSource#unwrap}
   * @return this
   * @throws IllegalArgumentException if it is none of these, or another pool that was not closed has the
   *     name; then nothing is added
   * @throws IllegalStateException if there are 1,000 pools already
   */
  public JdbcPoolMetrics add(String name, DataSource pool) {
    table.add(name, source(Objects.requireNonNull(pool, "pool")));
    return this;
  }

  /**
   * Adds a pool that tells of itself. It is held until it is {@linkplain #remove removed}.
   *
   * @param name what the label {@code pool} will say
   * @param pool tells of the pool
   * @return this
   * @throws IllegalArgumentException if another pool that was not closed has the name
   * @throws IllegalStateException if there are 1,000 pools already
   */
  public JdbcPoolMetrics add(String name, JdbcPoolStatistics pool) {
    table.add(name, new HeldPool(Objects.requireNonNull(pool, "pool")));
    return this;
  }

  /**
   * Forgets a pool.
   *
   * @param name the name it was added with
   * @return whether it was there
   */
  public boolean remove(String name) {
    return table.remove(name);
  }

  /** By names, so that only the class of a library that is there is loaded. */
  private static PoolSource source(DataSource pool) {
    for (Class<?> type = pool.getClass(); type != null; type = type.getSuperclass()) {
      String name = type.getName();
      if (name.equals("com.zaxxer.hikari.HikariDataSource")) {
        return HikariReading.of(pool);
      }
      if (name.equals("org.apache.tomcat.jdbc.pool.DataSourceProxy")) {
        return TomcatReading.of(pool);
      }
      if (name.equals("org.apache.commons.dbcp2.BasicDataSource")) {
        return DbcpReading.of(pool);
      }
    }
    throw new IllegalArgumentException(pool.getClass().getName() + " is none of the pools that are"
        + " known: HikariCP, Tomcat, Commons DBCP 2. If it wraps one of them, pass"
        + " dataSource.unwrap(HikariDataSource.class) or the like, else implement"
        + " JdbcPoolStatistics.");
  }

  @Override
  public List<Descriptor> describe() {
    return table.describe();
  }

  @Override
  public void collect(MetricSink sink) {
    table.collect(sink);
  }

  private record HeldPool(JdbcPoolStatistics statistics) implements PoolSource {

    @Override
    public boolean isGone() {
      return false;
    }

    @Override
    public boolean hasEnded() {
      return false;
    }

    @Override
    public void read(double[] into) {
      JdbcFigure.readAll(statistics, into);
    }
  }
}
