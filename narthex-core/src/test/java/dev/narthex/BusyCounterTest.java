package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * When a {@link Counter} spends memory on cells, and that threads which own them lose nothing: "Busy
 * totals" in {@link StripedTotal}, and the invariants of {@link OwnedCell}.
 */
class BusyCounterTest {

  /** How many calls come in a tick where a counter is busy: each tick has some that look. */
  private static final int A_TICK = 8 * Probe.SAMPLING;

  private static final Duration BUSY = Duration.ofNanos(Busyness.TICK_NANOS / A_TICK);
  private static final Duration SELDOM = Duration.ofNanos(2 * Busyness.TICK_NANOS);

  /** So many that a counter is surely found busy, and a thread owns a cell. */
  private static final int MANY = 4 * Busyness.BUSY_TICKS * A_TICK;

  private final ManualTime time = new ManualTime();
  private final Counter counter = Counter.builder("jobs_total").time(time).build();

  @Test
  void isSpreadWhenItIsBusyForAWhile() {
    count(MANY / 8, BUSY);
    assertThat(counter.isSpread()).isFalse();

    count(MANY, BUSY);
    assertThat(counter.isSpread()).isTrue();
    assertThat(counter.value()).isEqualTo(MANY / 8 + MANY);
  }

  @Test
  void isSpreadWhenItIsBusyWithFractions() {
    add(0.5);

    assertThat(counter.isSpread()).isTrue();
    assertThat(counter.value()).isEqualTo(MANY * 0.5);
  }

  /** As the threads of a pool do that answer some requests each second. */
  @Test
  void staysSmallWhenThreadsComeNowAndThen() throws Exception {
    count(MANY, SELDOM);
    inAnotherThread(() -> count(MANY, SELDOM));

    assertThat(counter.isSpread()).isFalse();
    assertThat(counter.value()).isEqualTo(2 * MANY);
  }

  @Test
  void losesNothingWhenThreadsEndAndOthersTakeOverTheirCells() throws Exception {
    for (int i = 0; i < 3 * Cells.MAX; i++) {
      inAnotherThread(() -> {
        count(MANY, BUSY);
        add(0.5);
      });
    }

    assertThat(counter.value()).isEqualTo(3 * Cells.MAX * MANY * 1.5);
  }

  private void count(int times, Duration pause) {
    for (int i = 0; i < times; i++) {
      counter.inc();
      time.advance(pause);
    }
  }

  private void add(double amount) {
    for (int i = 0; i < MANY; i++) {
      counter.add(amount);
      time.advance(BUSY);
    }
  }

  private static void inAnotherThread(Runnable work) throws InterruptedException {
    Thread thread = new Thread(work);
    thread.start();
    thread.join();
  }
}
