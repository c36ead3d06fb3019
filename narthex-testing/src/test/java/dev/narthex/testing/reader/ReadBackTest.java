package dev.narthex.testing.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Counter;
import dev.narthex.Gauge;
import dev.narthex.GaugeHistogram;
import dev.narthex.Histogram;
import dev.narthex.Info;
import dev.narthex.Registry;
import dev.narthex.StateSet;
import dev.narthex.Summary;
import dev.narthex.Untyped;
import dev.narthex.exposition.Encoder;
import dev.narthex.exposition.EscapingScheme;
import dev.narthex.exposition.ExpositionFormat;
import dev.narthex.exposition.OutputBuffer;
import dev.narthex.model.Buckets;
import dev.narthex.model.HistogramSnapshot;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Narthex writes is read in every format, and says in each what the format can say. */
class ReadBackTest {

  private static final String AS_TEXT = """
      # TYPE age_seconds histogram
      age_seconds_bucket{le="1.0"} 1.0
      age_seconds_bucket{le="10.0"} 1.0
      age_seconds_bucket{le="+Inf"} 2.0
      age_seconds_sum{} 20.5
      age_seconds_count{} 2.0
      # TYPE build_info gauge
      build_info{version="1.2"} 1.0
      # TYPE forwarded untyped
      forwarded{} NaN
      # TYPE mode gauge
      mode{mode="off"} 0.0
      mode{mode="on"} 1.0
      # TYPE orders_total counter
      # HELP orders_total Orders "so far".\\nAll of them.
      orders_total{"paid by"="card\\n\\\\"} 1.0
      # TYPE pause_seconds summary
      pause_seconds{quantile="0.5"} NaN
      pause_seconds_sum{} 0.0
      pause_seconds_count{} 0.0
      # TYPE temperature_celsius gauge
      temperature_celsius{} -3.25
      # TYPE "wait.seconds" histogram
      {"wait.seconds_bucket",le="0.1"} 0.0
      {"wait.seconds_bucket",le="1.0"} 1.0
      {"wait.seconds_bucket",le="+Inf"} 1.0
      {"wait.seconds_sum"} 0.5
      {"wait.seconds_count"} 1.0
      """;

  private final Registry registry = new Registry();

  @BeforeEach
  void exposeEachType() {
    Counter.builder("orders_total")
        .help("Orders \"so far\".\nAll of them.")
        .labelNames("paid by")
        .register(registry)
        .with("card\n\\")
        .inc();
    Gauge.builder("temperature_celsius").unit("celsius").register(registry).set(-3.25);
    Histogram.builder("wait.seconds").buckets(0.1, 1).register(registry).observe(0.5);
    GaugeHistogram.builder("age_seconds")
        .register(registry)
        .set(HistogramSnapshot.counting(Buckets.of(1, 10), 0.5, 20));
    Summary.builder("pause_seconds").objective(0.5, 0.01).register(registry);
    Info.builder("build_info").register(registry).set("version", "1.2");
    StateSet.builder("mode", "on", "off").register(registry).setOnly("on");
    Untyped.builder("forwarded").register(registry).set(Double.NaN);
  }

  @Test
  void asText() {
    List<ExposedFamily> families = ExpositionReader.text(written(ExpositionFormat.TEXT));

    assertThat(TextOutput.text(families)).isEqualTo(AS_TEXT);
  }

  @Test
  void asProtobuf() {
    List<ExposedFamily> families = ExpositionReader.protobuf(written(ExpositionFormat.PROTOBUF));

    assertThat(TextOutput.text(families))
        .isEqualTo(AS_TEXT
            .replace("# TYPE age_seconds histogram", "# TYPE age_seconds gaugehistogram")
            .replace(
                "# TYPE temperature_celsius gauge\n",
                "# TYPE temperature_celsius gauge\n# UNIT temperature_celsius celsius\n"));
  }

  @Test
  void asOpenMetrics() {
    List<ExposedFamily> families =
        ExpositionReader.openMetrics(written(ExpositionFormat.OPENMETRICS));

    assertThat(TextOutput.openMetrics(families)).isEqualTo("""
        # TYPE age_seconds gaugehistogram
        age_seconds_bucket{le="1.0"} 1.0
        age_seconds_bucket{le="10.0"} 1.0
        age_seconds_bucket{le="+Inf"} 2.0
        age_seconds_gsum{} 20.5
        age_seconds_gcount{} 2.0
        # TYPE build info
        build_info{version="1.2"} 1.0
        # TYPE forwarded unknown
        forwarded{} NaN
        # TYPE mode stateset
        mode{mode="off"} 0.0
        mode{mode="on"} 1.0
        # TYPE orders counter
        # HELP orders Orders \\"so far\\".\\nAll of them.
        orders_total{"paid by"="card\\n\\\\"} 1.0
        # TYPE pause_seconds summary
        pause_seconds{quantile="0.5"} NaN
        pause_seconds_sum{} 0.0
        pause_seconds_count{} 0.0
        # TYPE temperature_celsius gauge
        # UNIT temperature_celsius celsius
        temperature_celsius{} -3.25
        # TYPE "wait.seconds" histogram
        {"wait.seconds_bucket",le="0.1"} 0.0
        {"wait.seconds_bucket",le="1.0"} 1.0
        {"wait.seconds_bucket",le="+Inf"} 1.0
        {"wait.seconds_sum"} 0.5
        {"wait.seconds_count"} 1.0
        # EOF
        """);
  }

  private byte[] written(ExpositionFormat format) {
    OutputBuffer out = new OutputBuffer();
    Encoder encoder = format.encoder(out, EscapingScheme.ALLOW_UTF_8, false);
    registry.gather(encoder);
    encoder.finish();
    return Arrays.copyOf(out.array(), out.size());
  }
}
