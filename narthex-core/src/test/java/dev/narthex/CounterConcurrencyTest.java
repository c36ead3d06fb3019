package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a {@link Counter} promises to many threads: invariants I2 and I3 of {@link StripedTotal}. */
class CounterConcurrencyTest {

  private static final int THREADS = 8;
  private static final int ADDS = 50_000;

  private final Counter counter = Counter.builder("jobs_total").build();

  @Test
  void losesNoIncrement() throws Exception {
    new Race()
        .workers(THREADS, thread -> {
          for (int i = 0; i < ADDS; i++) {
            counter.inc();
          }
        })
        .run();

    assertThat(counter.value()).isEqualTo(THREADS * ADDS);
  }

  @Test
  void losesNoAmountWhenWholeAndFractionalOnesAreMixed() throws Exception {
    new Race()
        .workers(THREADS, thread -> {
          for (int i = 0; i < ADDS; i++) {
            switch ((thread + i) % 4) {
              case 0 -> counter.inc();
              case 1 -> counter.add(0.25);
              case 2 -> counter.add(7L);
              default -> counter.add(3.75);
            }
          }
        })
        .run();

    assertThat(counter.value()).isEqualTo(THREADS * ADDS / 4 * (1 + 0.25 + 7 + 3.75));
  }

  @Test
  void neverGoesBackForWhoeverReadsIt() throws Exception {
    double[] last = new double[2]; // one for each onlooker
    new Race()
        .workers(THREADS, thread -> {
          for (int i = 0; i < ADDS; i++) {
            counter.add(i % 2 == 0 ? 1 : 0.5);
          }
        })
        .onlooker(thread -> last[0] = readNotBelow(last[0]))
        .onlooker(thread -> last[1] = readNotBelow(last[1]))
        .run();
  }

  private double readNotBelow(double before) {
    double now = counter.value();
    assertThat(now).isGreaterThanOrEqualTo(before);
    return now;
  }

  @Test
  void includesAtOnceWhatTheReadingThreadHasAdded() throws Exception {
    new Race()
        .workers(THREADS, thread -> {
          double own = 0;
          for (int i = 0; i < ADDS / 10; i++) {
            double amount = i % 2 == 0 ? 1 : 0.5;
            double before = counter.value();
            counter.add(amount);
            own += amount;
            assertThat(counter.value())
                .isGreaterThanOrEqualTo(own)
                .isGreaterThanOrEqualTo(before + amount);
          }
        })
        .run();
  }

  @Test
  void countsForManyVirtualThreads() throws Exception {
    int threads = 10_000;

    VirtualThreads.run(threads, thread -> {
      for (int i = 0; i < 20; i++) {
        counter.inc();
        counter.add(0.5);
      }
    });

    assertThat(counter.value()).isEqualTo(threads * 20 * 1.5);
  }
}
