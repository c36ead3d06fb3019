package dev.narthex.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table {@code lines.csv} speaks of what there is: a line of nothing would guard nothing. */
class LinesOfTheRepositoryTest {

  private static final Path SOURCES = Path.of("src/main/java/dev/narthex/benchmarks");

  @Test
  void eachNamesAnOperationThatIsMeasured() throws Exception {
    List<Line> lines = lines();
    String sources = sources();

    assertThat(lines).isNotEmpty();
    for (Line line : lines) {
      String operation = line.operation();
      boolean isBenchmark = sources.contains("public class " + operation + "Benchmark ");
      boolean isMeasuredOutsideOfJmh = sources.contains('"' + operation + '"');
      assertThat(isBenchmark || isMeasuredOutsideOfJmh).as(operation).isTrue();
    }
  }

  @Test
  void eachComparesWithAContestantThatThereIs() throws Exception {
    for (Line line : lines()) {
      assertThat(
              Contestants.isKnown(line.subject()) || Line.OTHER_SUBJECTS.contains(line.subject()))
          .as(line.subject())
          .isTrue();
    }
  }

  private static List<Line> lines() throws IOException {
    return Lines.read(Path.of("lines.csv")).lines();
  }

  private static String sources() throws IOException {
    StringBuilder sources = new StringBuilder();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        sources.append(Files.readString(file));
      }
    }
    return sources.toString();
  }
}
