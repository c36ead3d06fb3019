package dev.narthex;

import dev.narthex.model.Buckets;
import dev.narthex.model.Descriptor;
import dev.narthex.model.MetricType;
import java.time.Duration;
import java.util.Map;

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

  private static final Buckets BUCKETS = Buckets.of(SMALL);

  private static final Descriptor COUNTER =
      Descriptor.builder(MetricType.COUNTER, "fresh_total").build();
  private static final Descriptor GAUGE =
      Descriptor.builder(MetricType.GAUGE, "fresh").build();
  private static final Descriptor HISTOGRAM =
      Descriptor.builder(MetricType.HISTOGRAM, "fresh").build();
  private static final Descriptor SUMMARY =
      Descriptor.builder(MetricType.SUMMARY, "fresh").build();
  private static final Descriptor FAMILY =
      Descriptor.builder(MetricType.COUNTER, "fresh_total").labelNames("label").build();

  private static final SummarySettings NO_QUANTILES =
      new SummarySettings(Objectives.of(Map.of()), Duration.ofMinutes(10), 1);
  private static final SummarySettings LARGEST_VALUE =
      new SummarySettings(Objectives.of(Map.of(1.0, 0.1)), Duration.ofMinutes(10), 1);

  private static final Family.Builder<Counter> FAMILIES =
      Counter.builder("fresh_total").time(STANDING_STILL).labelNames("label");

  private FreshMetrics() {}

  static Counter counter() {
    return new Counter(COUNTER, STANDING_STILL);
  }

  static Gauge gauge() {
    return new Gauge(GAUGE, STANDING_STILL);
  }

  /** A histogram with one bucket for {@link #SMALL} and one for {@link #LARGE}. */
  static Histogram histogram() {
    return new Histogram(HISTOGRAM, BUCKETS, STANDING_STILL);
  }

  static Summary summary() {
    return new Summary(SUMMARY, NO_QUANTILES, STANDING_STILL);
  }

  /** A summary that tells the largest value. */
  static Summary summaryWithMaximum() {
    return new Summary(SUMMARY, LARGEST_VALUE, STANDING_STILL);
  }

  /** Counters with one label. */
  static Family<Counter> family() {
    return FAMILIES.make(FAMILY);
  }
}
