package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a {@link Timer} promises, by a clock that is moved by hand. */
class TimerTest {

  private final ManualTime time = new ManualTime();
  private final List<Double> observed = new ArrayList<>();
  private final Timer timer = Timer.start(observed::add, time);

  @Test
  void handsOverTheSecondsSinceItsStart() {
    time.advance(Duration.ofMillis(2500));

    assertThat(timer.stop()).isEqualTo(Duration.ofMillis(2500));
    assertThat(observed).containsExactly(2.5);
  }

  @Test
  void measuresNanoseconds() {
    time.advance(Duration.ofNanos(1));

    timer.stop();

    assertThat(observed).containsExactly(1e-9);
  }

  @Test
  void handsItsTimeOverOnceHoweverOftenItIsStopped() {
    time.advance(Duration.ofSeconds(1));
    timer.stop();
    time.advance(Duration.ofSeconds(1));

    assertThat(timer.stop()).isEqualTo(Duration.ofSeconds(1));
    timer.close();
    timer.stop(seconds -> observed.add(-1.0));

    assertThat(observed).containsExactly(1.0);
    assertThat(timer.elapsed()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void tellsTheTimeSoFarWhileItRuns() {
    assertThat(timer.elapsed()).isEqualTo(Duration.ZERO);
    time.advance(Duration.ofSeconds(3));
    assertThat(timer.elapsed()).isEqualTo(Duration.ofSeconds(3));
    assertThat(observed).isEmpty();
  }

  @Test
  void stopsAtTheEndOfATryUnlessItWasStoppedBefore() {
    try (Timer early = Timer.start(observed::add, time)) {
      time.advance(Duration.ofSeconds(1));
      early.stop();
      time.advance(Duration.ofSeconds(5));
    }
    try (Timer late = Timer.start(observed::add, time)) {
      time.advance(Duration.ofSeconds(2));
      assertThat(late.elapsed()).isEqualTo(Duration.ofSeconds(2));
    }

    assertThat(observed).containsExactly(1.0, 2.0);
  }

  @Test
  void handsItsTimeToWhomItIsStoppedWith() {
    List<Double> misses = new ArrayList<>();
    time.advance(Duration.ofSeconds(1));

    timer.stop(misses::add);
    timer.close();

    assertThat(misses).containsExactly(1.0);
    assertThat(observed).isEmpty();
  }

  @Test
  void belongsToNobodyUntilItIsStoppedWithAnObserver() {
    Timer free = Timer.start();

    assertThat(free.elapsed()).isGreaterThanOrEqualTo(Duration.ZERO);
    free.stop(observed::add);

    assertThat(observed).hasSize(1);
    assertThat(observed.get(0)).isGreaterThanOrEqualTo(0);
  }

  @Test
  void doesNotCareWhetherTheWallClockIsSet() {
    time.setWallMillis(0);
    time.advance(Duration.ofSeconds(1));

    assertThat(timer.stop()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void neverMeasuresLessThanNothing() {
    time.advance(Duration.ofNanos(-5));

    assertThat(timer.stop()).isEqualTo(Duration.ZERO);
    assertThat(observed).containsExactly(0.0);
  }

  @Test
  void refusesNobodyWhenItIsStartedAndNotWhenItStops() {
    assertThatThrownBy(() -> Timer.start(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("observer");
  }

  @Test
  void runsOnWhenItWasToldToStopForNobody() {
    time.advance(Duration.ofSeconds(1));
    assertThatThrownBy(() -> timer.stop(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("observer");

    timer.close();

    assertThat(observed).containsExactly(1.0);
  }

  @Test
  void isStoppedEvenIfTheObserverThrows() {
    IllegalStateException failure = new IllegalStateException("full");
    Timer failing = Timer.start(
        seconds -> {
          throw failure;
        },
        time);
    time.advance(Duration.ofSeconds(1));

    assertThatThrownBy(failing::stop).isSameAs(failure);
    time.advance(Duration.ofSeconds(1));

    assertThat(failing.stop()).isEqualTo(Duration.ofSeconds(1));
  }
}
