package dev.narthex.jvm;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.Gauge;
import dev.narthex.Registry;
import dev.narthex.support.Await;
import dev.narthex.support.CapturedLog;
import dev.narthex.testing.Exposition;
import dev.narthex.testing.reader.ExposedFamily;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** What {@link JfrMetrics} counts, how it begins and how it ends. */
class JfrMetricsTest {

  private static final Duration BLOCKED = Duration.ofMillis(30);

  private final Registry registry = new Registry();
  private final CapturedLog log = new CapturedLog(JfrMetrics.class);

  @BeforeEach
  void noneIsLeftOfAnotherTest() {
    Await.until("no thread is left", () -> threads() == 0);
  }

  @AfterEach
  void end() {
    registry.close();
    log.close();
  }

  private static long threads() {
    Thread[] threads = new Thread[Thread.activeCount() + 100];
    int count = Thread.enumerate(threads);
    long ours = 0;
    for (int i = 0; i < count; i++) {
      if (threads[i].getName().equals("narthex-jfr")) {
        ours++;
      }
    }
    return ours;
  }

  /** The value of a series of a family, which is not there before JFR runs. */
  private double value(String family, String part) {
    Exposition now = Exposition.of(registry);
    return now.familyCount(family) == 0 ? 0 : now.value(family + part);
  }

  private void awaitStart() {
    Await.until("JFR runs", () -> Exposition.of(registry).familyCount() > 0);
  }

  @Test
  void countsWhatHappens() {
    JfrMetrics.builder().threshold(BLOCKED.dividedBy(3)).start(registry);
    awaitStart();
    List<Object> kept = new ArrayList<>();

    // A safepoint takes longer than to come to it does. JFR may tell of the longer time a moment
    // later.
    Await.until("all is counted", () -> {
      System.gc();
      waitForAMonitor();
      kept.add(new RuntimeException("counted"));
      return value("jvm_safepoint_sync_seconds", "_count") > 0
          && value("jvm_safepoint_seconds", "_sum") > value("jvm_safepoint_sync_seconds", "_sum")
          && value("jvm_gc_phase_pause_seconds", "_count") > 0
          && value("jvm_monitor_contended_seconds", "_count") > 0
          && value("jvm_exceptions_thrown_total", "") > kept.size() / 2.0
          && value("jvm_allocation_sampled_bytes_total", "") > 0;
    });

    Exposition now = Exposition.of(registry);
    double contended = now.value("jvm_monitor_contended_seconds_count");
    assertThat(now.value("jvm_monitor_contended_seconds_sum"))
        .isGreaterThanOrEqualTo(contended * BLOCKED.toMillis() / 3e3);
    assertThat(now).hasNoFamilies("jvm_zgc_allocation_stall_seconds");
  }

  private static void waitForAMonitor() {
    Object monitor = new Object();
    Thread waiting = new Thread(() -> {
      synchronized (monitor) {
        monitor.notifyAll();
      }
    });
    synchronized (monitor) {
      waiting.start();
      Await.until("blocked", () -> waiting.getState() == Thread.State.BLOCKED);
      LockSupport.parkNanos(BLOCKED.toNanos()); // what is measured is this time
    }
    try {
      waiting.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "later JDKs have all events")
  void saysOnceWhichEventsTheJdkLacks() {
    JfrMetrics.start(registry);
    awaitStart();

    assertThat(registry).hasNoFamilies("jvm_virtual_thread_pinned_seconds");
    assertThat(log.messages())
        .containsExactly("Java " + Runtime.version().feature()
            + " has no event jdk.VirtualThreadPinned; what is counted from it is left out.");
  }

  @Test
  @DisabledForJreRange(max = JRE.JAVA_20, disabledReason = "there are no virtual threads")
  void countsHowLongVirtualThreadsWerePinned() throws Throwable {
    JfrMetrics.builder().threshold(BLOCKED.dividedBy(3)).start(registry);
    awaitStart();
    Thread pinned = (Thread) MethodHandles.publicLookup()
        .findStatic(
            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class))
        .invoke((Runnable) SlowToInitialize::touch);
    pinned.join();

    Await.until("it is counted", () -> value("jvm_virtual_thread_pinned_seconds", "_count") > 0);

    assertThat(value("jvm_virtual_thread_pinned_seconds", "_sum"))
        .isGreaterThan(BLOCKED.toMillis() / 3e3);
    assertThat(log.messages()).isEmpty();
  }

  /** A thread that initialises a class runs native code below, so it keeps its platform thread. */
  private static final class SlowToInitialize {
    static {
      LockSupport.parkNanos(BLOCKED.toNanos());
    }

    static void touch() {}
  }

  @Test
  void leavesNothingBehindWhenItIsClosed() {
    JfrMetrics metrics = JfrMetrics.start(registry);
    awaitStart();

    metrics.close();
    metrics.close();

    assertThat(registry).exposes("");
    Await.until("the thread has ended", () -> threads() == 0);
  }

  @Test
  void mayBeClosedBeforeJfrRuns() {
    JfrMetrics metrics = JfrMetrics.start(registry);

    metrics.close();

    Await.until("the thread has ended", () -> threads() == 0);
    assertThat(registry).exposes("");
    assertThat(log.messages()).noneMatch(message -> message.contains("could not be started"));
  }

  @Test
  void isLeftOutWithAWordWhereTheModuleIsMissing(@TempDir Path folder) throws Exception {
    String printed = ForkedJvm.run(
        folder,
        List.of("--limit-modules", "java.logging,java.management,jdk.management"),
        WithoutJfr.class);

    assertThat(printed)
        .containsOnlyOnce("The module jdk.jfr is not there, so its metrics are left out.")
        .containsOnlyOnce("Families: [jvm_threads_peak]");
  }

  /** A program on a JDK that was put together without JFR. */
  static final class WithoutJfr {

    private WithoutJfr() {}

    public static void main(String[] args) {
      Registry registry = new Registry();
      JfrMetrics jfr = JfrMetrics.start(registry);
      JvmMetrics.builder().deny(".*").allow("jvm_threads_peak").register(registry);
      List<ExposedFamily> families = Exposition.of(registry).families();
      System.out.println(
          "Families: " + families.stream().map(ExposedFamily::name).toList());
      jfr.close();
    }
  }

  @Test
  void startsNothingWhereANameIsTaken() {
    Gauge.builder("jvm_safepoint_seconds").help("Mine.").register(registry);

    assertThatThrownBy(() -> JfrMetrics.start(registry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jvm_safepoint_seconds");
    assertThat(threads()).isZero();
  }

  @Test
  void refusesSettingsThatRecordNothing() {
    JfrMetrics.Builder builder = JfrMetrics.builder();

    assertThatThrownBy(() -> builder.threshold(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("threshold(PT-0.000000001S)");
    assertThatThrownBy(() -> builder.allocationSamplesPerSecond(0))
        .hasMessageContaining("Pass at least 1");
    assertThatThrownBy(() -> builder.retention(Duration.ZERO, 1))
        .hasMessageContaining("retention(PT0S, 1)");
    assertThatThrownBy(() -> builder.retention(Duration.ofSeconds(1), 0))
        .hasMessageContaining("no room");
  }
}
