package dev.narthex.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.Counter;
import dev.narthex.Family;
import dev.narthex.Gauge;
import dev.narthex.Histogram;
import dev.narthex.Registry;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What {@link Delta} promises: the change, whatever was counted before. */
class DeltaTest {

  private final Registry registry = new Registry();
  private final Counter jobs = Counter.builder("jobs_total").register(registry);
  private final Gauge depth = Gauge.builder("depth").register(registry);
  private final Histogram latency = Histogram.builder("latency_seconds").register(registry);
  private final Family<Counter> requests =
      Counter.builder("requests_total").labelNames("code").register(registry);

  @Test
  void tellsHowMuchSeriesChangedWhileABlockRan() {
    jobs.add(10);
    depth.set(5);
    latency.observe(100);

    Delta delta = Delta.during(registry, () -> {
      jobs.add(3);
      depth.dec();
      latency.observe(0.25);
      latency.observe(0.5);
    });
    jobs.add(50);

    assertThat(delta.value("jobs_total")).isEqualTo(3);
    assertThat(delta.value("depth")).isEqualTo(-1);
    assertThat(delta.value("latency_seconds_count")).isEqualTo(2);
    assertThat(delta.value("latency_seconds_sum")).isEqualTo(0.75);
    assertThat(delta.value("latency_seconds_bucket", "le", "0.25")).isEqualTo(1);
  }

  @Test
  void watchesASingleMetric() {
    jobs.inc();

    assertThat(Delta.during(jobs, () -> jobs.add(2)).value()).isEqualTo(2);
    assertThat(Delta.during(latency, () -> latency.observe(1)).value("latency_seconds_count"))
        .isEqualTo(1);
    assertThat(Delta.during(requests, () -> requests.with("200").inc()).value()).isEqualTo(1);
  }

  @Test
  void countsASeriesThatWasNotThereFromZero() {
    Delta delta = Delta.during(registry, () -> requests.with("200").add(4));

    assertThat(delta.value("requests_total", "code", "200")).isEqualTo(4);
  }

  @Test
  void refusesASeriesThatIsNotThereAfterwards() {
    requests.with("200").inc();

    Delta delta = Delta.during(registry, () -> requests.remove("200"));

    assertThatThrownBy(() -> delta.value("requests_total", "code", "200"))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("There is no series requests_total{code=\"200\"}.");
  }

  @Test
  void passesOnWhatTheBlockThrowsAsItIs() {
    assertThatThrownBy(() -> Delta.during(registry, DeltaTest::fail))
        .isExactlyInstanceOf(IOException.class);
  }

  @Test
  void countsAroundAFailureThatIsCaughtInTheBlock() {
    Delta delta = Delta.during(registry, () -> {
      jobs.inc();
      assertThatThrownBy(DeltaTest::fail).isInstanceOf(IOException.class);
    });

    assertThat(delta.value("jobs_total")).isEqualTo(1);
  }

  @Test
  void goesOnWatchingWithoutABlock() {
    Delta delta = Delta.since(registry);
    Delta ofJobs = Delta.since(jobs);

    jobs.inc();
    assertThat(delta.value("jobs_total")).isEqualTo(1);
    jobs.inc();
    assertThat(delta.value("jobs_total")).isEqualTo(2);
    assertThat(ofJobs.value()).isEqualTo(2);
  }

  private static void fail() throws IOException {
    throw new IOException("on purpose");
  }
}
