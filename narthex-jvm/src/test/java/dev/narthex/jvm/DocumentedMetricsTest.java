package dev.narthex.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Registry;
import dev.narthex.model.Descriptor;
import dev.narthex.model.FamilySnapshot;
import dev.narthex.support.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;

/** The tables of {@code docs/jvm.md} list what a scrape shows, on each JDK: no more and no less. */
class DocumentedMetricsTest {

  private final Registry registry = new Registry();

  @AfterEach
  void end() {
    registry.close();
  }

  /** A line of a table. */
  private record Row(String name, String facts, int since, String only) {

    static Row of(List<String> cells) {
      String facts = String.join(" | ", cells.subList(2, 5));
      boolean detailed = cells.size() > 5;
      return new Row(
          cells.get(1).replace("`", ""),
          facts,
          detailed ? Integer.parseInt(cells.get(6)) : 17,
          detailed ? cells.get(7) : "–");
    }

    /** Whether this JVM, which has G1 and tracks its native memory, has it for certain. */
    boolean isExpected() {
      return since <= Runtime.version().feature()
          && switch (only) {
            case "–", "generations", "tracking" -> true;
            case "Linux" -> OS.LINUX.isCurrentOs();
            case "Unix" -> !OS.WINDOWS.isCurrentOs();
            case "ZGC", "concurrent" -> false;
            default -> throw new AssertionError("What does \"only " + only + "\" mean?");
          };
    }
  }

  private static List<Row> rows(String heading) throws IOException {
    // Maven starts tests in the folder of the module, whose parent is the repository.
    Path page = Path.of("").toAbsolutePath().resolveSibling("docs").resolve("jvm.md");
    List<Row> rows = new ArrayList<>();
    boolean inSection = false;
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith("## ")) {
        inSection = line.equals("## " + heading);
      } else if (inSection && line.startsWith("| ") && line.contains("| `")) {
        rows.add(Row.of(List.of(line.substring(2, line.length() - 2).split(" \\| ", -1))));
      }
    }
    return rows;
  }

  private Map<String, String> live() {
    Map<String, String> live = new TreeMap<>();
    for (FamilySnapshot family : registry.snapshot()) {
      live.put(family.name(), facts(family.descriptor()));
    }
    return live;
  }

  private static String facts(Descriptor family) {
    String labels = String.join(", ", family.labelNames());
    return family.type().name().toLowerCase(Locale.ROOT)
        + " | "
        + (labels.isEmpty() ? "–" : labels)
        + " | "
        + (family.unit().isEmpty() ? "–" : family.unit());
  }

  @Test
  void theTableHasEveryFamilyOfAScrape() throws IOException {
    JvmMetrics.builder().with(JvmGroup.values()).register(registry);
    JfrMetrics.start(registry);
    System.gc();

    awaitAndCompare(rows("Every metric"), this::live);
  }

  @Test
  void theOtherTableHasWhatOpenTelemetrysNamesChange() throws IOException {
    JvmMetrics.builder().openTelemetryNames().register(registry);
    System.gc();
    List<Row> unchanged = rows("Every metric");

    awaitAndCompare(rows("Under OpenTelemetry's names"), () -> {
      Map<String, String> changed = live();
      for (Row row : unchanged) {
        changed.remove(row.name, row.facts); // what has other labels under the same name stays
      }
      return changed;
    });
  }

  /** Some families come with the first collection or with what JFR tells, a moment later. */
  private static void awaitAndCompare(List<Row> rows, Supplier<Map<String, String>> live) {
    Map<String, String> documented = new TreeMap<>();
    Set<String> expected = new TreeSet<>();
    for (Row row : rows) {
      assertThat(documented.put(row.name, row.facts)).as("twice: " + row.name).isNull();
      if (row.isExpected()) {
        expected.add(row.name);
      }
    }

    Await.until("there is each of " + expected, () -> live.get().keySet().containsAll(expected));
    assertThat(documented).containsAllEntriesOf(live.get());
  }
}
