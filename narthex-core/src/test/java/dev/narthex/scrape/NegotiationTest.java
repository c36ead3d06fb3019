package dev.narthex.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which format and which coding a client gets for what it says it accepts. */
class NegotiationTest {

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8; escaping=";
  private static final String OPENMETRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=";
  private static final String OPENMETRICS_0_0_1 =
      "application/openmetrics-text; version=0.0.1; charset=utf-8; escaping=";
  private static final String PROTOBUF = "application/vnd.google.protobuf;"
      + " proto=io.prometheus.client.MetricFamily; encoding=delimited; escaping=";

  /** What Prometheus 3 sends with its usual settings. */
  private static final String PROMETHEUS_3 =
      "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
          + "application/openmetrics-text;version=0.0.1;q=0.5,"
          + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
          + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2";

  /** What Prometheus 3 sends when it wants created times or native histograms. */
  private static final String PROMETHEUS_3_PROTOBUF =
      "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
          + "encoding=delimited;escaping=allow-utf-8;q=0.7,"
          + PROMETHEUS_3;

  private static String contentType(String accept) {
    return Negotiation.format(accept, true).contentType();
  }

  private static String contentTypeWithoutOpenMetrics(String accept) {
    return Negotiation.format(accept, false).contentType();
  }

  @Test
  void prometheus3GetsWhatItLikesBestWithItsOwnNames() {
    assertThat(contentType(PROMETHEUS_3)).isEqualTo(OPENMETRICS + "allow-utf-8");
    assertThat(contentType(PROMETHEUS_3_PROTOBUF)).isEqualTo(PROTOBUF + "allow-utf-8");
    assertThat(contentTypeWithoutOpenMetrics(PROMETHEUS_3)).isEqualTo(TEXT + "allow-utf-8");
    assertThat(contentTypeWithoutOpenMetrics(PROMETHEUS_3_PROTOBUF))
        .isEqualTo(PROTOBUF + "allow-utf-8");
  }

  @Test
  void prometheus3ThatWantsLegacyNamesGetsThem() {
    String accept = PROMETHEUS_3.replace("allow-utf-8", "underscores");

    assertThat(contentType(accept)).isEqualTo(OPENMETRICS + "underscores");
  }

