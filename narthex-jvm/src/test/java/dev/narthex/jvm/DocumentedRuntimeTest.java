package dev.narthex.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Collector;
import dev.narthex.jvm.build.Build;
import dev.narthex.jvm.build.BuildMetrics;
import dev.narthex.jvm.build.VersionMetrics;
import dev.narthex.model.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of {@code docs/runtime.md} list what these collectors describe: no more and no less. */
class DocumentedRuntimeTest {

  @TempDir
  private Path folder;

  /** Name, type, labels and unit of each row of a section, as they stand there. */
  private static List<String> rows(String heading) throws IOException {
    // Maven starts tests in the folder of the module, whose parent is the repository.
    Path page = Path.of("").toAbsolutePath().resolveSibling("docs").resolve("runtime.md");
    List<String> rows = new ArrayList<>();
    boolean inSection = false;
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith("## ")) {
        inSection = line.equals("## " + heading);
      } else if (inSection && line.matches("\\| [A-Za-z]+ \\| `.*")) {
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
        String labels = String.join(", ", family.labelNames());
        described.add(family.name()
            + " | "
            + family.type().name().toLowerCase(Locale.ROOT)
            + " | "
            + (labels.isEmpty() ? "–" : labels)
            + " | "
            + (family.unit().isEmpty() ? "–" : family.unit()));
      }
    }
    return described;
  }

  @Test
  void theContainersTableHasEveryFamily() throws IOException {
    RecordedCgroup.in(folder)
        .membership("0::/\n")
        .mounts("31 23 0:27 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n")
        .unifiedGroup("sys/fs/cgroup");

    assertThat(rows("The container"))
        .containsExactlyInAnyOrderElementsOf(described(ContainerMetrics.of(folder)));
  }

  @Test
  void theTableOfBuildAndVersionHasEveryFamily() throws IOException {
    assertThat(rows("Build and version"))
        .containsExactlyInAnyOrderElementsOf(described(
            BuildMetrics.builder(Build.of(DocumentedRuntimeTest.class)).build(),
            VersionMetrics.builder("1.2.3").build()));
  }
}
