package dev.narthex.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promise of {@link Results}: nothing that the files of a round say is lost or mixed up. */
class ResultsTest {

  @TempDir
  private Path folder;

  @Test
  void namesOperationVariantAndContestantAfterTheBenchmark() throws Exception {
    Row lookup = row("CounterLookup");

    assertThat(lookup.group()).isEqualTo("hot");
    assertThat(lookup.variant()).isEqualTo("labels=2");
    assertThat(lookup.threads()).isEqualTo(2);
    assertThat(lookup.measurements())
        .containsOnlyKeys("narthex", "clientJava", "openTelemetry", "concurrentHashMap");
    assertThat(lookup.measurements().get("clientJava").bytesPerOperation()).isEqualTo(96.002);
  }

  @Test
  void mergesTheIterationsOfAllRunsIntoTheirMedian() throws Exception {
    Measurement merged = row("CounterLookup").measurements().get("narthex");

    assertThat(merged.score()).isEqualTo(10.0, within(1e-9));
    assertThat(merged.error()).isEqualTo(0.1, within(1e-9)); // two are 9.9, two 10.1
  }

  @Test
  void tellsVirtualThreadsFromPlatformThreads() throws Exception {
    assertThat(row("CounterInc").isVirtual()).isTrue();
    assertThat(row("CounterInc").section()).isEqualTo("Hot path, 4 virtual threads");
    assertThat(row("CounterLookup").isVirtual()).isFalse();
  }

  @Test
  void readsWhatWasMeasuredOutsideOfJmh() throws Exception {
    Measurement written =
        new Measurement("FirstScrape", "", 0, "narthex", 120.5, 2.5, "ms", Double.NaN);
    Measurements.write(folder.resolve("startup.json"), List.of(written));

    List<Row> rows = Results.read(folder);

    assertThat(rows).singleElement().satisfies(row -> {
      assertThat(row.group()).isEqualTo("startup");
      assertThat(row.measurements()).containsEntry("narthex", written);
    });
  }

  @Test
  void refusesThroughputWhichIsNoTime() throws Exception {
    String times = Round.text("round/hot-1.json");
    Files.writeString(folder.resolve("hot.json"), times.replace("avgt", "thrpt"));

    assertThatThrownBy(() -> Results.read(folder))
        .hasMessageContaining("CounterLookupBenchmark.narthex");
  }

  private static Row row(String operation) throws Exception {
    return Round.rows().stream()
        .filter(row -> row.operation().equals(operation))
        .findFirst()
        .orElseThrow();
  }
}
