package dev.narthex.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.narthex.it.Corpus.Entry;
import dev.narthex.it.PrometheusApi.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What the corpus of {@code narthex-testing} says of Prometheus's own readers is true: it accepts and
 * refuses these bodies, finds so many samples, and nothing else was made up to suit our reader.
 *
 * <p>The verdicts are those of Prometheus 3.5, the oldest that the project supports; others decide
 * some cases otherwise, so the tests are aborted there.
 */
class CorpusVerdictsTest {

  private static final String VERSION = "3.5.";
  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final int TIMEOUT_SECONDS = 300;

  /** How promtool ends when it cannot read its input; 3 stands for lint. */
  private static final int CANNOT_READ = 1;

  @Test
  void promtoolAcceptsAndRefusesWhatTheIndexSays() throws Exception {
    Path promtool = ServerProgram.find("promtool");
    assumeTrue(
        run(promtool, "--version", Path.of("/dev/null")).output().contains("version " + VERSION),
        "The verdicts are those of promtool 3.5.");
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> actual = new TreeMap<>();

    for (Entry entry : Corpus.entries()) {
      if (!entry.promtool().equals("-")) {
        expected.put(entry.body(), entry.promtool());
        int exitCode = run(promtool, "check metrics", entry.file()).exitCode();
        actual.put(entry.body(), exitCode == CANNOT_READ ? "refuses" : "accepts");
      }
    }

    assertThat(Difference.between(expected.entrySet(), actual.entrySet())).isEmpty();
  }

  private record Ending(int exitCode, String output) {}

  private static Ending run(Path program, String arguments, Path input) throws Exception {
    Path output = Files.createTempFile("promtool", ".txt");
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments.split(" ", -1)));
    Process process = new ProcessBuilder(command)
        .redirectInput(input.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    try {
      assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
      return new Ending(process.exitValue(), Files.readString(output, UTF_8));
    } finally {
      process.destroyForcibly();
      Files.delete(output);
    }
  }

  @Test
  void aScrapeAcceptsAndRefusesWhatTheIndexSays() throws Exception {
    List<Entry> served = Corpus.entries().stream()
        .filter(entry -> !entry.prometheus().equals("panics"))
        .toList();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    HttpServer target = serve(served, threads);
    try (PrometheusServer prometheus = PrometheusServer.startWithoutCreatedTimes(
        "prometheus-corpus", configuration(served, target.getAddress().getPort()))) {
      PrometheusApi api = prometheus.api();
      assumeTrue(api.version().startsWith(VERSION), "The verdicts are those of Prometheus 3.5.");

      Map<String, String> expected = served.stream()
          .collect(
              Collectors.toMap(Entry::body, entry -> entry.prometheus() + " " + entry.samples()));
      awaitVerdicts(api, expected);
    } finally {
      target.stop(0);
      threads.shutdownNow();
    }
  }

  private static HttpServer serve(List<Entry> entries, ExecutorService threads) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    for (Entry entry : entries) {
      byte[] body = Files.readAllBytes(entry.file());
      server.createContext("/" + entry.body(), exchange -> {
        exchange.getResponseHeaders().set("Content-Type", entry.contentType());
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
      });
    }
    server.start();
    return server;
  }

  private static String configuration(List<Entry> entries, int port) {
    return """
        global: {scrape_interval: 3s, scrape_timeout: 3s}
        scrape_configs:
        - job_name: corpus
          scrape_protocols: [PrometheusProto, OpenMetricsText1.0.0, PrometheusText0.0.4]
          static_configs:
        """
        + entries.stream()
            .map(entry ->
                "  - {targets: ['127.0.0.1:%d'], labels: {__metrics_path__: /%s, body: %s}}"
                    .formatted(port, entry.body(), entry.body()))
            .collect(Collectors.joining("\n"));
  }

  /** A scrape that came too late on a busy machine is made again: a verdict on a body stays. */
  private static void awaitVerdicts(PrometheusApi api, Map<String, String> expected) {
    List<Object> difference = new ArrayList<>();
    try {
      Await.atMost(DEADLINE).until("the expected verdicts", () -> {
        difference.clear();
        difference.addAll(Difference.between(expected.entrySet(), verdicts(api).entrySet()));
        return difference.isEmpty() ? Optional.of(difference) : Optional.empty();
      });
    } catch (AssertionError e) {
      assertThat(difference).isEmpty();
      throw e;
    }
  }

  /** What Prometheus says of each body that it has scraped. */
  private static Map<String, String> verdicts(PrometheusApi api) {
    List<Target> targets = api.targets();
    Map<String, Double> samples = api.values("scrape_samples_scraped{job=\"corpus\"}", "body");
    Map<String, String> said = new TreeMap<>();
    for (Target target : targets) {
      String body = target.path().substring(1);
      switch (target.health()) {
        case "up" ->
          said.put(body, "accepts " + samples.getOrDefault(body, -1.0).intValue());
        case "down" -> said.put(body, "refuses -");
        default -> said.put(body, target.health());
      }
    }
    return said;
  }
}
