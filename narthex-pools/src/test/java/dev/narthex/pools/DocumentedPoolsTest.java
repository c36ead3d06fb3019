package dev.narthex.pools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Collector;
import dev.narthex.model.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The table of pools in {@code docs/runtime.md} lists what the collectors describe. */
class DocumentedPoolsTest {

  /** Name, type, labels and unit of each row, as they stand there. */
  private static List<String> rows() throws IOException {
    // Maven starts tests in the folder of the module, whose parent is the repository.
    Path page = Path.of("").toAbsolutePath().resolveSibling("docs").resolve("runtime.md");
    List<String> rows = new ArrayList<>();
    for (String line : Files.readAllLines(page)) {
      if (line.matches("\\| (JDBC|executor|cache) \\| `.*")) {
        List<String> cells = List.of(line.split(" \\| ", -1));
        rows.add(String.join(" | ", cells.subList(1, 5)).replace("`", ""));
      }
    }
    return rows;
  }

  private static List<String> described(Collector... collectors) {
    List<String> described = new ArrayList<>();
    for (Collector collector : collectors) {
      for (Descriptor family : collector.describe()) {
        described.add(family.name()
            + " | "
            + family.type().name().toLowerCase(Locale.ROOT)
            + " | "
            + String.join(", ", family.labelNames())
            + " | "
            + (family.unit().isEmpty() ? "–" : family.unit()));
      }
    }
    return described;
  }

  @Test
  void theTableHasEveryFamily() throws IOException {
    assertThat(rows())
        .containsExactlyInAnyOrderElementsOf(described(
            JdbcPoolMetrics.create(), ExecutorMetrics.create(), CaffeineMetrics.create()));
  }
}
