package dev.narthex.pools;

/**
 * What a pool of connections tells of itself. Implement it for a pool that {@link JdbcPoolMetrics} does
 * not know; each number that it does not know stays {@link #UNKNOWN} and is left out.
 *
 * <p>The methods are called in each scrape, by any thread, also by several at once. They must answer at
 * once, and never wait for a connection. Totals count from the beginning of the pool and never fall.
 *
 * @since 0.1
 */
public interface JdbcPoolStatistics {

  /** Stands for a number that the pool does not know, or a limit that it does not have. */
  double UNKNOWN = Double.NaN;

  /**
   * How many connections there may be at most.
   *
   * @return 0 or more, or {@link #UNKNOWN}
   */
  default double maxOpenConnections() {
    return UNKNOWN;
  }

  /**
   * How many connections there are, in use or idle.
   *
   * @return 0 or more, or {@link #UNKNOWN}
   */
  default double openConnections() {
    return UNKNOWN;
  }

  /**
   * How many connections are lent.
   *
   * @return 0 or more, or {@link #UNKNOWN}
   */
  default double inUseConnections() {
    return UNKNOWN;
  }

  /**
   * How many connections wait to be lent.
   *
   * @return 0 or more, or {@link #UNKNOWN}
   */
  default double idleConnections() {
    return UNKNOWN;
  }

  /**
   * How many threads wait for a connection now.
   *
   * @return 0 or more, or {@link #UNKNOWN}
   */
  default double waitingThreads() {
    return UNKNOWN;
  }

  /**
   * How often somebody had to wait for a connection.
   *
   * @return a total, or {@link #UNKNOWN}
   */
  default double waitCount() {
    return UNKNOWN;
  }

  /**
   * For how long somebody waited for a connection.
   *
   * @return a total in seconds, or {@link #UNKNOWN}
   */
  default double waitSeconds() {
    return UNKNOWN;
  }

  /**
   * How many connections were closed because there were enough idle ones.
   *
   * @return a total, or {@link #UNKNOWN}
   */
  default double maxIdleClosed() {
    return UNKNOWN;
  }

  /**
   * How many connections were closed because they had been idle for too long.
   *
   * @return a total, or {@link #UNKNOWN}
   */
  default double maxIdleTimeClosed() {
    return UNKNOWN;
  }

  /**
   * How many connections were closed because they were too old.
   *
   * @return a total, or {@link #UNKNOWN}
   */
  default double maxLifetimeClosed() {
    return UNKNOWN;
  }
}
