package dev.narthex.examples.shop;

import com.sun.net.httpserver.HttpServer;
import dev.narthex.Counter;
import dev.narthex.Gauge;
import dev.narthex.Registry;
import dev.narthex.http.MetricsHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The shop: puts the parts together and opens the door. Its metrics are at {@code /metrics}, beside
 * what it sells.
 *
 * <p>Each part gets the registry and defines its own metrics with it. The registry they get is a view
 * that puts {@code shop_} before every name, so that no part has to know what it is a part of.
 */
final class Shop implements AutoCloseable {

  private static final int THREADS = 20;

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final PackingQueue packing;

  /**
   * Opens a shop on the loopback interface.
   *
   * @param port the port to listen on, or 0 for any free one
   * @param metrics gets the metrics of the shop, and is what {@code /metrics} shows
   * @param simulation where working time and chance come from
   * @throws IOException if the port cannot be listened on
   */
  Shop(int port, Registry metrics, Simulation simulation) throws IOException {
    // Without this the JDK's server holds small answers back for some 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    threads = new ThreadPoolExecutor(
        THREADS,
        THREADS,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        task -> new Thread(task, "shop"));

    Registry shopMetrics = metrics.withPrefix("shop_");
    Warehouse warehouse = new Warehouse();
    shopMetrics.register(new WarehouseCollector(warehouse));
    packing = new PackingQueue(warehouse, shopMetrics, simulation);
    Orders orders = new Orders(new PaymentProvider(shopMetrics, simulation), packing, shopMetrics);
    Routes routes = new Routes(warehouse, new Carts(shopMetrics), orders, simulation);
    measure(threads, shopMetrics);

    server.createContext("/", new HttpFront(routes, shopMetrics));
    server.createContext("/metrics", MetricsHandler.of(metrics));
    server.setExecutor(threads);
    server.start();
  }

  /** The pool counts already. Callbacks pass its figures on. */
  private static void measure(ThreadPoolExecutor threads, Registry metrics) {
    Gauge.builder("http_busy_threads")
        .help("Threads that serve a client, scrapes included.")
        .callback(threads::getActiveCount)
        .register(metrics);
    Counter.builder("http_tasks_total")
        .help("Tasks done by the threads that serve clients, scrapes included.")
        .callback(threads::getCompletedTaskCount)
        .register(metrics);
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    Closing.stopNow(threads);
    packing.close();
  }
}
