package dev.narthex.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Registry;
import dev.narthex.support.Await;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Threads are counted by their states, as the JVM's own bean tells them, without asking it for each. */
class ThreadStatesTest {

  private final Registry registry = Registry.pedantic();

  private Map<String, Double> states() {
    return Scrape.series(registry);
  }

  private static String series(String state) {
    return "jvm_threads_state{state=\"" + state + "\"}";
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
      Map<String, Double> states = states();
      double current = states.remove("jvm_threads_current");
      double sum = states.values().stream().mapToDouble(Double::doubleValue).sum();
      return before == current && (sum == current || (hasUngrouped && sum == current - 1));
    });

    assertThat(states())
        .containsOnlyKeys(
            "jvm_threads_current",
            series("BLOCKED"),
            series("NEW"),
            series("RUNNABLE"),
            series("TERMINATED"),
            series("TIMED_WAITING"),
            series("UNKNOWN"),
            series("WAITING"));
  }

  @Test
  void findsAThreadInItsStateUntilItEnds() throws InterruptedException {
    JvmMetrics.builder().deny(".*").allow("jvm_threads_state").register(registry);
    // A thread of the test's own machinery may be for a moment.
    Await.until("nobody is blocked", () -> states().get(series("BLOCKED")) == 0);
    Object monitor = new Object();
    Thread blocked = new Thread(new ThreadGroup("a group of its own"), () -> {
      synchronized (monitor) {
        monitor.notifyAll();
      }
    });

    synchronized (monitor) {
      blocked.start();
      Await.until("blocked", () -> blocked.getState() == Thread.State.BLOCKED);

      assertThat(states().get(series("BLOCKED"))).isPositive();
    }
    blocked.join();

    Await.until("nobody is blocked", () -> states().get(series("BLOCKED")) == 0);
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

    assertThat(states().get(series("UNKNOWN"))).isEqualTo(1);

    end.countDown();
    hiding.join();
    assertThat(states().get(series("UNKNOWN"))).isZero();
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

    Map<String, Double> states = states();

    assertThat(states).hasSize(2 * Thread.State.values().length);
    assertThat(states.get(
            "jvm_thread_count{jvm_thread_daemon=\"false\",jvm_thread_state=\"runnable\"}"))
        .isPositive();
  }
}
