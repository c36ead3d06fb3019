package dev.narthex.benchmarks.scrape;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * OpenTelemetry's SDK with its Prometheus exporter, which writes by the writers of Prometheus' Java
 * library. What it adds to each line by default, the scope's labels, is turned off: lines shall be
 * the same everywhere. Its limit of 2,000 series a family is lifted.
 */
final class OpenTelemetryContestant implements Contestant {

  private static final List<AttributeKey<String>> KEYS =
      LABEL_NAMES.stream().map(AttributeKey::stringKey).toList();

  private final PrometheusMetricReader reader = PrometheusMetricReader.builder()
      .setOtelScopeLabelsEnabled(false)
      .setTargetInfoMetricEnabled(false)
      .build();
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final SdkMeterProvider provider = SdkMeterProvider.builder()
      .registerMetricReader(new ReusingReader(reader), type -> Integer.MAX_VALUE - 1)
      .build();
  private final Meter meter = provider.get("benchmark");

  @Override
  public Instrument counter(String name) {
    DoubleCounter counter =
        meter.counterBuilder(name).ofDoubles().setDescription(HELP).build();
    return (values, value) -> counter.add(value, attributes(values));
  }

  @Override
  public Instrument gauge(String name) {
    DoubleGauge gauge = meter.gaugeBuilder(name).setDescription(HELP).build();
    return (values, value) -> gauge.set(value, attributes(values));
  }

  @Override
  public Instrument histogram(String name) {
    DoubleHistogram histogram = meter
        .histogramBuilder(name)
        .setDescription(HELP)
        .setExplicitBucketBoundariesAdvice(
            DoubleStream.of(ScrapedData.bounds()).boxed().toList())
        .build();
    return (values, value) -> histogram.record(value, attributes(values));
  }

  @Override
  public void scrape(String accept, OutputStream out) throws IOException {
    formats.findWriter(accept).write(out, reader.collect());
  }

  private static Attributes attributes(String[] values) {
    AttributesBuilder attributes = Attributes.builder();
    for (int i = 0; i < values.length; i++) {
      attributes.put(KEYS.get(i), values[i]);
    }
    return attributes.build();
  }

  /** Lets the SDK use its memory again from scrape to scrape, as the exporter's server does. */
  private record ReusingReader(PrometheusMetricReader reader) implements MetricReader {

    @Override
    public void register(CollectionRegistration registration) {
      reader.register(registration);
    }

    @Override
    public MemoryMode getMemoryMode() {
      return MemoryMode.REUSABLE_DATA;
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
      return reader.getAggregationTemporality(type);
    }

    @Override
    public CompletableResultCode forceFlush() {
      return reader.forceFlush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return reader.shutdown();
    }
  }
}
