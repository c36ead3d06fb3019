package dev.narthex.benchmarks.memory;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import java.util.Optional;
import java.util.function.ObjDoubleConsumer;
import java.util.stream.DoubleStream;

/** OpenTelemetry's SDK with its Prometheus reader; its limit of 2,000 children is lifted. */
final class OpenTelemetryLibrary implements Library {

  private static final AttributeKey<String> KEY = AttributeKey.stringKey(LABEL);

  @Override
  public Optional<GrowingFamily> family(ChildType type) {
    PrometheusMetricReader reader = PrometheusMetricReader.create();
    SdkMeterProvider provider = SdkMeterProvider.builder()
        .registerMetricReader(reader, instrument -> Integer.MAX_VALUE - 1)
        .registerView(
            InstrumentSelector.builder().setName("n").build(),
            View.builder()
                .setAggregation(Aggregation.base2ExponentialBucketHistogram())
                .build())
        .build();
    return recording(type, provider.get("memory"))
        .map(recording -> new GrowingFamily(provider, recording, reader::collect));
  }

  private static Optional<ObjDoubleConsumer<String>> recording(ChildType type, Meter meter) {
    return switch (type) {
      case COUNTER -> {
        DoubleCounter counter = meter.counterBuilder("c").ofDoubles().build();
        yield Optional.of((label, value) -> counter.add(value, Attributes.of(KEY, label)));
      }
      case GAUGE -> {
        DoubleGauge gauge = meter.gaugeBuilder("g").build();
        yield Optional.of((label, value) -> gauge.set(value, Attributes.of(KEY, label)));
      }
      case CLASSIC -> {
        DoubleHistogram histogram = meter
            .histogramBuilder("h")
            .setExplicitBucketBoundariesAdvice(
                DoubleStream.of(ChildType.bounds()).boxed().toList())
            .build();
        yield Optional.of((label, value) -> histogram.record(value, Attributes.of(KEY, label)));
      }
      case NATIVE -> {
        DoubleHistogram histogram = meter.histogramBuilder("n").build();
        yield Optional.of((label, value) -> histogram.record(value, Attributes.of(KEY, label)));
      }
      case SUMMARY -> Optional.empty();
    };
  }
}
