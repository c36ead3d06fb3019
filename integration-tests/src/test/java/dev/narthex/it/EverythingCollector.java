package dev.narthex.it;

import dev.narthex.Collector;
import dev.narthex.MetricSink;
import dev.narthex.model.Buckets;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramData;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import dev.narthex.model.Quantiles;
import dev.narthex.model.SummarySnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What only a collector of one's own can write: times, exemplars, labels that differ. */
final class EverythingCollector implements Collector {

  private static final Descriptor EXEMPLIFIED = Descriptor.builder(
          MetricType.COUNTER, "collected_orders_total")
      .help("With exemplars.")
      .labelNames("shop")
      .build();

  private static final Descriptor EXEMPLIFIED_HISTOGRAM = Descriptor.builder(
          MetricType.HISTOGRAM, "collected_duration_seconds")
      .help("With exemplars in its buckets.")
      .unit("seconds")
      .build();

  private static final Descriptor EXEMPLIFIED_AGES =
      Descriptor.of(MetricType.GAUGE_HISTOGRAM, "collected_ages", "With exemplars in its buckets.");

  private static final Descriptor TIMED_STATES =
      Descriptor.of(MetricType.STATESET, "collected_mode", "With times of its own.");

  private static final Descriptor TIMED_INFO =
      Descriptor.of(MetricType.INFO, "collected_firmware_info", "With times of its own.");

  private static final Descriptor TIMED =
      Descriptor.of(MetricType.GAUGE, "collected_level", "With times of its own.");

  private static final Descriptor TIMED_COUNTER =
      Descriptor.of(MetricType.COUNTER, "collected_pulses_total", "With times of its own.");

  private static final Descriptor TIMED_HISTOGRAM =
      Descriptor.of(MetricType.HISTOGRAM, "collected_flow", "With times of its own.");

  private static final Descriptor TIMED_SUMMARY =
      Descriptor.of(MetricType.SUMMARY, "collected_dose", "With times of its own.");

  private static final Descriptor UNEVEN =
      Descriptor.of(MetricType.UNTYPED, "collected_uneven", "Series have different labels.");

  private static final Buckets BOUNDS = Buckets.of(0.5, 1);

  /** Some time before the test: Prometheus takes times of its own from the last hour. */
  private final long seconds = System.currentTimeMillis() / 1000 - 30;

  private final long observedMillis = millis(7);

  /** A time with milliseconds, so that formats which write seconds have to write a fraction. */
  private long millis(int fraction) {
    return seconds * 1000 + fraction;
  }

  @Override
  public List<Descriptor> describe() {
    return List.of(
        EXEMPLIFIED,
        EXEMPLIFIED_HISTOGRAM,
        EXEMPLIFIED_AGES,
        TIMED_STATES,
        TIMED_INFO,
        TIMED,
        TIMED_COUNTER,
        TIMED_HISTOGRAM,
        TIMED_SUMMARY,
        UNEVEN);
  }

  @Override
  public void collect(MetricSink sink) {
    exemplars(sink);
    times(sink);
    sink.family(UNEVEN);
    sink.value(Labels.EMPTY, 60);
    sink.value(Labels.of("a", "1"), 61);
    sink.value(Labels.of("b", "1"), 62);
    sink.value(Labels.of("a", "1", "b", "1"), 63);
  }

  private void exemplars(MetricSink sink) {
    sink.family(EXEMPLIFIED);
    sink.counter(
        EXEMPLIFIED.labels("north"),
        70,
        millis(-999),
        new Exemplar(Labels.of("span_id", "00f067aa", "trace_id", "4bf92f35"), 2.5, observedMillis),
        Millis.NONE);
    sink.counter(
        EXEMPLIFIED.labels("south"),
        71,
        Millis.NONE,
        new Exemplar(Labels.of("trace_id", "untimed"), 1e-9, Millis.NONE),
        Millis.NONE);
    sink.counter(EXEMPLIFIED.labels("none"), 72);
    sink.family(EXEMPLIFIED_HISTOGRAM);
    sink.histogram(Labels.EMPTY, new WithExemplars(observedMillis));
    sink.family(EXEMPLIFIED_AGES);
    sink.histogram(Labels.EMPTY, new WithExemplars(observedMillis));
  }

  private void times(MetricSink sink) {
    sink.family(TIMED);
    sink.value(Labels.of("tank", "1"), 73, millis(1));
    sink.value(Labels.of("tank", "2"), 74, millis(999));
    sink.value(Labels.of("tank", "3"), 75);
    sink.family(TIMED_STATES);
    sink.value(Labels.of("collected_mode", "on", "tank", "1"), 1, millis(2));
    sink.value(Labels.of("collected_mode", "off", "tank", "1"), 0, millis(3));
    sink.family(TIMED_INFO);
    sink.value(Labels.of("version", "7"), 1, millis(4));
    sink.family(TIMED_COUNTER);
    sink.counter(Labels.EMPTY, 76, millis(-5000), null, millis(123));
    sink.family(TIMED_HISTOGRAM);
    sink.histogram(
        Labels.EMPTY, HistogramSnapshot.of(BOUNDS, new long[] {1, 2, 3}, 77), millis(456));
    sink.family(TIMED_SUMMARY);
    sink.summary(
        Labels.EMPTY,
        SummarySnapshot.of(Quantiles.of(0.5), new double[] {78}, 79, 80),
        millis(789));
  }

  /** For a collector that does not say beforehand what it writes. */
  static void collectUndeclared(MetricSink sink) {
    sink.family(Descriptor.of(MetricType.GAUGE, "undeclared", "Not known before the scrape."));
    sink.value(Labels.of("pool", "b"), 81);
    sink.value(Labels.of("pool", "a"), 82);
    sink.family(
        Descriptor.of(MetricType.COUNTER, "an.undeclared_total", "Comes out of order here."));
    sink.counter(Labels.of("dotted.label", "x"), 83);
  }

  private record WithExemplars(long observedMillis) implements HistogramData {

    @Override
    public Buckets buckets() {
      return BOUNDS;
    }

    @Override
    public long bucketCount(int index) {
      return 1L + index;
    }

    @Override
    public double sum() {
      return 12.25;
    }

    @Override
    public long createdMillis() {
      return observedMillis - 1000;
    }

    /** One in the first and one in the last bucket, none between. */
    @Override
    public @Nullable Exemplar exemplar(int index) {
      return switch (index) {
        case 0 -> new Exemplar(Labels.of("trace_id", "first"), 0.25, observedMillis);
        case 2 -> new Exemplar(Labels.of("trace_id", "last"), 4, observedMillis + 1);
        default -> null;
      };
    }
  }
}
