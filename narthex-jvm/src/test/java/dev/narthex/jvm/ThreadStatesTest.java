package dev.narthex.jvm;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Registry;
import dev.narthex.support.Await;
import dev.narthex.testing.Exposition;
import dev.narthex.testing.reader.ExposedNumber;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Threads are counted by their states, as the JVM's own bean tells them, without asking it for each. */
class ThreadStatesTest {

  private final Registry registry = Registry.pedantic();

  private double threadsIn(String state) {
    return Exposition.of(registry).value("jvm_threads_state", "state", state);
  }

  @Test
  void hasEveryStateAndAllThreadsTogether() {
    JvmMetrics.builder().deny(".*").allow("jvm_threads_(state|current)").register(registry);
    ThreadMXBean bean = ManagementFactory.getThreadMXBean();
    boolean hasUngrouped = Runtime.version().feature() < 19;

    // Threads of the test's own machinery come and go, so one quiet moment has to do. Before JDK 19
    // no group has the thread that JFR records with, which another test may have started.
    Await.until("the states add up to the threads there are", () -> {
      int before = bean.getThreadCount();
      Exposition now = Exposition.of(registry);
      double current = now.value("jvm_threads_current");
      double sum = Samples.series(now.only("jvm_threads_state")).stream()
          .mapToDouble(series -> ((ExposedNumber) series).value())
          .sum();
      return before == current && (sum == current || (hasUngrouped && sum == current - 1));
    });

    Exposition now = Exposition.of(registry);
    assertThat(now).hasSeriesCount(1 + Thread.State.values().length + 1); // all together, unknown
    assertThat(Samples.series(now.only("jvm_threads_state")))
        .extracting(series -> series.labels().get("state"))
        .containsExactlyInAnyOrder(
            "BLOCKED", "NEW", "RUNNABLE", "TERMINATED", "TIMED_WAITING", "UNKNOWN", "WAITING");
  }

  @Test
  void findsAThreadInItsStateUntilItEnds() throws InterruptedException {
    JvmMetrics.builder().deny(".*").allow("jvm_threads_state").register(registry);
    // A thread of the test's own machinery may be for a moment.
    Await.until("nobody is blocked", () -> threadsIn("BLOCKED") == 0);
    Object monitor = new Object();
    Thread blocked = new Thread(new ThreadGroup("a group of its own"), () -> {
      synchronized (monitor) {
        monitor.notifyAll();
      }
    });

    synchronized (monitor) {
      blocked.start();
      Await.until("blocked", () -> blocked.getState() == Thread.State.BLOCKED);

      assertThat(threadsIn("BLOCKED")).isPositive();
    }
    blocked.join();

    Await.until("nobody is blocked", () -> threadsIn("BLOCKED") == 0);
  }

  @Test
  void countsAThreadThatHidesItsStateAsUnknown() throws InterruptedException {
    JvmMetrics.builder().deny(".*").allow("jvm_threads_state").register(registry);
    CountDownLatch end = new CountDownLatch(1);
    Thread hiding = new Thread(() -> await(end)) {
      @Override
      public State getState() {
        throw new IllegalStateException("not telling");
      }
    };
    hiding.start();

    assertThat(threadsIn("UNKNOWN")).isEqualTo(1);

    end.countDown();
    hiding.join();
    assertThat(threadsIn("UNKNOWN")).isZero();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void tellsDaemonsApartUnderOpenTelemetrysNames() {
    JvmMetrics.builder()
        .openTelemetryNames()
        .deny(".*")
        .allow("jvm_thread_count")
        .register(registry);

    Exposition now = Exposition.of(registry);

    assertThat(now).hasSeriesCount(2 * Thread.State.values().length);
    assertThat(now.value(
            "jvm_thread_count", "jvm_thread_daemon", "false", "jvm_thread_state", "runnable"))
        .isPositive();
  }
}
