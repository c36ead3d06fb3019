package dev.narthex.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Collector;
import dev.narthex.Registry;
import dev.narthex.testing.Exposition;
import dev.narthex.testing.reader.ExposedSeries;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The default set has fewer than 150 series, whichever collector works and whatever makes it work. */
class SeriesBoundTest {

  private static final int CAUSES = 30;
  private static final String ACTION = "end of it";

  @TempDir
  private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"Serial", "Parallel", "G1", "Z"})
  void theDefaultSetHasFewerThan150Series(String collector) throws Exception {
    Exposition printed = Exposition.parse(ForkedJvm.run(
        folder,
        List.of(
            "-Xms256m", // so much that no collection comes by itself
            "-Xmx256m",
            "-XX:MetaspaceSize=128m",
            "-XX:MaxMetaspaceSize=128m",
            "-XX:+Use" + collector + "GC"),
        EveryCause.class));

    double collectors = printed.value("collectors");
    assertThat(Samples.count(printed) - 1).isBetween(110, 149); // that number is not of the JVM
    double steps = Samples.observations(printed, "jvm_gc_pause_seconds", SeriesBoundTest::isOfThis)
        + Samples.observations(printed, "jvm_gc_cycle_seconds", SeriesBoundTest::isOfThis);
    assertThat(steps).as("none is lost").isEqualTo(CAUSES * collectors);
  }

  /** Not of a collection that came by itself. */
  private static boolean isOfThis(ExposedSeries series) {
    return ACTION.equals(series.labels().get("action"));
  }

  /** A program in which everything makes each collector work, and each memory pool grows. */
  static final class EveryCause {

    private EveryCause() {}

    public static void main(String[] args) {
      Registry registry = Registry.pedantic();
      JvmMetrics.builder().without(JvmGroup.GC, JvmGroup.ALLOCATION).register(registry);
      List<Collector> collectors = new ArrayList<>();
      Assembly assembly = new Assembly(name -> true, false, GcCauses.USUAL, collectors);
      GcCollections.addTo(assembly);
      GcSteps.addTo(assembly);
      Allocation.addTo(assembly);
      collectors.forEach(registry::register);

      List<GarbageCollectorMXBean> beans = ManagementFactory.getGarbageCollectorMXBeans();
      for (GarbageCollectorMXBean bean : beans) {
        for (int i = 0; i < CAUSES; i++) {
          GcEvent event =
              new GcEvent(bean.getName(), ACTION, "cause " + i, 0.003, usages(0), usages(i));
          for (Collector collector : collectors) {
            count(event, collector);
          }
        }
      }
      System.out.print(Exposition.of(registry).asText());
      System.out.println("collectors " + beans.size());
    }

    private static void count(GcEvent event, Collector collector) {
      if (collector instanceof GcSteps steps) {
        steps.count(event);
      } else if (collector instanceof Allocation allocation) {
        allocation.count(event);
      }
    }

    private static Map<String, MemoryUsage> usages(long used) {
      Map<String, MemoryUsage> usages = new HashMap<>();
      for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
        usages.put(pool.getName(), new MemoryUsage(0, used, CAUSES, -1));
      }
      return usages;
    }
  }
}
