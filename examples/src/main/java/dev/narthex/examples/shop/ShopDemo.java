package dev.narthex.examples.shop;

import dev.narthex.Registry;
import dev.narthex.jvm.ContainerMetrics;
import dev.narthex.jvm.JfrMetrics;
import dev.narthex.jvm.JvmMetrics;
import dev.narthex.jvm.build.Build;
import dev.narthex.jvm.build.BuildMetrics;
import dev.narthex.jvm.build.VersionMetrics;
import dev.narthex.pools.ExecutorMetrics;
import dev.narthex.pools.JdbcPoolMetrics;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the shop, its customers and, if asked to, a Prometheus that scrapes them. Run it with {@code
 * tools/demo}.
 */
public final class ShopDemo implements AutoCloseable {

  /**
   * It says which events the JDK lacks, which is no news for who only looks at a demo. Held here, because a
   * logger that nobody holds forgets its level.
   */
  private static final Logger JFR_LOG = Logger.getLogger(JfrMetrics.class.getName());

  private final Registry metrics = new Registry();
  private final Shop shop;
  private final @Nullable Prometheus prometheus;
  private final Traffic traffic;

  private ShopDemo(DemoOptions options) throws IOException, InterruptedException {
    Simulation simulation = new Simulation(new Random(), 1);
    shop = open(options.port(), metrics, simulation);
    try {
      prometheus = options.prometheus().isPresent()
          ? Prometheus.start(options.prometheus().get(), shop.port())
          : null;
    } catch (IOException | InterruptedException | RuntimeException e) {
      shop.close();
      metrics.close();
      throw e;
    }
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    traffic = new Traffic(URI.create("http://" + host + ":" + shop.port()), metrics, simulation);
  }

  /**
   * Opens a shop, and measures also what every program has: its JVM, container, build, threads and
   * connections. Closing the registry ends what JFR records.
   */
  static Shop open(int port, Registry metrics, Simulation simulation) throws IOException {
    JvmMetrics.register(metrics);
    ContainerMetrics.register(metrics);
    BuildMetrics.builder(Build.of(ShopDemo.class)).register(metrics);
    VersionMetrics.builder(Shop.VERSION).register(metrics);
    Shop shop = new Shop(port, metrics, simulation);
    ExecutorMetrics.register(metrics).add("shop", shop.threads());
    JdbcPoolMetrics.register(metrics).add("orders", shop.connections());
    JFR_LOG.setLevel(Level.WARNING);
    JfrMetrics.start(metrics);
    return shop;
  }

  /**
   * Runs the demo.
   *
   * @param args the options; {@code --help} shows them
   * @throws InterruptedException when the demo is interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    int status = run(List.of(args), System.out, System.err);
    if (status != 0) {
      System.exit(status);
    }
    // Otherwise the program ends because nothing runs any more, which is worth seeing.
  }

  /** Runs until the time is over, and returns the exit status. */
  static int run(List<String> arguments, PrintStream out, PrintStream err)
      throws InterruptedException {
    DemoOptions options;
    try {
      options = DemoOptions.parse(arguments);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.println();
      err.print(DemoOptions.USAGE);
      return 2;
    }
    if (options.help()) {
      out.print(DemoOptions.USAGE);
      return 0;
    }
    try (ShopDemo demo = new ShopDemo(options)) {
      out.print(demo.greeting(options));
      out.flush();
      demo.await(options);
      return 0;
    } catch (BindException e) {
      err.printf(
          "Port %d cannot be used: %s. Choose another one with --port N, or any free one with"
              + " --port 0.%n",
          options.port(), e.getMessage());
      return 1;
    } catch (IOException e) {
      err.println("The demo cannot start. " + e.getMessage());
      return 1;
    }
  }

  private String greeting(DemoOptions options) throws InterruptedException {
    String shopAddress = "http://localhost:" + shop.port();
    StringBuilder text = new StringBuilder("""
        The shop is open, and customers come by themselves. A day takes a minute.

          Shop      %1$s/
          Metrics   %1$s/metrics   (in a browser: a page with charts)

        Try in another terminal:
          curl %1$s/metrics
          curl -H 'Accept: application/openmetrics-text; version=1.0.0' %1$s/metrics
          curl -H 'Accept-Encoding: zstd' -sD - -o /dev/null %1$s/metrics
        """.formatted(shopAddress));
    if (prometheus == null) {
      text.append("\nTo see graphs: tools/demo --prometheus\n");
    } else {
      text.append(graphs(prometheus));
    }
    text.append('\n');
    text.append(options
        .time()
        .map(time -> "It ends after " + time.toSeconds() + " s, or with Ctrl-C.\n")
        .orElse("Ctrl-C ends it.\n"));
    return text.toString();
  }

  private static String graphs(Prometheus prometheus) throws InterruptedException {
    StringBuilder text = new StringBuilder("""

        Prometheus scrapes it each second. All graphs:
          %s
        """.formatted(prometheus.page()));
    for (Graph graph : Graph.ALL) {
      text.append("""

          %s
            %s
            %s
          """.formatted(graph.title(), prometheus.page(graph), graph.query()));
    }
    if (prometheus.hasQueryPage()) {
      text.append("\nTo ask more: " + prometheus.address() + "/query\n");
    }
    return text.toString();
  }

  private void await(DemoOptions options) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    if (options.time().isPresent()) {
      never.await(options.time().get().toMillis(), TimeUnit.MILLISECONDS);
    } else {
      never.await();
    }
  }

  /** Sends the customers home, then stops Prometheus, closes the shop and ends what is measured. */
  @Override
  public void close() {
    traffic.close();
    if (prometheus != null) {
      prometheus.close();
    }
    shop.close();
    metrics.close();
  }
}
