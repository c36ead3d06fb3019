package dev.narthex.exposition;

/**
 * The formats in which Prometheus reads metrics.
 *
 * @since 0.1
 */
public enum ExpositionFormat {
  /** The classic text format: everybody reads it, people too. */
  TEXT("text/plain; version=0.0.4; charset=utf-8"),

  /** OpenMetrics 1.0.0 text: with units and exemplars. */
  OPENMETRICS("application/openmetrics-text; version=1.0.0; charset=utf-8"),

  /** Protobuf messages, each after its length: with units, exemplars and created times. */
  PROTOBUF("application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
      + " encoding=delimited");

  private final String mediaType;

  ExpositionFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /**
   * The format's content type without the escaping scheme.
   *
   * @return a media type with parameters
   */
  public String mediaType() {
    return mediaType;
  }

  /**
   * The value of the {@code Content-Type} header.
   *
   * @param escaping the scheme in which names are written
   * @return the media type, with the scheme as its last parameter
   */
  public String contentType(EscapingScheme escaping) {
    return mediaType + "; escaping=" + escaping.parameter();
  }

  /**
   * Makes an encoder of this format.
   *
   * @param out where the bytes go
   * @param escaping how names outside the legacy alphabet are written
   * @return an encoder for one exposition
   */
  public Encoder encoder(OutputBuffer out, EscapingScheme escaping) {
    return encoder(out, escaping, false);
  }

  /**
   * Makes an encoder of this format, with a choice that only OpenMetrics knows.
   *
   * @param out where the bytes go
   * @param escaping how names outside the legacy alphabet are written
   * @param createdSamples whether {@link #OPENMETRICS} writes a {@code _created} sample with each
   *     counter, histogram and summary. A Prometheus that was not told to read them as created times
   *     stores them as series of their own. {@link #PROTOBUF} always has created times, {@link
   *     #TEXT} never
   * @return an encoder for one exposition
   */
  public Encoder encoder(OutputBuffer out, EscapingScheme escaping, boolean createdSamples) {
    return switch (this) {
      case TEXT -> new TextEncoder(out, escaping);
      case OPENMETRICS -> new OpenMetricsEncoder(out, escaping, createdSamples);
      case PROTOBUF -> new ProtobufEncoder(out, escaping);
    };
  }
}
