package dev.narthex.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A real Prometheus on a free port of the loopback interface, with everything on that concerns what
 * a target exposes, unless a test says otherwise. It has its own empty storage and ends with the test.
 */
final class PrometheusServer implements AutoCloseable {

  private static final String FEATURES = "exemplar-storage,native-histograms";

  /** What makes Prometheus store created times. Version 3.5 does not survive all histograms with it. */
  private static final String CREATED_TIMES = ",created-timestamp-zero-ingestion";

  private static final Duration START_DEADLINE = Duration.ofMinutes(3);
  private static final int STOP_SECONDS = 10;
  private static final int TAIL_LINES = 20;

  /** What it logs when it answers queries; from listening to that it answers them with 503. */
  private static final String READY = "Server is ready to receive web requests.";

  /** The server chooses the port, so nobody can take it away before it listens. */
  private static final Pattern LISTENING =
      Pattern.compile("msg=\"Listening on\".* address=127\\.0\\.0\\.1:([0-9]+)");

  private final Process process;
  private final Path log;
  private final Thread killer;
  private final URI address;

  private PrometheusServer(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.killer = new Thread(process::destroyForcibly, "kill-prometheus");
    Runtime.getRuntime().addShutdownHook(killer);
    this.address = awaitAddress();
  }

  /**
   * Starts a server.
   *
   * @param name of the folder below {@code target} in which it keeps its storage and its log
   * @param configuration the content of {@code prometheus.yml}
   */
  static PrometheusServer start(String name, String configuration) {
    return start(name, configuration, FEATURES + CREATED_TIMES);
  }

  /** Starts a server that does not store created times, see {@link #start(String, String)}. */
  static PrometheusServer startWithoutCreatedTimes(String name, String configuration) {
    return start(name, configuration, FEATURES);
  }

  private static PrometheusServer start(String name, String configuration, String features) {
    Path program = ServerProgram.find("prometheus");
    Path folder = ServerProgram.workFolder(name);
    try {
      deleteRecursively(folder);
      Files.createDirectories(folder);
      Path file = Files.writeString(folder.resolve("prometheus.yml"), configuration);
      Path log = folder.resolve("prometheus.log");
      Process process = new ProcessBuilder(
              program.toString(),
              "--config.file=" + file,
              "--storage.tsdb.path=" + folder.resolve("storage"),
              "--web.listen-address=127.0.0.1:0",
              "--enable-feature=" + features)
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
      return new PrometheusServer(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private URI awaitAddress() {
    try {
      return Await.atMost(START_DEADLINE).until("Prometheus to be ready", () -> {
        String logged = log();
        Matcher listening = LISTENING.matcher(logged);
        if (listening.find() && logged.contains(READY)) {
          return Optional.of(URI.create("http://127.0.0.1:" + listening.group(1)));
        }
        if (!process.isAlive()) {
          throw new AssertionError("Prometheus has ended with code " + process.exitValue() + ".");
        }
        return Optional.empty();
      });
    } catch (AssertionError e) {
      close();
      throw withLog(e);
    }
  }

  PrometheusApi api() {
    return new PrometheusApi(address);
  }

  /** Everything it has logged so far. */
  String log() {
    try {
      return Files.readString(log, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds the end of the log to what is shown of a failure. */
  <T extends Throwable> T withLog(T failure) {
    List<String> lines = log().lines().toList();
    List<String> tail = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
    failure.addSuppressed(new LogTail(log, String.join("\n", tail)));
    return failure;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (IllegalStateException e) {
      // The JVM is shutting down, and the hook does no harm.
    }
  }

  private static void deleteRecursively(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  /** Not a failure itself: it carries the log into the report of one. */
  private static final class LogTail extends RuntimeException {

    private static final long serialVersionUID = 1;

    LogTail(Path log, String tail) {
      super("The log of Prometheus, " + log + ", ends with:\n" + tail, null, false, false);
    }
  }
}
