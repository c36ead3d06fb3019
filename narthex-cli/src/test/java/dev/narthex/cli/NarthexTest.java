package dev.narthex.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a whole: help, wrong usage, and the program as a shell sees it. */
class NarthexTest {

  private static final int TIMEOUT_SECONDS = 300;

  @TempDir
  private Path folder;

  @Test
  void showsHelpWithExamples() {
    Run run = Run.of("--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("""
        Usage: narthex [-hV] COMMAND
        Looks at metrics that programs expose to Prometheus.
          -h, --help      Show this help message and exit.
          -V, --version   Print version information and exit.
        Commands:
          lint  Finds fault with names, units, help texts and labels of metrics.
          diff  Tells in which samples two expositions differ.

        Try:
          narthex lint http://localhost:8080/metrics
          narthex diff before.txt http://localhost:8080/metrics
          narthex lint --help

        Exit codes: 0 all is well, 1 problems or a difference, 2 wrong usage or unreadable.
        """);
  }

  @Test
  void showsHelpOfEachCommand() {
    assertThat(Run.of("lint", "--help").out())
        .startsWith("Usage: narthex lint ")
        .contains("  curl -s http://localhost:8080/metrics | narthex lint --promlint -\n")
        .contains("  help                a missing help text\n")
        .contains("  cardinality         a family with more than 1000 series\n");
    assertThat(Run.of("diff", "--help").out())
        .startsWith("Usage: narthex diff ")
        .contains("  narthex diff before.txt after.txt\n");
  }

  @Test
  void tellsThatItsOutputCannotBeWritten() {
    PrintStream full = new PrintStream(new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException("No space is left.");
      }
    });
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int exitCode = Narthex.run(
        new Console(InputStream.nullInputStream(), full, new PrintStream(err, true, UTF_8), false),
        "lint",
        "-");

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString(UTF_8).strip()).isEqualTo("narthex: the output cannot be written.");
  }

  @Test
  void tellsItsVersion() {
    assertThat(Run.of("--version").out()).startsWith("narthex ");
    assertThat(Run.of("lint", "--version")).isEqualTo(Run.of("--version"));
  }

  @Test
  void wantsACommandThatItKnows() {
    assertThat(Run.of()).isEqualTo(new Run(2, "", """
        narthex: Which command? Give lint or diff.
        Try: narthex --help
        """));
    assertThat(Run.of("lnit").exitCode()).isEqualTo(2);
    assertThat(Run.of("lnit").err()).startsWith("narthex: Unmatched argument at index 0: 'lnit'");
  }

  @Test
  void endsWithItsExitCodeAndWarnsOfNothing() throws Exception {
    Path clean = Files.writeString(folder.resolve("clean.txt"), "# HELP a It is.\na 1\n");
    Path bad = Files.writeString(folder.resolve("bad.txt"), "a 1\n");

    assertThat(program("lint", clean.toString()))
        .isEqualTo(new Run(0, "No problems in 1 metric family.\n", ""));
    assertThat(program("lint", bad.toString())).isEqualTo(new Run(1, """
        a no help text [help]
        1 problem in 1 metric family.
        """, ""));
    assertThat(program("lint", "--no-such", bad.toString())).isEqualTo(new Run(2, "", """
        narthex: Unknown option: '--no-such'
        Try: narthex lint --help
        """));
  }

  /** Runs the program in a JVM of its own. */
  private Run program(String... args) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        Narthex.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    // A JVM tells of options that the machine sets for all.
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.matches("JAVA_TOOL_OPTIONS|(_|JDK_)JAVA_OPTIONS"));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Run(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }
}
