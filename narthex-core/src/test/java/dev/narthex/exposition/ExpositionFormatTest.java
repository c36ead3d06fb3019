package dev.narthex.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The content types by which readers know the formats. */
class ExpositionFormatTest {

  @ParameterizedTest
  @CsvSource({
    "TEXT, text/plain; version=0.0.4; charset=utf-8",
    "OPENMETRICS, application/openmetrics-text; version=1.0.0; charset=utf-8",
    "PROTOBUF, application/vnd.google.protobuf;"
        + " proto=io.prometheus.client.MetricFamily; encoding=delimited",
  })
  void theSchemeIsTheLastParameterOfTheContentType(ExpositionFormat format, String mediaType) {
    assertThat(format.mediaType()).isEqualTo(mediaType);
    for (EscapingScheme scheme : EscapingScheme.values()) {
      assertThat(format.contentType(scheme))
          .isEqualTo(mediaType + "; escaping=" + scheme.parameter());
    }
  }
}
