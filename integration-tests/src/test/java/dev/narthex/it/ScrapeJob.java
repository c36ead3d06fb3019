package dev.narthex.it;

import dev.narthex.scrape.ScrapeEndpoint;
import java.util.Locale;

/**
 * The ways in which the same target is scraped. Each stores its samples under a job of its name.
 *
 * <p>Prometheus says which spelling of names it wants only where it asks for OpenMetrics 1.0.0, and
 * means it for whatever it is answered in. So where names shall be spelled in some way in another
 * format, it is told to like OpenMetrics best, and the target does not offer it.
 */
enum ScrapeJob {
  /** What a Prometheus with native histograms asks for by itself. Names are not mentioned. */
  USUAL(Wire.PROTOBUF, Spelling.UNDERSCORES, ""),
  /** The same, of a server that was started in one line. */
  ONE_LINE(Wire.PROTOBUF, Spelling.UNDERSCORES, ""),
  PROTOBUF(
      Wire.PROTOBUF, Spelling.UTF_8, "scrape_protocols: [OpenMetricsText1.0.0, PrometheusProto]"),
  PROTOBUF_DOTS(
      Wire.PROTOBUF,
      Spelling.DOTS,
      "scrape_protocols: [OpenMetricsText1.0.0, PrometheusProto],"
          + " metric_name_validation_scheme: legacy, metric_name_escaping_scheme: dots"),
  OPENMETRICS(Wire.OPENMETRICS, Spelling.UTF_8, "scrape_protocols: [OpenMetricsText1.0.0]"),
  OPENMETRICS_CREATED(Wire.OPENMETRICS, Spelling.UTF_8, "scrape_protocols: [OpenMetricsText1.0.0]"),
  OPENMETRICS_UNDERSCORES(
      Wire.OPENMETRICS,
      Spelling.UNDERSCORES,
      "scrape_protocols: [OpenMetricsText1.0.0],"
          + " metric_name_validation_scheme: legacy, metric_name_escaping_scheme: underscores"),
  OPENMETRICS_OLD(
      Wire.OPENMETRICS, Spelling.UNDERSCORES, "scrape_protocols: [OpenMetricsText0.0.1]"),
  TEXT(Wire.TEXT, Spelling.UTF_8, "scrape_protocols: [OpenMetricsText1.0.0, PrometheusText0.0.4]"),
  TEXT_VALUES(
      Wire.TEXT,
      Spelling.VALUES,
      "scrape_protocols: [OpenMetricsText1.0.0, PrometheusText0.0.4],"
          + " metric_name_validation_scheme: legacy, metric_name_escaping_scheme: values"),
  /** What a Prometheus asks for that knows neither compression nor names outside the alphabet. */
  TEXT_OLD(
      Wire.TEXT,
      Spelling.UNDERSCORES,
      "scrape_protocols: [PrometheusText0.0.4], enable_compression: false");

  private final Wire wire;
  private final Spelling spelling;
  private final String settings;

  ScrapeJob(Wire wire, Spelling spelling, String settings) {
    this.wire = wire;
    this.spelling = spelling;
    this.settings = settings;
  }

  /** The format that the target answers in. */
  enum Wire {
    PROTOBUF,
    OPENMETRICS,
    TEXT
  }

  Wire wire() {
    return wire;
  }

  Spelling spelling() {
    return spelling;
  }

  String path() {
    return this == ONE_LINE ? "/metrics" : "/" + job();
  }

  /** The value of the label {@code job}. */
  String job() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Selects all samples that were stored. */
  String selector() {
    return "{job=\"" + job() + "\"}";
  }

  /**
   * Whether the target says when counting began. With the feature {@code
   * created-timestamp-zero-ingestion}, Prometheus 3.5 then stores a sample of value 0 at that time,
   * once, for a counter and for every series of a histogram or a summary, quantiles included. In
   * OpenMetrics it takes the time from the {@code _created} samples, which it does not store then.
   */
  boolean hasCreatedTimes() {
    return wire == Wire.PROTOBUF || this == OPENMETRICS_CREATED;
  }

  boolean hasExemplars() {
    return wire != Wire.TEXT;
  }

  boolean isCompressed() {
    return this != TEXT_OLD;
  }

  /** The {@code Content-Type} that the target has to answer with. */
  String contentType() {
    String format = switch (wire) {
      case PROTOBUF ->
        "application/vnd.google.protobuf;"
            + " proto=io.prometheus.client.MetricFamily; encoding=delimited";
      case OPENMETRICS ->
        "application/openmetrics-text; version="
            + (this == OPENMETRICS_OLD ? "0.0.1" : "1.0.0")
            + "; charset=utf-8";
      case TEXT -> "text/plain; version=0.0.4; charset=utf-8";
    };
    return format + "; escaping=" + spelling.parameter();
  }

  ScrapeEndpoint.Builder configure(ScrapeEndpoint.Builder endpoint) {
    return endpoint
        .openMetrics(wire == Wire.OPENMETRICS)
        .createdSamples(this == OPENMETRICS_CREATED);
  }

  /** One item of {@code scrape_configs}, for a target at an address such as {@code host:80}. */
  String scrapeConfig(String address) {
    StringBuilder flow = new StringBuilder();
    flow.append("- {job_name: ").append(job());
    flow.append(", metrics_path: ").append(path());
    flow.append(", static_configs: [{targets: ['").append(address).append("']}]");
    if (!settings.isEmpty()) {
      flow.append(", ").append(settings);
    }
    return flow.append("}").toString();
  }
}
