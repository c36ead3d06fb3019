package dev.narthex.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.narthex.testing.Exposition;
import dev.narthex.testing.reader.ExposedSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The metrics of garbage collection agree with the JVM's own log, whichever collector works. */
class GcLogTest {

  /** The JVM tells durations of the log in microseconds, those of the metrics in milliseconds. */
  private static final Pattern PAUSE = Pattern.compile("(Pause \\D*).* (\\d+\\.\\d+)ms$");

  /** Of both generations of ZGC together. */
  private static final int PAUSES_OF_A_CYCLE = 6;

  @TempDir
  private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"Serial", "Parallel", "G1", "Z"})
  void pausesAddUpToThoseOfTheLog(String collector) throws Exception {
    Exposition exposed = scrapeUnderPressure(collector);

    Pauses log = pausesOfLog();
    double count =
        Samples.observations(exposed, "jvm_gc_pause_seconds", GcLogTest::stopsTheProgram);
    boolean isConcurrent = collector.equals("Z");
    // A cycle with its pauses may begin by itself while the program ends.
    int after = isConcurrent ? PAUSES_OF_A_CYCLE : 0;
    assertThat(count).isBetween((double) log.count - after, (double) log.count).isGreaterThan(5);
    // Begin and end of each pause are cut to whole milliseconds, which is an error of 0.41 ms on
    // average, as often up as down; this allows for five times what is to be expected of all.
    double cut = 5 * 0.00041 * Math.sqrt(count);
    assertThat(Samples.sum(exposed, "jvm_gc_pause_seconds", GcLogTest::stopsTheProgram))
        .isCloseTo(log.seconds, within(0.02 * log.seconds + cut));
    // The JVM's own total of each collector is cut once, and the log sees a pause some microseconds
    // longer; of ZGC's pauses that is half.
    double longer = 0.003 + 0.00001 * count;
    assertThat(Samples.sum(exposed, "jvm_gc_collection_seconds", GcLogTest::stopsTheProgram))
        .isCloseTo(log.seconds, within(0.02 * log.seconds + longer));
    assertThat(exposed.familyCount("jvm_gc_cycle_seconds")).isEqualTo(isConcurrent ? 1 : 0);
    assertThat(isConcurrent || exposed.value("jvm_gc_promoted_bytes_total") > 0).isTrue();
  }

  private Exposition scrapeUnderPressure(String collector)
      throws IOException, InterruptedException {
    String tags = collector.equals("Z") ? "gc,gc+phases" : "gc";
    String printed = ForkedJvm.run(
        folder,
        List.of(
            "-Xmx128m",
            "-Xms128m",
            "-XX:+Use" + collector + "GC",
            "-Xlog:" + tags + ":file=" + folder.resolve("gc.log") + ":tags:filecount=0"),
        AllocationPressure.class);
    return Exposition.parse(printed);
  }

  private record Pauses(int count, double seconds) {}

  /** Before JDK 20, the JVM does not count these pauses of G1 as any collector's. */
  private static boolean isUncounted(String pause) {
    return Runtime.version().feature() < 20
        && (pause.startsWith("Pause Remark") || pause.startsWith("Pause Cleanup"));
  }

  private Pauses pausesOfLog() throws IOException {
    int count = 0;
    double millis = 0;
    for (String line : Files.readAllLines(folder.resolve("gc.log"))) {
      Matcher pause = PAUSE.matcher(line);
      if (pause.find() && !isUncounted(pause.group(1))) {
        count++;
        millis += Double.parseDouble(pause.group(2));
      }
    }
    return new Pauses(count, millis / 1e3);
  }

  /** Whether a series is of a collector that does not run beside the program. */
  private static boolean stopsTheProgram(ExposedSeries series) {
    return series.labels().values().stream().noneMatch(value -> value.endsWith(" Cycles"));
  }
}
