package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.Labels;
import dev.narthex.model.Millis;
import dev.narthex.model.ValueSnapshot;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@link Gauge} promises one thread. */
class GaugeTest {

  private static final long SEED = 2;

  private final ManualTime time = new ManualTime();
  private final Registry registry = new Registry();
  private final Gauge depth =
      Gauge.builder("queue_depth").help("Jobs waiting.").time(time).register(registry);

  @Test
  void isExposedAtZeroBeforeItIsSet() {
    assertThat(Transcript.of(registry)).isEqualTo("""
        queue_depth gauge "Jobs waiting."
          {} 0.0
        """);
  }

  @Test
  void goesUpAndDown() {
    depth.set(10);
    depth.inc();
    depth.inc();
    depth.dec();
    depth.add(0.5);
    depth.sub(20);

    assertThat(depth.value()).isEqualTo(-8.5);
    assertThat(Transcript.of(registry)).isEqualTo("""
        queue_depth gauge "Jobs waiting."
          {} -8.5
        """);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0.0,
        -0.0,
        Double.MIN_VALUE,
        -Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
      })
  void takesAnyNumberAndGivesItBackBitForBit(double value) {
    depth.set(value);

    assertThat(Double.doubleToRawLongBits(depth.value()))
        .isEqualTo(Double.doubleToRawLongBits(value));
  }

  @Test
  void recoversFromNotANumberWhenItIsSet() {
    depth.set(Double.NaN);
    depth.inc();
    assertThat(depth.value()).isNaN();

    depth.set(3);

    assertThat(depth.value()).isEqualTo(3);
  }

  @Test
  void isAlwaysWhatWasSetLastWithWhatWasAddedSince() {
    Random random = new Random(SEED);
    double expected = 0;
    for (int i = 0; i < 10_000; i++) {
      double amount = random.nextGaussian() * 1000;
      switch (random.nextInt(5)) {
        case 0 -> {
          depth.set(amount);
          expected = amount;
        }
        case 1 -> {
          depth.add(amount);
          expected += amount;
        }
        case 2 -> {
          depth.sub(amount);
          expected -= amount;
        }
        case 3 -> {
          depth.inc();
          expected++;
        }
        default -> {
          depth.dec();
          expected--;
        }
      }

      assertThat(depth.value()).isEqualTo(expected);
    }
  }

  @Test
  void isSetToTheTimeInSecondsWithItsFraction() {
    time.setWallMillis(1_234_567_890_123L);

    depth.setToCurrentTime();

    assertThat(depth.value()).isEqualTo(1_234_567_890.123);
  }

  @Test
  void isSetToTheSecondsThatATimerMeasured() {
    depth.set(99);

    Timer timer = depth.startTimer();
    time.advance(Duration.ofMillis(1500));
    timer.stop();

    assertThat(depth.value()).isEqualTo(1.5);
  }

  @Test
  void hasNoCreatedTimeAndNoTimestamp() {
    depth.set(4);

    assertThat(registry.snapshot().get(0).series(Labels.EMPTY))
        .isEqualTo(new ValueSnapshot(Labels.EMPTY, 4, Millis.NONE));
  }
}
