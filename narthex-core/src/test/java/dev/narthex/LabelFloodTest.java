package dev.narthex;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.CounterSnapshot;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * That a family is bounded, whatever is thrown at it: ten million label sets leave a small heap flat,
 * and none of the counts is lost. They are thrown in a JVM of its own, whose heap is small.
 */
class LabelFloodTest {

  private static final int LABEL_SETS = 10_000_000;
  private static final int MAX_SERIES = 10_000;

  @Test
  void tenMillionLabelSetsLeaveTheHeapFlatAndTheScrapeSaysHowManyWereDiverted()
      throws IOException, InterruptedException, URISyntaxException {
    ProcessBuilder builder = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx24m",
        "-cp",
        folderOf(Counter.class) + File.pathSeparator + folderOf(LabelFloodTest.class),
        Flood.class.getName());
    // What the machine sets for all of its JVMs could be another heap.
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.matches("JAVA_TOOL_OPTIONS|(_|JDK_)JAVA_OPTIONS"));
    Process flood = builder.redirectErrorStream(true).start();

    String printed = new String(flood.getInputStream().readAllBytes(), UTF_8);

    assertThat(flood.waitFor()).as(printed).isZero();
    assertThat(printed.lines())
        .contains(
            "series 10001",
            "total 1.0E7",
            "narthex_family_overflowed_total {family=\"requests_total\"} 9990000.0",
            "grown by less than a megabyte: true");
  }

  private static String folderOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }

  /** What runs in the other JVM. */
  static final class Flood {

    private Flood() {}

    @SuppressWarnings("SystemOut") // that is how it answers
    public static void main(String[] args) {
      Registry registry = new Registry();
      Family<Counter> requests = Counter.builder("requests_total")
          .labelNames("user", "code")
          .maxSeries(MAX_SERIES)
          .register(registry);
      long usedWhenFull = 0;
      for (int i = 0; i < LABEL_SETS; i++) {
        requests.with("user-" + i, "200").inc();
        if (i == 2 * MAX_SERIES) {
          registry.snapshot(); // logs the warning
          usedWhenFull = usedHeap();
        }
      }
      long grown = usedHeap() - usedWhenFull;

      System.out.println("series " + requests.size());
      System.out.println("total "
          + requests.series().stream().mapToDouble(one -> one.metric().value()).sum());
      Registry self = new Registry();
      self.register(SelfMetrics.of(registry));
      self.snapshot().stream()
          .filter(family -> family.descriptor().name().equals("narthex_family_overflowed_total"))
          .flatMap(family -> family.series().stream())
          .map(CounterSnapshot.class::cast)
          .forEach(one -> System.out.println(
              "narthex_family_overflowed_total " + one.labels() + " " + one.value()));
      System.out.println("grown by less than a megabyte: " + (grown < 1 << 20));
    }

    private static long usedHeap() {
      System.gc();
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
  }
}
