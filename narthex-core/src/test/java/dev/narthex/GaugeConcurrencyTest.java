package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a {@link Gauge} promises to many threads: its invariant I1. */
class GaugeConcurrencyTest {

  private static final int THREADS = 6;
  private static final int ADDS = 20_000;

  private final Gauge gauge = Gauge.builder("queue_length").build();

  @Test
  void losesNoAmount() throws Exception {
    new Race()
        .workers(THREADS, thread -> {
          for (int i = 0; i < ADDS; i++) {
            gauge.inc();
            gauge.add(2.5);
            gauge.dec();
            gauge.sub(0.5);
          }
        })
        .run();

    assertThat(gauge.value()).isEqualTo(THREADS * ADDS * 2);
  }

  /** Requests in flight: what a thread adds it takes away, be it in another cell. */
  @Test
  void showsNoMoreThanThereAreAndNoLessThanNothing() throws Exception {
    new Race()
        .workers(THREADS, thread -> {
          for (int i = 0; i < 5 * ADDS; i++) {
            gauge.inc();
            gauge.dec();
          }
        })
        .onlooker(thread -> assertThat(gauge.value()).isBetween(0.0, (double) THREADS))
        .onlooker(thread -> assertThat(gauge.value()).isBetween(0.0, (double) THREADS))
        .run();

    assertThat(gauge.value()).isZero();
  }

  @Test
  void holdsAValueThatWasSetWithAmountsAddedSinceAndNothingElse() throws Exception {
    int sets = 20_000;
    double step = 1 << 20; // more than all amounts together, so that both can be told from a value
    double[] lastSet = {0};
    new Race()
        .workers(1, thread -> {
          for (int i = 1; i <= sets; i++) {
            gauge.set(i * step);
          }
        })
        .workers(THREADS, thread -> {
          for (int i = 0; i < ADDS; i++) {
            gauge.inc();
          }
        })
        .onlooker(thread -> {
          double value = gauge.value();
          double set = Math.floor(value / step);
          assertThat(set).isBetween(lastSet[0], (double) sets);
          assertThat(value - set * step).isBetween(0.0, (double) THREADS * ADDS);
          lastSet[0] = set;
        })
        .run();

    assertThat(gauge.value())
        .as("the last value set, and amounts added since")
        .isBetween(sets * step, sets * step + THREADS * ADDS);
  }

  @Test
  @SuppressWarnings("ThreadPriorityCheck") // lets another virtual thread count in between
  void countsWhatIsInFlightInManyVirtualThreads() throws Exception {
    VirtualThreads.run(10_000, thread -> {
      gauge.inc();
      Thread.yield();
      gauge.dec();
    });

    assertThat(gauge.value()).isZero();
  }
}
