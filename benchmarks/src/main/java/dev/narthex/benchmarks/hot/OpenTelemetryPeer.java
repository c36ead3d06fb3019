package dev.narthex.benchmarks.hot;

import dev.narthex.Family;
import dev.narthex.model.NativeBuckets;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.Base2ExponentialHistogramOptions;
import io.opentelemetry.sdk.metrics.ExemplarFilter;
import io.opentelemetry.sdk.metrics.ExplicitBucketHistogramOptions;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;

/**
 * OpenTelemetry's metrics as a service has them that Prometheus scrapes, but without a port, and with as
 * many series as Narthex allows where nothing is said. It is spared what Prometheus would not see: exemplars, and the smallest and largest value of a histogram.
 */
final class OpenTelemetryPeer implements AutoCloseable {

  private final PrometheusMetricReader reader = PrometheusMetricReader.create();
  private final SdkMeterProvider provider;

  OpenTelemetryPeer() {
    this(Aggregation.defaultAggregation());
  }

  private OpenTelemetryPeer(Aggregation ofHistograms) {
    provider = SdkMeterProvider.builder()
        .registerMetricReader(reader, type -> Family.DEFAULT_MAX_SERIES)
        .setExemplarFilter(ExemplarFilter.alwaysOff())
        .registerView(
            InstrumentSelector.builder().setType(InstrumentType.HISTOGRAM).build(),
            View.builder().setAggregation(ofHistograms).build())
        .build();
  }

  /** All its histograms have these classic buckets; without bounds, only count and sum. */
  static OpenTelemetryPeer withClassicBuckets(double... upperBounds) {
    return new OpenTelemetryPeer(
        Aggregation.explicitBucketHistogram(ExplicitBucketHistogramOptions.builder()
            .setBucketBoundaries(Arrays.stream(upperBounds).boxed().toList())
            .setRecordMinMax(false)
            .build()));
  }

  /** All its histograms have native buckets like {@link NativeBuckets#DEFAULT}. */
  static OpenTelemetryPeer withNativeBuckets() {
    return new OpenTelemetryPeer(
        Aggregation.base2ExponentialBucketHistogram(Base2ExponentialHistogramOptions.builder()
            .setMaxBuckets(NativeBuckets.DEFAULT_MAX_BUCKETS)
            .setMaxScale(NativeBuckets.DEFAULT.schema())
            .setRecordMinMax(false)
            .build()));
  }

  /** What a scrape begins with. */
  MetricSnapshots collect() {
    return reader.collect();
  }

  Meter meter() {
    return provider.get("benchmarks");
  }

  @Override
  public void close() {
    provider.close();
  }
}
