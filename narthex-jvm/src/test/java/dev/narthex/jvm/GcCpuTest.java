package dev.narthex.jvm;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Registry;
import dev.narthex.support.Await;
import dev.narthex.testing.Exposition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the threads of the garbage collector took. */
class GcCpuTest {

  @TempDir
  private Path folder;

  @Test
  void addsUpTheThreadsThatWorkForTheCollector() throws IOException {
    RecordedProc proc = RecordedProc.in(folder);
    task(proc, 1, "java", 100, 1);
    task(proc, 2, "GC Thread#0", 200, 3);
    task(proc, 3, "G1 Conc#0", 40, 5);
    task(proc, 4, "my GC Thread#0", 1000, 1);
    task(proc, 5, "ZWorker#1", 7, 0);

    assertThat(GcCpu.ofTasks(folder.resolve("self/task")).getAsDouble()).isEqualTo(2.55);
  }

  @Test
  void tellsNothingWhereTheCollectorHasNoThreads() throws IOException {
    RecordedProc proc = RecordedProc.in(folder);
    task(proc, 1, "java", 100, 1);

    assertThat(GcCpu.ofTasks(folder.resolve("self/task")).getAsDouble()).isNaN();
    assertThat(GcCpu.ofTasks(folder.resolve("none")).getAsDouble()).isNaN();
  }

  @Test
  void looksAtThreadsThatDoOtherWorkNowAndThen() throws IOException {
    RecordedProc proc = RecordedProc.in(folder);
    task(proc, 1, "java", 100, 1);
    task(proc, 2, "GC Thread#0", 200, 3);
    DoubleSupplier seconds = GcCpu.ofTasks(folder.resolve("self/task"));
    assertThat(seconds.getAsDouble()).isEqualTo(2.03);

    task(proc, 1, "GC Thread#1", 300, 0); // it had the name of the thread that started it
    task(proc, 2, "GC Thread#0", 210, 0);
    double last = 0;
    Set<Double> scrapes = new HashSet<>();
    for (int i = 0; i < GcCpu.TURNS; i++) {
      last = seconds.getAsDouble();
      scrapes.add(last);
    }

    assertThat(scrapes).containsExactlyInAnyOrder(2.1, 5.1);
    assertThat(last).isEqualTo(5.1);
  }

  @Test
  void findsTheCollectorsThreadThatHasTheNumberOfOneThatEnded() throws IOException {
    RecordedProc proc = RecordedProc.in(folder);
    task(proc, 1, "java", 100, 1);
    task(proc, 2, "GC Thread#0", 200, 0);
    DoubleSupplier seconds = GcCpu.ofTasks(folder.resolve("self/task"));
    assertThat(seconds.getAsDouble()).isEqualTo(2);

    Files.delete(folder.resolve("self/task/1/stat"));
    Files.delete(folder.resolve("self/task/1"));
    assertThat(seconds.getAsDouble()).isEqualTo(2);
    task(proc, 1, "GC Thread#1", 300, 0);

    assertThat(seconds.getAsDouble()).isEqualTo(5);
  }

  private static void task(RecordedProc proc, int id, String name, int user, int system)
      throws IOException {
    String stat = RecordedProc.STAT_OF_PROCESS
        .replace("Web (main) v2", name)
        .replace("1234 566", user + " " + system);
    proc.write("self/task/" + id + "/stat", stat);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems tell it from JDK 26 on only")
  void growsByTheCollectionsOfThisJvm() {
    Registry registry = Registry.pedantic();
    JvmMetrics.builder().without(JvmGroup.values()).with(JvmGroup.GC_CPU).register(registry);
    System.gc();

    Exposition before = Exposition.of(registry);

    assertThat(before).hasSeriesCount(1).hasFamilies("jvm_gc_cpu_seconds_total");
    Await.until("a tick more", () -> {
      System.gc();
      return Exposition.of(registry).value() > before.value();
    });
  }
}
