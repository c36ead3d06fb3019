package dev.narthex.examples.shop;

import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Gauge;
import dev.narthex.Info;
import dev.narthex.Registry;
import dev.narthex.SelfMetrics;
import dev.narthex.http.MeasuringFilter;
import dev.narthex.http.MetricsHandler;
import dev.narthex.page.MetricsPage;
import dev.narthex.scrape.ContentCoding;
import dev.narthex.scrape.ScrapeEndpoint;
import dev.narthex.zstd.Zstd;
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

  static final String VERSION = "4.2.0";

  private static final int THREADS = 20;

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final OrderBook books;
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
    tellBuild(shopMetrics);
    metrics.register(SelfMetrics.of(metrics)); // says how many series each family has
    Warehouse warehouse = new Warehouse();
    shopMetrics.register(new WarehouseCollector(warehouse));
    packing = new PackingQueue(warehouse, shopMetrics, simulation);
    books = new OrderBook(simulation);
    PaymentProvider payment = new PaymentProvider(shopMetrics, simulation);
    Orders orders = new Orders(payment, books, packing, shopMetrics);
    Routes routes = new Routes(warehouse, new Carts(shopMetrics), orders, simulation);
    measure(threads, shopMetrics);

    server.createContext("/", new HttpFront(routes)).getFilters().add(measuring(shopMetrics));
    server.createContext("/metrics", new MetricsHandler(endpoint(metrics)));
    server.setExecutor(threads);
    server.start();
  }

  /** What runs here. A query joins it with other metrics, to compare versions. */
  private static void tellBuild(Registry metrics) {
    Info.builder("build_info")
        .help("The version of the shop and the Java it runs on.")
        .register(metrics)
        .set("version", VERSION, "java", Runtime.version().toString());
  }

  /**
   * What every service should know of itself: how many requests there are, how many fail, how long they
   * take, how many are being served, and how large they are. One call would define all of it. The counter is
   * defined here because the failures that we know of are to exist from the start, at 0: so a query for the
   * share of failures has an answer before the first one, and it is 0, not nothing.
   */
  private static MeasuringFilter measuring(Registry metrics) {
    Family<Counter> requests = Counter.builder("http_requests_total")
        .help("Requests that were answered.")
        .labelNames("route", "method", "code")
        .register(metrics);
    requests.with(Routes.ORDERS, "post", "503");
    return MeasuringFilter.builder()
        .route(HttpFront::routeOf)
        .requests(requests)
        .register(metrics);
  }

  /**
   * What answers scrapes. It counts them in the registry that it shows, has a page for people, and
   * compresses with zstd for whoever understands that. {@code MetricsHandler.of(metrics)} would do
   * without the first and the last.
   */
  private static ScrapeEndpoint endpoint(Registry metrics) {
    return ScrapeEndpoint.builder(metrics)
        .selfMetrics(metrics)
        .page(MetricsPage.page())
        .codings(Zstd.coding(), ContentCoding.gzip())
        .build();
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

  ThreadPoolExecutor threads() {
    return threads;
  }

  HikariDataSource connections() {
    return books.pool();
  }

  @Override
  public void close() {
    server.stop(0);
    Closing.stopNow(threads);
    packing.close();
    books.close();
  }
}
