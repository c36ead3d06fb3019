package dev.narthex.benchmarks.startup;

import dev.narthex.benchmarks.report.Measurement;
import dev.narthex.benchmarks.report.Measurements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The time from the start of a JVM until it has answered its first scrape, beside that of a JDK server
 * with an answer that never changes; how many classes were loaded, and how large the code is. All
 * with the JDK's class data sharing as it is by default, and with a class path of what is needed
 * alone.
 *
 * <p>One round starts each program once, so that a machine that gets slower does so for all.
 *
 * <pre>
 * java -cp benchmarks.jar dev.narthex.benchmarks.startup.StartUp startup.json
 * </pre>
 */
public final class StartUp {

  private static final int ROUNDS = 20;

  private final Path folder;
  private final Map<Program, Path> jars = new LinkedHashMap<>();
  private final List<Measurement> measurements = new ArrayList<>();

  private StartUp(Path folder) throws IOException {
    this.folder = folder;
    for (Program program : Program.ALL) {
      jars.put(program, ProgramJar.write(program, folder));
    }
  }

  /**
   * Measures all.
   *
   * @param args the file to write and, if less is enough, the number of rounds
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : ROUNDS;
    Path folder = Files.createTempDirectory("narthex-startup");
    try {
      StartUp startUp = new StartUp(folder);
      startUp.measureTime(rounds);
      startUp.countClasses();
      startUp.measureJars();
      Measurements.write(Path.of(args[0]), startUp.measurements);
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private void measureTime(int rounds) throws IOException, InterruptedException {
    Map<Program, double[]> times = new LinkedHashMap<>();
    for (Map.Entry<Program, Path> program : jars.entrySet()) {
      FirstScrape.millis(program.getKey(), program.getValue()); // brings its files into memory
    }
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<Program, Path> program : jars.entrySet()) {
        times.computeIfAbsent(program.getKey(), first -> new double[rounds])[round] =
            FirstScrape.millis(program.getKey(), program.getValue());
      }
    }
    for (Map.Entry<Program, double[]> program : times.entrySet()) {
      Sample sample = new Sample(program.getValue());
      add("StartUp", program.getKey(), sample.median(), sample.error(), "ms");
    }
  }

  private void countClasses() throws IOException, InterruptedException {
    for (Map.Entry<Program, Path> program : jars.entrySet()) {
      Path log = folder.resolve("classes.log");
      FirstScrape.millis(program.getKey(), program.getValue(), "-Xlog:class+load:file=" + log);
      try (Stream<String> lines = Files.lines(log)) {
        long classes = lines.filter(line -> line.contains(" source: ")).count();
        add("LoadedClasses", program.getKey(), (double) classes, Double.NaN, "classes");
      }
    }
  }

  private void measureJars() throws IOException {
    for (Map.Entry<Program, Path> program : jars.entrySet()) {
      add("JarSize", program.getKey(), (double) Files.size(program.getValue()), Double.NaN, "B");
    }
  }

  private void add(String operation, Program program, double score, double error, String unit) {
    System.out.printf(
        "%-14s %-14s %,12.1f ± %.1f %s%n", operation, program.contestant(), score, error, unit);
    measurements.add(
        new Measurement(operation, "", 0, program.contestant(), score, error, unit, Double.NaN));
  }
}
