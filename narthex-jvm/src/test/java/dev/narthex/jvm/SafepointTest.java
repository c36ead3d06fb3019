package dev.narthex.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Registry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scrape of the default set stops no thread, however many there are. */
class SafepointTest {

  private static final Pattern SAFEPOINT = Pattern.compile("Safepoint \"(\\w+)\"");

  /** What the JVM stops all threads for by itself: to clean up, to collect garbage, and at its end. */
  private static final Pattern OWN =
      Pattern.compile("Cleanup|Clean\\w+Metaspaces|G1\\w+|CollectFor\\w+|ICBufferFull|Halt|Exit");

  @TempDir
  private Path folder;

  @Test
  void theDefaultSetTakesNoSafepoint() throws Exception {
    assertThat(safepointsOfScrapes("default")).isEmpty();
  }

  /** Shows that the log would tell. */
  @Test
  void theSearchForDeadlocksTakesSomeAsItSays() throws Exception {
    assertThat(safepointsOfScrapes("deadlocks")).containsExactly("FindDeadlocks");
  }

  private Set<String> safepointsOfScrapes(String what) throws Exception {
    Path log = folder.resolve("safepoints.log");
    ForkedJvm.run(
        folder,
        List.of("-Xmx128m", "-XX:+UseG1GC", "-Xlog:safepoint:file=" + log + "::filecount=0"),
        ManyThreads.class,
        what);
    Set<String> safepoints = new TreeSet<>();
    for (String line : Files.readAllLines(log)) {
      Matcher safepoint = SAFEPOINT.matcher(line);
      if (safepoint.find() && !OWN.matcher(safepoint.group(1)).matches()) {
        safepoints.add(safepoint.group(1));
      }
    }
    return safepoints;
  }

  /** A program with many threads that is scraped often. */
  static final class ManyThreads {

    private static final int THREADS = 500;
    private static final int SCRAPES = 200;
    private static final long STACK_BYTES = 1 << 16;

    private ManyThreads() {}

    public static void main(String[] args) throws InterruptedException {
      CountDownLatch end = new CountDownLatch(1);
      for (int i = 0; i < THREADS; i++) {
        Runnable waiting = () -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
        Thread thread = new Thread(null, waiting, "waiting-" + i, STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
      }
      Registry registry = new Registry();
      JvmMetrics.Builder metrics = JvmMetrics.builder();
      if (args[0].equals("deadlocks")) {
        metrics.with(JvmGroup.DEADLOCKS);
      }
      metrics.register(registry);

      for (int i = 0; i < SCRAPES; i++) {
        registry.snapshot();
      }
      end.countDown();
    }
  }
}
