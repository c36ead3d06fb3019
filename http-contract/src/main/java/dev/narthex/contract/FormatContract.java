package dev.narthex.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Counter;
import dev.narthex.Gauge;
import dev.narthex.Histogram;
import dev.narthex.Registry;
import dev.narthex.Summary;
import dev.narthex.model.NativeBuckets;
import dev.narthex.scrape.ScrapeEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every format arrives at the client byte for byte as it is meant. */
abstract class FormatContract {

  static final String OPENMETRICS = "application/openmetrics-text;version=1.0.0";
  static final String PROTOBUF = "application/vnd.google.protobuf;"
      + "proto=io.prometheus.client.MetricFamily;encoding=delimited";

  /**
   * Starts a server that serves an endpoint.
   *
   * @param endpoint answers the scrapes
   * @return the server, with its metrics at some address
   */
  protected abstract Served serve(ScrapeEndpoint endpoint) throws Exception;

  /** What one scrape of a registry of its own is answered. */
  final Answer scrape(Registry registry, String accept) throws Exception {
    try (Served server = serve(ScrapeEndpoint.builder(registry).build())) {
      return Answer.to("GET", server.url(), "Accept", accept);
    }
  }

  @Test
  void aHistogramHasItsBucketsInBothTextFormats() throws Exception {
    Registry registry = new Registry();
    Histogram seconds =
        Histogram.builder("x_seconds").help("Time.").buckets(1, 2.5).register(registry);
    seconds.observe(1);
    seconds.observe(3);

    assertThat(scrape(registry, "text/plain").text()).isEqualTo("""
        # HELP x_seconds Time.
        # TYPE x_seconds histogram
        x_seconds_bucket{le="1"} 1
        x_seconds_bucket{le="2.5"} 1
        x_seconds_bucket{le="+Inf"} 2
        x_seconds_sum 4
        x_seconds_count 2
        """);
    assertThat(scrape(registry, OPENMETRICS).text()).isEqualTo("""
        # HELP x_seconds Time.
        # TYPE x_seconds histogram
        x_seconds_bucket{le="1.0"} 1
        x_seconds_bucket{le="2.5"} 1
        x_seconds_bucket{le="+Inf"} 2
        x_seconds_sum 4.0
        x_seconds_count 2
        # EOF
        """);
  }

  @Test
  void aNativeHistogramHasInTextWhatTextCanSay() throws Exception {
    Registry registry = new Registry();
    Histogram.builder("x")
        .nativeBuckets(NativeBuckets.growingBy(1.1))
        .register(registry)
        .observe(3);

    assertThat(scrape(registry, "text/plain").text()).isEqualTo("""
        # TYPE x histogram
        x_bucket{le="+Inf"} 1
        x_sum 3
        x_count 1
        """);
  }

  @Test
  void aCounterIsNamedWithoutTotalInOpenMetricsAndIsUnknownWithoutIt() throws Exception {
    Registry registry = new Registry();
    Counter.builder("http_request_duration_seconds_total")
        .help("Time.")
        .unit("seconds")
        .register(registry)
        .add(42);
    Counter.builder("foo").register(registry);
    Summary.builder("s").objective(0.5, 0.01).register(registry).observe(1);

    assertThat(scrape(registry, OPENMETRICS).text()).isEqualTo("""
        # TYPE foo unknown
        foo 0.0
        # HELP http_request_duration_seconds Time.
        # TYPE http_request_duration_seconds counter
        # UNIT http_request_duration_seconds seconds
        http_request_duration_seconds_total 42.0
        # TYPE s summary
        s{quantile="0.5"} 1.0
        s_sum 1.0
        s_count 1
        # EOF
        """);
  }

  @Test
  void textIsEscapedWhereTheFormatWantsIt() throws Exception {
    Registry registry = new Registry();
    Gauge.builder("g")
        .help("A \"quote\", a \\ and\na line.")
        .constLabel("l", "a\\\"b\n")
        .register(registry);

    assertThat(scrape(registry, "text/plain").text()).isEqualTo("""
        # HELP g A "quote", a \\\\ and\\na line.
        # TYPE g gauge
        g{l="a\\\\\\"b\\n"} 0
        """);
    assertThat(scrape(registry, OPENMETRICS).text()).isEqualTo("""
        # HELP g A \\"quote\\", a \\\\ and\\na line.
        # TYPE g gauge
        g{l="a\\\\\\"b\\n"} 0.0
        # EOF
        """);
  }

  /** Whole numbers from a million on are plain on purpose; readers take both. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1.0",
    "0, 0, 0.0",
    "-0.0, 0, 0.0",
    "-1, -1, -1.0",
    "NaN, NaN, NaN",
    "Infinity, +Inf, +Inf",
    "-Infinity, -Inf, -Inf",
    "999999, 999999, 999999.0",
    "16777216, 16777216, 16777216.0",
    "123456.789, 123456.789, 123456.789",
    "0.0001, 0.0001, 0.0001",
    "0.00001, 1e-05, 1e-05",
    "0.000123, 0.000123, 0.000123",
    "4.9E-324, 5e-324, 5e-324",
    "1.7976931348623157E308, 1.7976931348623157e+308, 1.7976931348623157e+308",
  })
  void aNumberIsWrittenShortAndExact(double value, String classic, String openMetrics)
      throws Exception {
    Registry registry = new Registry();
    Gauge.builder("g").register(registry).set(value);

    assertThat(scrape(registry, "text/plain").text())
        .isEqualTo("# TYPE g gauge\ng " + classic + "\n");
    assertThat(scrape(registry, OPENMETRICS).text())
        .isEqualTo("# TYPE g gauge\ng " + openMetrics + "\n# EOF\n");
  }

  @Test
  void nothingIsAnEmptyBody() throws Exception {
    Registry registry = new Registry();

    assertThat(scrape(registry, "text/plain").bytes()).isEmpty();
    assertThat(scrape(registry, "text/plain").header("Content-Length")).isEqualTo("0");
    assertThat(scrape(registry, PROTOBUF).bytes()).isEmpty();
    assertThat(scrape(registry, OPENMETRICS).text()).isEqualTo("# EOF\n");
  }

  /** Family by family, each after its length; shorter than 128 bytes, so that is one byte. */
  @Test
  void protobufIsDelimited() throws Exception {
    Registry registry = new Registry();
    Gauge.builder("first").register(registry);
    Gauge.builder("second").help("The second.").register(registry);

    byte[] bytes = scrape(registry, PROTOBUF).bytes();

    int second = 1 + bytes[0];
    assertThat(second + 1 + bytes[second]).isEqualTo(bytes.length);
    assertThat(new String(bytes, 1, second - 1, UTF_8)).startsWith("\n\u0005first");
    assertThat(new String(bytes, second + 1, bytes[second], UTF_8))
        .startsWith("\n\u0006second\u0012\u000bThe second.");
  }
}
