package dev.narthex.it;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** A program that {@code tools/servers} or {@code tools/browser} fetches. */
final class ServerProgram {

  private static final Path FOLDER =
      Path.of(System.getProperty("narthex.servers", "../.servers/bin"));

  private ServerProgram() {}

  /**
   * The program. Where it is missing, the test is aborted, so that somebody who only builds is not
   * held up; but not on a build server, which is there to test everything.
   */
  static Path find(String name) {
    return find(FOLDER, name, System.getenv("CI") != null);
  }

  static Path find(Path folder, String name, boolean buildServer) {
    String tool = name.startsWith("chrom") ? "tools/browser" : "tools/servers";
    Path program = folder.resolve(name).normalize();
    if (!Files.isExecutable(program)) {
      String message = program + " is not there. Run " + tool + ", which fetches it.";
      if (buildServer) {
        fail(message);
      }
      abort(message);
    }
    return program;
  }

  /** The folder for what a server or a test writes. */
  static Path workFolder(String name) {
    return Path.of(System.getProperty("narthex.work", "target/servers")).resolve(name);
  }
}
