package dev.narthex.pools;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import javax.sql.DataSource;

/** Reads HikariCP. Loaded only where that is. */
final class HikariReading {

  private HikariReading() {}

  static PoolSource of(DataSource pool) {
    return new WeakPool<>((HikariDataSource) pool, HikariDataSource::isClosed, HikariReading::read);
  }

  private static void read(HikariDataSource source, double[] into) {
    HikariPoolMXBean pool = source.getHikariPoolMXBean();
    if (pool == null || source.isClosed()) {
      return; // not started yet, or not any more
    }
    JdbcFigure.MAX_OPEN.put(source.getHikariConfigMXBean().getMaximumPoolSize(), into);
    JdbcFigure.OPEN.put(pool.getTotalConnections(), into);
    JdbcFigure.IN_USE.put(pool.getActiveConnections(), into);
    JdbcFigure.IDLE.put(pool.getIdleConnections(), into);
    JdbcFigure.WAITING.put(pool.getThreadsAwaitingConnection(), into);
  }
}
