package dev.narthex.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own, started with options that the JVM of the tests does not have. */
final class ForkedJvm {

  private static final long MAX_SECONDS = 600;

  private ForkedJvm() {}

  /**
   * Runs a program to its end.
   *
   * @param folder for files of this run
   * @return what the program printed
   */
  static String run(Path folder, List<String> options, Class<?> program, String... args)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-Djava.io.tmpdir=" + folder);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(program.getName());
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    // What the machine sets for all of its JVMs could be another collector, and each tells of it.
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.matches("JAVA_TOOL_OPTIONS|(_|JDK_)JAVA_OPTIONS"));
    Process process = builder.start();
    if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(command + " did not end. It printed:\n" + Files.readString(output));
    }
    String printed = Files.readString(output);
    if (process.exitValue() != 0) {
      throw new AssertionError(
          command + " ended with " + process.exitValue() + ". It printed:\n" + printed);
    }
    return printed;
  }
}
