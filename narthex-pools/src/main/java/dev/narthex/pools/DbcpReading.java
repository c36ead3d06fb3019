package dev.narthex.pools;

import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;

/** Reads Commons DBCP 2. Loaded only where that is. */
final class DbcpReading {

  private DbcpReading() {}

  static PoolSource of(DataSource pool) {
    return new WeakPool<>((BasicDataSource) pool, BasicDataSource::isClosed, DbcpReading::read);
  }

  /** Of a pool that was not started yet it tells that there are no connections. */
  private static void read(BasicDataSource source, double[] into) {
    if (source.isClosed()) {
      return;
    }
    int max = source.getMaxTotal();
    int inUse = source.getNumActive();
    int idle = source.getNumIdle();
    if (max >= 0) { // otherwise there is no limit
      JdbcFigure.MAX_OPEN.put(max, into);
    }
    JdbcFigure.OPEN.put(inUse + idle, into);
    JdbcFigure.IN_USE.put(inUse, into);
    JdbcFigure.IDLE.put(idle, into);
  }
}
