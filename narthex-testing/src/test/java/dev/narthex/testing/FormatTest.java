package dev.narthex.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Counter;
import dev.narthex.Family;
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
import dev.narthex.model.Labels;
import dev.narthex.model.NativeBuckets;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link Exposition} promises to whoever wants it as text: what a scrape says, byte for byte. */
class FormatTest {

  private final Registry registry = new Registry();

  @BeforeEach
  void register() {
    Family<Counter> requests = Counter.builder("http_requests_total")
        .help("Requests, with a \"quote\", a \\ and\na second line.")
        .labelNames("method", "path")
        .register(registry);
    requests.with("GET", "/").add(1_234_567);
    requests.with("GET", "a \"b\" \\\n").addWithExemplar(0.25, Labels.of("trace_id", "4bf9"));
    Counter.builder("misnamed").register(registry).add(1e300);
    Gauge.builder("temperature_celsius").unit("celsius").register(registry).set(Double.NaN);
    Gauge.builder("unit_elsewhere").unit("seconds").register(registry).set(-0.0);
    Gauge.builder("with.dot")
        .help("UTF-8.")
        .labelNames("a.b")
        .register(registry)
        .with("c")
        .set(1);
    Family<Histogram> latency = Histogram.builder("latency_seconds")
        .help("Latency.")
        .unit("seconds")
        .buckets(0.5, 2e6)
        .labelNames("route")
        .register(registry);
    latency.with("/").observeWithExemplar(0.7, Labels.of("trace_id", "4bf9"));
    Histogram.builder("native_seconds")
        .nativeBuckets(NativeBuckets.growingBy(2))
        .register(registry)
        .observe(3);
    Summary summary = Summary.builder("size_bytes")
        .objective(0.5, 0.01)
        .objective(0.99, 0.001)
        .register(registry);
    summary.observe(20);
    Untyped.builder("forwarded").register(registry).set(Double.NEGATIVE_INFINITY);
    Info.builder("build_info").register(registry).set("version", "1.2");
    Family<StateSet<String>> modes =
        StateSet.builder("mode", "off", "on").labelNames("zone").register(registry);
    modes.with("a").setOnly("on");
    modes.with("b").setOnly("off");
    GaugeHistogram.builder("age_seconds")
        .register(registry)
        .set(HistogramSnapshot.counting(Buckets.of(1), 0.5, 4));
  }

  @Test
  void writesTextAsAScrapeDoes() {
    assertThat(Exposition.of(registry).asText()).isEqualTo(scraped(ExpositionFormat.TEXT));
  }

  @Test
  void writesOpenMetricsAsAScrapeDoes() {
    String withoutTimes = scraped(ExpositionFormat.OPENMETRICS)
        .replaceAll("(# \\{trace_id=\"4bf9\"} \\S+) \\S+", "$1");

    assertThat(Exposition.of(registry)
            .asOpenMetrics()
            .replaceAll("(# \\{trace_id=\"4bf9\"} \\S+) \\S+", "$1"))
        .isEqualTo(withoutTimes)
        .contains("# {trace_id=\"4bf9\"} 0.25")
        .endsWith("# EOF\n");
  }

  @Test
  void writesWhatParsesToTheSame() {
    Exposition now = Exposition.of(registry);

    assertThat(now.differenceFrom(Exposition.parse(now.asText())).text(false)).isEmpty();
    assertThat(now.differenceFrom(Exposition.parse(now.asOpenMetrics())).text(false))
        .isEmpty();
    assertThat(
            now.differenceFrom(Exposition.parse(now.asTextWithNativeBuckets())).text(false))
        .isEmpty();
    assertThat(Exposition.parse(now.asTextWithNativeBuckets()).asTextWithNativeBuckets())
        .isEqualTo(now.asTextWithNativeBuckets());
    assertThat(now).hasToString(now.asTextWithNativeBuckets());
  }

  @Test
  void writesTheFamiliesOfSomeNames() {
    assertThat(Exposition.of(registry).only("mode", "forwarded").asOpenMetrics())
        .isEqualTo("""
        # TYPE forwarded unknown
        forwarded -Inf
        # TYPE mode stateset
        mode{mode="off",zone="a"} 0.0
        mode{mode="on",zone="a"} 1.0
        mode{mode="off",zone="b"} 1.0
        mode{mode="on",zone="b"} 0.0
        # EOF
        """);
  }

  @Test
  void writesNothingForNothing() {
    Exposition nothing = Exposition.of(new Registry());

    assertThat(nothing.asText()).isEmpty();
    assertThat(nothing.asOpenMetrics()).isEqualTo("# EOF\n");
  }

  private String scraped(ExpositionFormat format) {
    OutputBuffer out = new OutputBuffer();
    Encoder encoder = format.encoder(out, EscapingScheme.ALLOW_UTF_8, false);
    registry.gather(encoder);
    encoder.finish();
    return new String(out.array(), 0, out.size(), StandardCharsets.UTF_8);
  }
}