  @Test
  void prometheus2GetsOpenMetricsInTheVersionItNames() {
    assertThat(contentType("application/openmetrics-text; version=0.0.1,"
            + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1"))
        .isEqualTo(OPENMETRICS_0_0_1 + "underscores");
    assertThat(contentType("application/openmetrics-text;version=1.0.0,"
            + "application/openmetrics-text;version=0.0.1;q=0.75,"
            + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1"))
        .isEqualTo(OPENMETRICS + "underscores");
    assertThat(contentType("application/vnd.google.protobuf;"
            + "proto=io.prometheus.client.MetricFamily;encoding=delimited,"
            + "application/openmetrics-text;version=1.0.0;q=0.8,"
            + "application/openmetrics-text;version=0.0.1;q=0.75,"
            + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1"))
        .isEqualTo(PROTOBUF + "underscores");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*/*",
        "text/plain",
        "text/plain;version=0.0.4",
        "text/*",
        "application/json",
        "text/html,application/xhtml+xml;q=0.9",
        "text/plain;version=0.0.5",
        "text/plain;version=1.0.0",
        "application/openmetrics-text;version=2.0.0",
        "application/vnd.google.protobuf",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily",
        "application/vnd.google.protobuf;proto=other.Message;encoding=delimited",
        "application/openmetrics-text;q=0",
        "text/plain;q=0",
        "*/*;q=0",
        "text/plain;q=2",
        "text/plain;q=NaN",
        ",;\"",
      })
  void whateverElseIsAcceptedGetsTheTextThatEverybodyReads(String accept) {
    assertThat(contentType(accept)).isEqualTo(TEXT + "underscores");
  }

  /** The Go client offers these forms, which are for people; here people get the text. */
  @ParameterizedTest
  @CsvSource({"text", "compact-text"})
  void theDebugFormsOfProtobufAreNotOffered(String encoding) {
    assertThat(contentType("application/vnd.google.protobuf;"
            + "proto=io.prometheus.client.MetricFamily;encoding="
            + encoding))
        .isEqualTo(TEXT + "underscores");
  }

  @Test
  void openMetricsWithoutAVersionMeansTheFirst() {
    assertThat(contentType("application/openmetrics-text"))
        .isEqualTo(OPENMETRICS_0_0_1 + "underscores");
  }

  @Test
  void theFirstOfEquallyLikedFormatsIsTaken() {
    assertThat(contentType("text/plain,application/openmetrics-text;version=1.0.0"))
        .isEqualTo(TEXT + "underscores");
    assertThat(contentType("application/openmetrics-text;version=1.0.0,text/plain"))
        .isEqualTo(OPENMETRICS + "underscores");
    assertThat(contentType("*/*,application/openmetrics-text;version=1.0.0"))
        .isEqualTo(OPENMETRICS + "underscores");
  }

  @ParameterizedTest
  @CsvSource({
    "allow-utf-8, allow-utf-8",
    "underscores, underscores",
    "dots, dots",
    "values, values",
    "Values, values",
    "none, underscores",
    "'', underscores",
  })
  void theSchemeOfTheClauseIsUsedIfThereIsSuchAScheme(String asked, String used) {
    assertThat(contentType("text/plain;version=0.0.4;escaping=" + asked)).isEqualTo(TEXT + used);
  }

  @Test
  void aSchemeCountsFromTheClauseThatNamesItOn() {
    assertThat(contentType("image/png;escaping=dots,text/plain;q=0.5")).isEqualTo(TEXT + "dots");
    assertThat(contentType("image/png;escaping=dots;q=0.5,text/plain"))
        .isEqualTo(TEXT + "underscores");
    assertThat(contentType("image/png;escaping=dots,text/plain;escaping=values;q=0.5"))
        .isEqualTo(TEXT + "values");
    assertThat(contentType("image/png;escaping=dots")).isEqualTo(TEXT + "dots");
  }

  @Test
  void anAbsurdHeaderGetsText() {
    assertThat(contentType("application/json;a=b,".repeat(10_000))).isEqualTo(TEXT + "underscores");
    assertThat(contentType("text/plain;version=\"0.0.4")).isEqualTo(TEXT + "underscores");
    assertThat(contentType("a".repeat(100_000))).isEqualTo(TEXT + "underscores");
  }

  private static final ContentCoding GZIP = ContentCoding.gzip();
  private static final ContentCoding ZSTD = new NamedCoding("zstd");

  /** A coding that is only chosen, never used. */
  private record NamedCoding(String name) implements ContentCoding {
    @Override
    public Compressor newCompressor() {
      throw new AssertionError("must only be chosen");
    }
  }

  private static String coding(String acceptEncoding, ContentCoding... offers) {
    ContentCoding chosen = Negotiation.coding(acceptEncoding, List.of(offers));
    return chosen == null ? "identity" : chosen.name();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "`` | identity",
        "br | identity",
        "* | identity",
        "gzip | gzip",
        "GZIP | gzip",
        "gzip, deflate, br | gzip",
        "gzip;q=0 | identity",
        "gzip;q=0.001 | gzip",
        "identity;q=0.5, gzip | gzip",
        "identity, gzip;q=0.5 | identity",
        "identity, gzip | identity",
        "gzip;q=1.0, identity;q=0.5, *;q=0 | gzip",
        "*;q=0 | identity",
        "identity;q=0 | identity",
        "identity;q=0, * | gzip",
        "gzip;q=NaN | identity",
        "gzip;q=2 | identity",
        ",;\" | identity",
      })
  void theBestCodingIsTakenAndNoneIsOfferedFirst(String acceptEncoding, String chosen) {
    assertThat(coding(acceptEncoding, GZIP)).isEqualTo(chosen);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zstd,gzip | gzip",
        "gzip,zstd | gzip",
        "gzip;q=0.5,zstd | zstd",
        "zstd;q=0.5,gzip;q=0.4 | zstd",
        "gzip;q=0,*;q=0.5,identity;q=0.1 | zstd",
      })
  void ofEquallyLikedCodingsTheFirstOfferedIsTaken(String acceptEncoding, String chosen) {
    assertThat(coding(acceptEncoding, GZIP, ZSTD)).isEqualTo(chosen);
  }

  @Test
  void whereNothingIsOfferedNothingIsCompressed() {
    assertThat(coding("gzip")).isEqualTo("identity");
  }
}
