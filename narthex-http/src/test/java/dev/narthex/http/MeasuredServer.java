package dev.narthex.http;

import static dev.narthex.testing.MetricAssertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.narthex.Registry;
import dev.narthex.support.Await;
import dev.narthex.testing.Exposition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server of the JDK whose handlers are measured. */
final class MeasuredServer implements AutoCloseable {

  final Registry registry = new Registry();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
    Thread thread = new Thread(task, "measured");
    thread.setDaemon(true);
    return thread;
  });

  MeasuredServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  /** Mounts a handler, behind a filter with the usual metrics. */
  MeasuredServer handle(String path, HttpHandler handler) {
    return handle(path, MeasuringFilter.of(registry), handler);
  }

  MeasuredServer handle(String path, MeasuringFilter filter, HttpHandler handler) {
    server.createContext(path, handler).getFilters().add(filter);
    return this;
  }

  int port() {
    return server.getAddress().getPort();
  }

  RawClient connect() throws IOException {
    return RawClient.connect(port());
  }

  /** Asserts which requests were counted, as samples, once none is under way any more. */
  void assertRequests(String samples) {
    awaitNoneInFlight();
    assertThat(registry).exposesAmongOthers("""
        # HELP http_requests_total Requests that were answered.
        # TYPE http_requests_total counter
        """ + samples);
  }

  void awaitNoneInFlight() {
    Await.until(
        "no request is in flight",
        () -> Exposition.of(registry).value("http_requests_in_flight") == 0);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
