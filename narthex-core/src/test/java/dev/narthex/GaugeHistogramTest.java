package dev.narthex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.Buckets;
import dev.narthex.model.HistogramData;
import dev.narthex.model.HistogramSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a {@link GaugeHistogram} promises. */
class GaugeHistogramTest {

  private static final Buckets BUCKETS = Buckets.of(1, 10);

  private final Registry registry = new Registry();

  private GaugeHistogram.Builder ages() {
    return GaugeHistogram.builder("job_age_seconds").help("Age of jobs.");
  }

  @Test
  void isEmptyBeforeItIsSet() {
    GaugeHistogram ages = ages().register(registry);

    assertThat(ages.snapshot().count()).isZero();
    assertThat(Transcript.of(registry)).isEqualTo("""
        job_age_seconds gauge_histogram "Age of jobs."
          {} Infinity:0 sum 0.0
        """);
  }

  @Test
  void showsWhatWasSetLastAlsoWhenThatIsLess() {
    GaugeHistogram ages = ages().register(registry);

    ages.set(HistogramSnapshot.counting(BUCKETS, 0.5, 0.7, 3, 99));
    assertThat(Transcript.of(registry)).isEqualTo("""
        job_age_seconds gauge_histogram "Age of jobs."
          {} 1.0:2 10.0:1 Infinity:1 sum 103.2
        """);

    ages.set(HistogramSnapshot.counting(BUCKETS, 5));
    assertThat(Transcript.of(registry)).isEqualTo("""
        job_age_seconds gauge_histogram "Age of jobs."
          {} 1.0:0 10.0:1 Infinity:0 sum 5.0
        """);
  }

  @Test
  void keepsACopy() {
    List<Long> counts = new ArrayList<>(List.of(1L, 2L, 3L));
    GaugeHistogram ages = ages().register(registry);
    ages.set(new View(counts));

    counts.set(0, 50L);

    assertThat(ages.snapshot().bucketCount(0)).isEqualTo(1);
    assertThat(Transcript.of(registry)).endsWith("  {} 1.0:1 10.0:2 Infinity:3 sum 4.0\n");
  }

  @Test
  void refusesACountBelowZeroAndStaysAsItWas() {
    GaugeHistogram ages = ages().build();
    ages.set(HistogramSnapshot.counting(BUCKETS, 5));

    assertThatThrownBy(() -> ages.set(new View(List.of(1L, -2L, 3L))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("job_age_seconds: the bucket up to 10.0 counts -2, which is less than nothing."
            + " Set a count of 0 or more for each.");

    assertThat(ages.snapshot().count()).isEqualTo(1);
  }

  @Test
  void isAskedForAtEachScrapeIfItHasACallback() {
    List<Double> queue = new ArrayList<>(List.of(0.5, 20.0));
    ages()
        .callback(() ->
            HistogramSnapshot.counting(BUCKETS, queue.stream().mapToDouble(Double::doubleValue)))
        .register(registry);
    assertThat(Transcript.of(registry)).isEqualTo("""
        job_age_seconds gauge_histogram "Age of jobs."
          {} 1.0:1 10.0:0 Infinity:1 sum 20.5
        """);

    queue.clear();

    assertThat(Transcript.of(registry)).isEqualTo("""
        job_age_seconds gauge_histogram "Age of jobs."
          {} 1.0:0 10.0:0 Infinity:0 sum 0.0
        """);
  }

  @Test
  void canHaveLabels() {
    Family<GaugeHistogram> byQueue = ages().labelNames("queue").register(registry);

    byQueue.with("b").set(HistogramSnapshot.counting(BUCKETS, 2));
    byQueue.with("a").set(HistogramSnapshot.counting(BUCKETS));

    assertThat(Transcript.of(registry)).isEqualTo("""
        job_age_seconds gauge_histogram "Age of jobs."
          {queue="a"} 1.0:0 10.0:0 Infinity:0 sum 0.0
          {queue="b"} 1.0:0 10.0:1 Infinity:0 sum 2.0
        """);
  }

  @Test
  void refusesTheLabelThatItWritesItself() {
    assertThatThrownBy(() -> ages().labelNames("le").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "job_age_seconds: a gauge histogram cannot have a label \"le\", because it writes"
                + " that label itself. Give the label another name.");
  }

  /** Data that goes on changing. */
  private record View(List<Long> counts) implements HistogramData {

    @Override
    public Buckets buckets() {
      return BUCKETS;
    }

    @Override
    public long bucketCount(int index) {
      return counts.get(index);
    }

    @Override
    public double sum() {
      return 4;
    }
  }
}
