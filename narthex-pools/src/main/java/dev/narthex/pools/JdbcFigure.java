package dev.narthex.pools;

import dev.narthex.model.Descriptor;
import dev.narthex.model.MetricType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The numbers of a pool of connections, those of Go's {@code database/sql} and who waits now. */
@SuppressWarnings({"EnumOrdinal", "ImmutableEnumChecker"
}) // its place is its slot; method references
enum JdbcFigure {
  MAX_OPEN(
      "max_open_connections",
      "Connections that the pool may have at most.",
      JdbcPoolStatistics::maxOpenConnections),
  OPEN(
      "open_connections",
      "Connections that the pool has, in use or idle.",
      JdbcPoolStatistics::openConnections),
  IN_USE(
      "in_use_connections", "Connections that are in use.", JdbcPoolStatistics::inUseConnections),
  IDLE("idle_connections", "Connections that are idle.", JdbcPoolStatistics::idleConnections),
  WAITING(
      "waiting_threads",
      "Threads that wait for a connection now.",
      JdbcPoolStatistics::waitingThreads),
  WAIT_COUNT(
      "wait_count_total",
      "How often somebody had to wait for a connection.",
      JdbcPoolStatistics::waitCount),
  WAIT_SECONDS(
      "wait_duration_seconds_total",
      "Time for which somebody waited for a connection.",
      JdbcPoolStatistics::waitSeconds),
  MAX_IDLE_CLOSED(
      "max_idle_closed_total",
      "Connections closed because there were enough idle ones.",
      JdbcPoolStatistics::maxIdleClosed),
  MAX_IDLE_TIME_CLOSED(
      "max_idle_time_closed_total",
      "Connections closed because they had been idle for too long.",
      JdbcPoolStatistics::maxIdleTimeClosed),
  MAX_LIFETIME_CLOSED(
      "max_lifetime_closed_total",
      "Connections closed because they were too old.",
      JdbcPoolStatistics::maxLifetimeClosed);

  private final String suffix;
  private final String help;
  private final ToDoubleFunction<JdbcPoolStatistics> reading;

  JdbcFigure(String suffix, String help, ToDoubleFunction<JdbcPoolStatistics> reading) {
    this.suffix = suffix;
    this.help = help;
    this.reading = reading;
  }

  static PoolTable table() {
    List<PoolTable.Column> columns = new ArrayList<>();
    for (JdbcFigure figure : values()) {
      columns.add(new PoolTable.Column(figure.descriptor(), figure.ordinal(), -1));
    }
    return new PoolTable("pool", values().length, columns);
  }

  private Descriptor descriptor() {
    boolean total = suffix.endsWith("_total");
    return Descriptor.builder(total ? MetricType.COUNTER : MetricType.GAUGE, suffix)
        .namespace("jdbc")
        .subsystem("pool")
        .help(help)
        .unit(suffix.contains("seconds") ? "seconds" : "")
        .labelNames("pool")
        .build();
  }

  /** Sets one number of what is read. */
  void put(double value, double[] into) {
    into[ordinal()] = value;
  }

  static void readAll(JdbcPoolStatistics statistics, double[] into) {
    for (JdbcFigure figure : values()) {
      figure.put(figure.reading.applyAsDouble(statistics), into);
    }
  }
}
