package dev.narthex;

import dev.narthex.model.Buckets;
import dev.narthex.model.Descriptor;
import dev.narthex.model.MetricType;
import dev.narthex.model.NativeBuckets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** New metrics, made without builders: a stress test uses up millions of them in a second. */
final class FreshMetrics {

  /** A value for each bucket, so chosen that the sum of observations tells how many each got. */
  static final double SMALL = 1;

  static final double LARGE = 1024;

  private static final TimeSource STANDING_STILL = new TimeSource() {
    @Override
    public long wallMillis() {
      return 0;
    }

    @Override
    public long nanos() {
      return 0;
    }
  };

  /** Moves on by a second each time it is looked at, so that a fresh start is always due. */
  private static final TimeSource GOING_ON = new TimeSource() {
    private final AtomicLong seconds = new AtomicLong();

    @Override
    public long wallMillis() {
      return seconds.get() * 1_000;
    }

    @Override
    public long nanos() {
      return seconds.incrementAndGet() * 1_000_000_000;
    }
  };

  private static final CounterSettings COUNTERS = new CounterSettings(STANDING_STILL, null);
  private static final HistogramSettings CLASSIC =
      HistogramSettings.of(Buckets.of(SMALL), null, 0, Duration.ZERO, null);

  private static final HistogramSettings STARTING_OVER = HistogramSettings.of(
      Buckets.of(SMALL),
      NativeBuckets.growingBy(4).maxBuckets(2).resetAfter(Duration.ofSeconds(1)),
      0,
      Duration.ZERO,
      null);

  private static final Descriptor COUNTER =
      Descriptor.builder(MetricType.COUNTER, "fresh_total").build();
  private static final Descriptor GAUGE =
      Descriptor.builder(MetricType.GAUGE, "fresh").build();
  private static final Descriptor HISTOGRAM =
      Descriptor.builder(MetricType.HISTOGRAM, "fresh").build();
  private static final Descriptor SUMMARY =
      Descriptor.builder(MetricType.SUMMARY, "fresh").build();
  private static final Descriptor STATE_SET =
      Descriptor.builder(MetricType.STATESET, "fresh").build();
  private static final Descriptor FAMILY =
      Descriptor.builder(MetricType.COUNTER, "fresh_total").labelNames("label").build();

  private static final SummarySettings NO_QUANTILES =
      new SummarySettings(Objectives.of(Map.of()), Duration.ofMinutes(10), 1);
  private static final SummarySettings LARGEST_VALUE =
      new SummarySettings(Objectives.of(Map.of(1.0, 0.1)), Duration.ofMinutes(10), 1);

  private static final States<String> STATES = States.of(List.of("a", "b", "c"));

  private static final Family.Builder<Counter> FAMILIES =
      Counter.builder("fresh_total").time(STANDING_STILL).labelNames("label");

  private static final Descriptor GAUGES =
      Descriptor.builder(MetricType.GAUGE, "fresh").labelNames("label").build();
  private static final Descriptor HISTOGRAMS =
      Descriptor.builder(MetricType.HISTOGRAM, "fresh").labelNames("label").build();
  private static final Constraints NONE = Constraints.of(FAMILY, Map.of());
  private static final Guards EXPIRING = new Guards(Family.DEFAULT_MAX_SERIES, Duration.ZERO, NONE);
  private static final Guards ONE = new Guards(1, null, NONE);
  private static final MetricFactory<Counter> COUNTER_FACTORY =
      new MetricFactory<>("", descriptor -> new Counter(descriptor, COUNTERS));
  private static final MetricFactory<Gauge> GAUGE_FACTORY =
      new MetricFactory<>("", descriptor -> new Gauge(descriptor, STANDING_STILL));
  private static final MetricFactory<Histogram> HISTOGRAM_FACTORY =
      new MetricFactory<>("", descriptor -> new Histogram(descriptor, CLASSIC, STANDING_STILL));

  private FreshMetrics() {}

  static Counter counter() {
    return new Counter(COUNTER, COUNTERS);
  }

  static Gauge gauge() {
    return new Gauge(GAUGE, STANDING_STILL);
  }

  static Gauge spreadGauge() {
    Gauge gauge = gauge();
    gauge.spread();
    return gauge;
  }

  /** A histogram with one bucket for {@link #SMALL} and one for {@link #LARGE}. */
  static Histogram histogram() {
    return new Histogram(HISTOGRAM, CLASSIC, STANDING_STILL);
  }

  /** A histogram with two native buckets at the most, which starts over when there is a third. */
  static Histogram startingOver() {
    return new Histogram(HISTOGRAM, STARTING_OVER, GOING_ON);
  }

  static Summary summary() {
    return new Summary(SUMMARY, NO_QUANTILES, STANDING_STILL);
  }

  /** A summary that tells the largest value. */
  static Summary summaryWithMaximum() {
    return new Summary(SUMMARY, LARGEST_VALUE, STANDING_STILL);
  }

  /** A state set with the states a, b and c. */
  static StateSet<String> stateSet() {
    return new StateSet<>(STATE_SET, STATES);
  }

  /** Counters with one label. */
  static Family<Counter> family() {
    return FAMILIES.make(FAMILY);
  }

  /** Counters with one label, of which a scrape lets those leave that the one before has seen. */
  static Family<Counter> expiringFamily() {
    return new Family<>(FAMILY, COUNTER_FACTORY, EXPIRING, STANDING_STILL);
  }

  static Family<Gauge> expiringGauges() {
    return new Family<>(GAUGES, GAUGE_FACTORY, EXPIRING, STANDING_STILL);
  }

  static Family<Histogram> expiringHistograms() {
    return new Family<>(HISTOGRAMS, HISTOGRAM_FACTORY, EXPIRING, STANDING_STILL);
  }

  /** Counters with one label, of which there is one beside the overflow series. */
  static Family<Counter> familyOfOne() {
    return new Family<>(FAMILY, COUNTER_FACTORY, ONE, STANDING_STILL);
  }
}
