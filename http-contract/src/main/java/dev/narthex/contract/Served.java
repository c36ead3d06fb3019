package dev.narthex.contract;

import java.net.URI;

/**
 * A server that serves one endpoint.
 *
 * @param url where the metrics are
 * @param stop ends the server
 */
public record Served(URI url, Stop stop) implements AutoCloseable {

  /** Ends a server. */
  @FunctionalInterface
  public interface Stop {
    void run() throws Exception;
  }

  /** A server at a port of this machine, with its metrics at {@code /metrics}. */
  public static Served at(int port, Stop stop) {
    return new Served(URI.create("http://127.0.0.1:" + port + "/metrics"), stop);
  }

  @Override
  public void close() {
    try {
      stop.run();
    } catch (Exception e) {
      throw new AssertionError("The server could not be stopped.", e);
    }
  }
}
