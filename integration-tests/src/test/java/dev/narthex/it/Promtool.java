package dev.narthex.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The program {@code promtool}, asked what it thinks of an exposition. */
final class Promtool {

  private static final int TIMEOUT_SECONDS = 300;

  private final Path folder;

  /** A promtool that writes into a folder of the test's. */
  Promtool(Path folder) {
    this.folder = folder;
  }

  /** How promtool ended, and all it printed. */
  record Verdict(int exitCode, String output) {

    /** Promtool could not even read it. */
    boolean isUnreadable() {
      return exitCode == 1;
    }
  }

  Verdict checkMetrics(byte[] text) throws Exception {
    Path promtool = ServerProgram.find("promtool");
    Path exposition = Files.write(folder.resolve("metrics.txt"), text);
    Path output = folder.resolve("output.txt");
    Process process = new ProcessBuilder(promtool.toString(), "check", "metrics")
        .redirectInput(exposition.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    try {
      assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Verdict(process.exitValue(), Files.readString(output, UTF_8));
  }
}
