package dev.narthex.examples.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Prometheus of our own that scrapes the shop each second. It listens on the loopback interface,
 * keeps what it stores in a temporary folder, and leaves nothing behind.
 *
 * <p>Not every Prometheus has a page with graphs: Debian's comes without. Each can serve pages that it
 * is given, so this one is given a page of ours.
 */
final class Prometheus implements AutoCloseable {

  private static final int USUAL_PORT = 9090;
  private static final Duration TIME_TO_START = Duration.ofSeconds(30);
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(5);

  private final Path folder;
  private final Process process;
  private final int port;
  private final HttpClient client = HttpClient.newHttpClient();

  private Prometheus(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /** Starts a Prometheus at its usual port, if that is free, and waits until it is ready. */
  static Prometheus start(String program, int shopPort) throws IOException, InterruptedException {
    return start(program, shopPort, usualPortIfFree());
  }

  /**
   * Starts a Prometheus and waits until it is ready.
   *
   * @param program the program's path, or its name if it is on the PATH
   * @param shopPort the port to scrape
   * @param port the port of Prometheus itself
   * @throws IOException if it cannot be started; the message says why
   * @throws InterruptedException if the wait is interrupted
   */
  static Prometheus start(String program, int shopPort, int port)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("narthex-demo-");
    Prometheus prometheus;
    try {
      String loopback = InetAddress.getLoopbackAddress().getHostAddress();
      Files.writeString(folder.resolve("prometheus.yml"), configuration(loopback + ":" + shopPort));
      Files.writeString(
          Files.createDirectory(folder.resolve("pages")).resolve("shop.html"), pageText());
      prometheus = new Prometheus(folder, run(program, folder, loopback + ":" + port), port);
    } catch (IOException | RuntimeException e) {
      delete(folder);
      throw e;
    }
    // Ctrl-C ends this program at once, but would leave the other one and the folder behind.
    Runtime.getRuntime().addShutdownHook(new Thread(prometheus::close, "close-prometheus"));
    try {
      prometheus.awaitReady();
      return prometheus;
    } catch (IOException | InterruptedException | RuntimeException e) {
      prometheus.close();
      throw e;
    }
  }

  private static Process run(String program, Path folder, String address) throws IOException {
    // It runs in another folder, where a relative path would lead elsewhere.
    boolean isPath = program.indexOf(File.separatorChar) >= 0;
    try {
      return new ProcessBuilder(
              isPath ? Path.of(program).toAbsolutePath().toString() : program,
              "--config.file=prometheus.yml",
              "--storage.tsdb.path=data",
              "--web.console.templates=pages",
              "--web.listen-address=" + address)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("log").toFile())
          .start();
    } catch (IOException e) {
      throw new IOException(
          "\"" + program + "\" cannot be run as Prometheus. Give its path: --prometheus=PATH", e);
    }
  }

  private static String configuration(String target) {
    return """
        global:
          scrape_interval: 1s
          scrape_timeout: 1s
        scrape_configs:
          - job_name: shop
            static_configs:
              - targets: ["%s"]
        """.formatted(target);
  }

  /** Our page, with the graphs filled in. */
  private static String pageText() throws IOException {
    try (InputStream in = Prometheus.class.getResourceAsStream("graphs.html")) {
      String page = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      return page.replace(
          "[/* graphs */]",
          Graph.ALL.stream().map(Graph::toJson).collect(Collectors.joining(",\n", "[\n", "]")));
    }
  }

  private static int usualPortIfFree() throws IOException {
    try {
      return freePort(USUAL_PORT);
    } catch (IOException e) { // another Prometheus, most likely
      return anyFreePort();
    }
  }

  /** A port that nobody listens on. */
  static int anyFreePort() throws IOException {
    return freePort(0);
  }

  private static int freePort(int wanted) throws IOException {
    try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() throws IOException, InterruptedException {
    long endNanos = System.nanoTime() + TIME_TO_START.toNanos();
    while (status("/-/ready") != 200) {
      if (!process.isAlive() || System.nanoTime() - endNanos > 0) {
        throw new IOException("Prometheus did not start. The end of its log:\n" + endOfLog());
      }
      Thread.sleep(100); // it is another process, which can only be asked again
    }
  }

  /** The HTTP status of a page, or 0 if there is no answer. */
  private int status(String path) throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(
              "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port + path))
          .timeout(TIME_TO_START)
          .build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private String endOfLog() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("log"), UTF_8);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }

  /** The address of Prometheus itself. */
  String address() {
    return "http://localhost:" + port;
  }

  /** The address of the page with all graphs. */
  String page() {
    return address() + "/consoles/shop.html";
  }

  /** The address of the page with one graph. */
  String page(Graph graph) {
    return page() + "?graph=" + graph.id();
  }

  /** Whether this build of Prometheus has its own page for queries. */
  boolean hasQueryPage() throws InterruptedException {
    return status("/query") == 200;
  }

  /** Ends Prometheus and removes what it stored. Closing again does nothing. */
  @Override
  public synchronized void close() {
    process.destroy();
    try {
      if (!process.waitFor(TIME_TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    delete(folder);
  }

  private static void delete(Path folder) {
    if (Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> content = Files.walk(folder)) {
      for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + folder, e);
    }
  }
}
