package dev.narthex.it;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.narthex.http.MetricsHandler;
import dev.narthex.scrape.ScrapeEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A program that is scraped, with a path for each job, which remembers what was asked of it. */
final class ScrapeTarget implements AutoCloseable {

  private static final int THREADS = 4;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Map<String, Memory> memories = new ConcurrentHashMap<>();
  private final HttpServer server;

  ScrapeTarget() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.start();
  }

  /** One scrape as the target saw it; headers that were not there are empty. */
  record Exchange(
      String accept,
      String acceptEncoding,
      int status,
      String contentType,
      String contentEncoding) {}

  /** The host and port for the configuration of Prometheus. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  void serve(String path, ScrapeEndpoint endpoint) {
    Memory memory = new Memory();
    memories.put(path, memory);
    server.createContext(path, new MetricsHandler(endpoint)).getFilters().add(memory);
  }

  /** All scrapes of a path that have been answered so far. */
  List<Exchange> exchanges(String path) {
    return List.copyOf(memories.get(path).exchanges);
  }

  private static final class Memory extends Filter {

    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
      chain.doFilter(exchange);
      exchanges.add(seen(exchange));
    }

    @Override
    public String description() {
      return "remembers what was asked and answered";
    }
  }

  private static Exchange seen(HttpExchange exchange) {
    return new Exchange(
        asked(exchange, "Accept"),
        asked(exchange, "Accept-Encoding"),
        exchange.getResponseCode(),
        answered(exchange, "Content-Type"),
        answered(exchange, "Content-Encoding"));
  }

  private static String asked(HttpExchange exchange, String header) {
    return String.join(",", exchange.getRequestHeaders().getOrDefault(header, List.of()));
  }

  private static String answered(HttpExchange exchange, String header) {
    return String.join(",", exchange.getResponseHeaders().getOrDefault(header, List.of()));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
