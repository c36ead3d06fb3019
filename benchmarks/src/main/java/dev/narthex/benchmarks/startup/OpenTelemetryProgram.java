package dev.narthex.benchmarks.startup;

import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import java.io.IOException;

/** OpenTelemetry's SDK and its Prometheus server. */
final class OpenTelemetryProgram {

  private OpenTelemetryProgram() {}

  public static void main(String[] args) throws IOException {
    PrometheusHttpServer server = PrometheusHttpServer.builder()
        .setHost("localhost")
        .setPort(Integer.parseInt(args[0]))
        .build();
    try (SdkMeterProvider provider =
        SdkMeterProvider.builder().registerMetricReader(server).build()) {
      Meter meter = provider.get("startup");
      meter.counterBuilder("jobs").setDescription("Jobs done.").build().add(1);
      meter
          .histogramBuilder("job_duration_seconds")
          .setDescription("Time taken.")
          .build()
          .record(0.1);
      Running.untilInputEnds();
    }
  }
}
