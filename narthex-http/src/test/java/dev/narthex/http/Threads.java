package dev.narthex.http;

/** The threads a server may have by default, depending on the JDK; tests try both on each. */
enum Threads {
  /** What the JDK of the test gets. */
  DEFAULT,

  /** What JDKs before 24 get. */
  POOL;

  MetricsServer.Builder of(MetricsServer.Builder server) {
    return this == POOL ? server.ownThreads(ServerThreads::pool) : server;
  }
}
