package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an {@link Observer} adds to the one method it needs, alike for all that take observations. */
class ObserverTest {

  private final ManualTime time = new ManualTime();
  private final Histogram histogram =
      Histogram.builder("a_seconds").buckets(1, 2, 3).time(time).build();
  private final Summary summary = Summary.builder("b_seconds").time(time).build();

  @Test
  void takesDurationsAsSeconds() {
    List<Double> observed = new ArrayList<>();
    Observer observer = observed::add;

    observer.observe(Duration.ofMillis(1500));
    observer.observe(Duration.ofNanos(1));
    observer.observe(Duration.ZERO);
    observer.observe(Duration.ofMillis(-500));
    observer.observe(Duration.ofDays(1));

    assertThat(observed).containsExactly(1.5, 1e-9, 0.0, -0.5, 86400.0);
  }

  @Test
  void measuresWithATimer() {
    for (Observer observer : List.of(histogram, summary)) {
      try (Timer timer = observer.startTimer()) {
        time.advance(Duration.ofMillis(1500));
        assertThat(timer.elapsed()).isEqualTo(Duration.ofMillis(1500));
      }
    }

    assertThat(histogram.snapshot().bucketCount(1)).isEqualTo(1);
    assertThat(histogram.snapshot().sum()).isEqualTo(1.5);
    assertThat(summary.snapshot().count()).isEqualTo(1);
    assertThat(summary.snapshot().sum()).isEqualTo(1.5);
  }

  @Test
  void measuresWhatItRunsAndReturnsItsResult() throws Exception {
    histogram.time(() -> time.advance(Duration.ofSeconds(1)));
    String supplied = histogram.time(() -> {
      time.advance(Duration.ofSeconds(2));
      return "supplied";
    });
    String called = histogram.timeCallable(() -> {
      time.advance(Duration.ofSeconds(3));
      return "called";
    });

    assertThat(supplied).isEqualTo("supplied");
    assertThat(called).isEqualTo("called");
    assertThat(Transcript.of(histogram)).isEqualTo("""
        a_seconds histogram ""
          {} 1.0:1 2.0:1 3.0:1 Infinity:0 sum 6.0
        """);
  }

  @Test
  void measuresAlsoWhatThrows() {
    IllegalStateException failure = new IllegalStateException("broken");
    IOException checked = new IOException("broken too");

    assertThatThrownBy(() -> summary.time((Runnable) () -> {
          time.advance(Duration.ofSeconds(1));
          throw failure;
        }))
        .isSameAs(failure);
    assertThatThrownBy(() -> summary.timeCallable(() -> {
          time.advance(Duration.ofSeconds(2));
          throw checked;
        }))
        .isSameAs(checked);

    assertThat(Transcript.of(summary)).isEqualTo("""
        b_seconds summary ""
          {} count 2 sum 3.0
        """);
  }

  @Test
  void canBeALambdaThatHandsOn() {
    Observer both = value -> {
      histogram.observe(value);
      summary.observe(value);
    };

    both.observe(2);

    assertThat(histogram.snapshot().count()).isEqualTo(1);
    assertThat(summary.snapshot().count()).isEqualTo(1);
  }
}
