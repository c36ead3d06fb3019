package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** That a {@link Gauge} is the same to one thread while it is busy, and after: {@link SpreadGauge}. */
class BusyGaugeTest {

  private static final long SEED = 5;

  private final ManualTime time = new ManualTime();
  private final Gauge gauge = Gauge.builder("in_flight").time(time).build();

  @Test
  void countsOnWhenItIsBusy() {
    Duration pause = Duration.ofNanos(Busyness.TICK_NANOS / (8 * Probe.SAMPLING));
    int times = 64 * Busyness.BUSY_TICKS * Probe.SAMPLING;

    for (int i = 0; i < times; i++) {
      gauge.inc();
      gauge.dec();
      gauge.add(0.5);
      time.advance(pause);
    }

    assertThat(gauge.value()).isEqualTo(times * 0.5);
  }

  @Test
  void takesEveryAmountWhenItIsSpread() {
    Random random = new Random(SEED);
    double expected = 0;
    gauge.spread();
    for (int i = 0; i < 1_000; i++) {
      double amount = amount(random, i);
      gauge.add(amount);
      expected += amount;
      assertThat(gauge.value()).isEqualTo(expected);
    }
  }

  /** All are multiples of a half and not large, so that no sum of them is rounded. */
  private static double amount(Random random, int i) {
    return switch (i % 4) {
      case 0 -> random.nextInt(1_000) - 500;
      case 1 -> (random.nextInt(1_000) - 500) * 0.5;
      case 2 -> random.nextLong(1L << 40) - (1L << 39);
      default -> 0;
    };
  }

  @Test
  void isGatheredByAValueThatIsSet() {
    gauge.add(1e15);
    gauge.spread();
    gauge.inc();

    gauge.set(0.1);
    assertThat(gauge.value()).as("exactly, whatever was there before").isEqualTo(0.1);
    gauge.spread();
    gauge.inc();
    assertThat(gauge.value()).isEqualTo(1.1);
  }

  /** Whatever its bits are: some of them have a meaning inside a gauge. */
  @Test
  void staysNotANumberOnceNanWasAdded() {
    gauge.spread();
    gauge.set(2);
    for (long payload = 0x7FF8_5350_5245_4140L; payload < 0x7FF8_5350_5245_4150L; payload++) {
      gauge.set(1);
      gauge.add(Double.longBitsToDouble(payload));
      assertThat(gauge.value()).isNaN();
      gauge.set(Double.longBitsToDouble(payload));
      assertThat(gauge.value()).isNaN();
    }
  }
}
