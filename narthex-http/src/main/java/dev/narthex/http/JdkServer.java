package dev.narthex.http;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Makes and starts servers of the JDK, with what they must be told to behave well. */
final class JdkServer {

  private static final int SYSTEM_BACKLOG = 0; // tells the JDK to take what is usual

  private JdkServer() {}

  /** Makes a server that listens, over TLS if it is told how, and serves once it is started. */
  static HttpServer listening(
      @Nullable InetAddress address, int port, @Nullable HttpsConfigurator https) {
    setNoDelay();
    InetSocketAddress where = new InetSocketAddress(address, port);
    try {
      if (https == null) {
        return HttpServer.create(where, SYSTEM_BACKLOG);
      }
      HttpsServer server = HttpsServer.create(where, SYSTEM_BACKLOG);
      server.setHttpsConfigurator(https);
      return server;
    } catch (IOException e) {
      String host = address == null ? "all interfaces" : address.getHostAddress();
      throw new UncheckedIOException(
          "Cannot listen on port " + port + " of " + host + ": " + e.getMessage()
              + ". If another program or another MetricsServer listens there, stop it, or choose"
              + " another port; port(0) takes any free one.",
          e);
    }
  }

  /**
   * Without TCP_NODELAY every answer on a connection that was used before waits some 40 ms: its
   * body, sent after its head, is held back until the client acknowledges the head, and the client
   * takes its time for that. The JDK's server reads this property when the first server of the
   * program is made.
   */
  private static void setNoDelay() {
    String property = "sun.net.httpserver.nodelay";
    if (System.getProperty(property) == null) { // who has set it meant it
      System.setProperty(property, "true");
    }
  }

  /** Starts a server. Its dispatcher is a daemon if the thread that starts it is one. */
  static void startAsDaemon(HttpServer server) {
    Thread starter = new Thread(server::start, "narthex-metrics-start");
    starter.setDaemon(true);
    starter.start();
    boolean interrupted = false;
    while (starter.isAlive()) {
      try {
        starter.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
