package dev.narthex.examples.shop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code tools/demo} promises to those who start it: what it prints, and how it ends. */
class ShopDemoTest {

  private static final Set<String> OWN_THREADS =
      Set.of("shop", "packer", "customer", "orders:housekeeper", "narthex-jfr");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  @Timeout(300)
  void saysWhatToTryAndEndsByItself() throws Exception {
    int status = run("--port", "0", "--for", "1s");

    assertThat(status).isZero();
    assertThat(out.toString(UTF_8).replaceAll("localhost:[0-9]+", "localhost:PORT"))
        .isEqualTo("""
        The shop is open, and customers come by themselves. A day takes a minute.

          Shop      http://localhost:PORT/
          Metrics   http://localhost:PORT/metrics   (in a browser: a page with charts)

        Try in another terminal:
          curl http://localhost:PORT/metrics
          curl -H 'Accept: application/openmetrics-text; version=1.0.0' http://localhost:PORT/metrics
          curl -H 'Accept-Encoding: zstd' -sD - -o /dev/null http://localhost:PORT/metrics

        To see graphs: tools/demo --prometheus

        It ends after 1 s, or with Ctrl-C.
        """);
    assertThat(err.toString(UTF_8)).isEmpty();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (OWN_THREADS.contains(thread.getName())) {
        thread.join(); // for ever, if it was not told to end
      }
    }
  }

  @Test
  void showsItsUsage() throws Exception {
    int status = run("--help");

    assertThat(status).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo(DemoOptions.USAGE);
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void refusesAnUnknownOptionAndShowsItsUsage() throws Exception {
    int status = run("--prot", "8081");

    assertThat(status).isEqualTo(2);
    assertThat(out.toString(UTF_8)).isEmpty();
    assertThat(err.toString(UTF_8)).isEqualTo("Unknown option: --prot\n\n" + DemoOptions.USAGE);
  }

  @Test
  void saysWhatToDoWhenItsPortIsInUse() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      // The system says it in its own language.
      String taken = catchThrowableOfType(
              BindException.class,
              () -> new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close())
          .getMessage();

      int status = run("--port", Integer.toString(port));

      assertThat(status).isEqualTo(1);
      assertThat(out.toString(UTF_8)).isEmpty();
      assertThat(err.toString(UTF_8))
          .isEqualTo("Port " + port
              + " cannot be used: "
              + taken
              + ". Choose another one with --port N, or any free one with --port 0.\n");
    }
  }

  @Test
  void saysWhatToDoWhenPrometheusIsNotThere() throws Exception {
    int status = run("--port", "0", "--prometheus=/no/such/prometheus");

    assertThat(status).isEqualTo(1);
    assertThat(out.toString(UTF_8)).isEmpty();
    assertThat(err.toString(UTF_8))
        .isEqualTo("The demo cannot start. \"/no/such/prometheus\" cannot be run as Prometheus."
            + " Give its path: --prometheus=PATH\n");
  }

  @Test
  void showsTheLogOfAPrometheusThatDoesNotStart() throws Exception {
    Path notPrometheus = Path.of(System.getProperty("java.home"), "bin", "java");

    int status = run("--port", "0", "--prometheus=" + notPrometheus);

    assertThat(status).isEqualTo(1);
    assertThat(out.toString(UTF_8)).isEmpty();
    assertThat(err.toString(UTF_8))
        .startsWith("The demo cannot start. Prometheus did not start. The end of its log:\n")
        .contains("--config.file=prometheus.yml");
  }

  private int run(String... arguments) throws InterruptedException {
    return ShopDemo.run(
        List.of(arguments), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
  }
}
