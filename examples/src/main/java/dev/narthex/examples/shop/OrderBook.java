package dev.narthex.examples.shop;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The books of the shop: each order that was paid, with its number, in a database in memory that forgets
 * them when the shop closes.
 *
 * <p>Thread-safe.
 */
final class OrderBook implements AutoCloseable {

  /** How many orders it has room for; older ones are taken out, so that a long demo does not grow. */
  static final int MAX_ORDERS = 10_000;

  static final int CONNECTIONS = 4;

  /** A customer waits no longer for a connection. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private static final Duration WRITING_TIME = Duration.ofMillis(25);

  private final Simulation simulation;
  private final HikariDataSource pool = new HikariDataSource();

  /**
   * Starts the database and its pool.
   *
   * @param simulation where the time comes from that a database on another machine would take
   */
  OrderBook(Simulation simulation) {
    this.simulation = simulation;
    pool.setPoolName("orders");
    // Each shop has a database of its own, which lives as long as there is a connection to it.
    pool.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
    pool.setConnectionInitSql("create table if not exists orders (number identity primary key,"
        + " cents int not null, products varchar not null)");
    pool.setMaximumPoolSize(CONNECTIONS);
    pool.setMaxLifetime(0);
    pool.setConnectionTimeout(PATIENCE.toMillis());
  }

  /** Where connections come from; it starts with the first one. */
  HikariDataSource pool() {
    return pool;
  }

  /** Writes an order down and returns its number; nothing if the database cannot be reached. */
  OptionalLong write(Order order) {
    try (Connection connection = pool.getConnection()) {
      long number = insert(order, connection);
      delete(number - MAX_ORDERS, connection);
      simulation.work(WRITING_TIME);
      return OptionalLong.of(number);
    } catch (SQLException e) {
      return OptionalLong.empty();
    }
  }

  private static long insert(Order order, Connection connection) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(
        "insert into orders (cents, products) values (?, ?)", Statement.RETURN_GENERATED_KEYS)) {
      insert.setInt(1, order.cents());
      insert.setString(
          2, order.products().stream().map(Product::name).collect(Collectors.joining(", ")));
      insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        keys.next();
        return keys.getLong(1);
      }
    }
  }

  private static void delete(long number, Connection connection) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("delete from orders where number <= ?")) {
      delete.setLong(1, number);
      delete.executeUpdate();
    }
  }

  /** Closes all connections, and the database with the last one. */
  @Override
  public void close() {
    pool.close();
  }
}
