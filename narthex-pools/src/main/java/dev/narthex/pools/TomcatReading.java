package dev.narthex.pools;

import java.lang.reflect.Field;
import javax.sql.DataSource;
import org.apache.tomcat.jdbc.pool.ConnectionPool;
import org.apache.tomcat.jdbc.pool.DataSourceProxy;

/**
 * Reads Tomcat's pool. Loaded only where that is.
 *
 * <p>All public methods that tell of the pool, {@code getPool()} too, start it if it was not started,
 * which opens connections: no scrape may do that. So its field is read. Closing the data source empties
 * the field, and the next connection starts another pool; so it never counts as ended.
 */
final class TomcatReading {

  private TomcatReading() {}

  static PoolSource of(DataSource pool) {
    Field field = field();
    return new WeakPool<>(
        (DataSourceProxy) pool, any -> false, (source, into) -> read(source, field, into));
  }

  private static Field field() {
    try {
      Field field = DataSourceProxy.class.getDeclaredField("pool");
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException | RuntimeException e) { // the latter where it may not be accessed
      throw new IllegalArgumentException(
          "This version of Tomcat's pool cannot be looked at without starting it: " + e
              + ". Implement JdbcPoolStatistics for it.",
          e);
    }
  }

  private static void read(DataSourceProxy source, Field field, double[] into) {
    ConnectionPool pool;
    try {
      pool = (ConnectionPool) field.get(source);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e); // It was made accessible.
    }
    if (pool == null || pool.isClosed()) {
      return; // not started yet, or not any more
    }
    JdbcFigure.MAX_OPEN.put(pool.getPoolProperties().getMaxActive(), into);
    JdbcFigure.OPEN.put(pool.getSize(), into);
    JdbcFigure.IN_USE.put(pool.getActive(), into);
    JdbcFigure.IDLE.put(pool.getIdle(), into);
    JdbcFigure.WAITING.put(pool.getWaitCount(), into);
  }
}
