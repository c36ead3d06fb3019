package dev.narthex.testing.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import dev.narthex.testing.reader.ExposedHistogram.Bucket;
import dev.narthex.testing.reader.ExposedSummary.Quantile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user of the reader is promised: values, places in errors, limits. */
class ExpositionReaderTest {

  private static final String TEXT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  @Test
  void readsText() {
    String text = """
        # HELP jobs_total Jobs done.
        # TYPE jobs_total counter
        jobs_total{queue="mail"} 3 1500

        # A word to people.
        # TYPE wait_seconds histogram
        wait_seconds_bucket{le="1"} 2
        wait_seconds_bucket{le="+Inf"} 3
        wait_seconds_sum 7.5
        wait_seconds_count 3
        # TYPE pause summary
        pause{quantile="0.5"} NaN
        pause_sum 0
        pause_count 0
        {"with.dot","a b"="c"} -Inf
        """;

    assertThat(ExpositionReader.text(text))
        .containsExactly(
            new ExposedFamily(
                "jobs_total",
                MetricType.COUNTER,
                "Jobs done.",
                null,
                List.of(new ExposedNumber(Map.of("queue", "mail"), 3, Millis.NONE, null, 1500))),
            new ExposedFamily(
                "wait_seconds",
                MetricType.HISTOGRAM,
                null,
                null,
                List.of(new ExposedHistogram(
                    Map.of(),
                    OptionalDouble.of(3),
                    OptionalDouble.of(7.5),
                    List.of(new Bucket(1, 2, null), new Bucket(Double.POSITIVE_INFINITY, 3, null)),
                    null,
                    Millis.NONE,
                    Millis.NONE))),
            new ExposedFamily(
                "pause",
                MetricType.SUMMARY,
                null,
                null,
                List.of(new ExposedSummary(
                    Map.of(),
                    OptionalDouble.of(0),
                    OptionalDouble.of(0),
                    List.of(new Quantile(0.5, Double.NaN)),
                    Millis.NONE,
                    Millis.NONE))),
            new ExposedFamily(
                "with.dot",
                MetricType.UNTYPED,
                null,
                null,
                List.of(number(Map.of("a b", "c"), Double.NEGATIVE_INFINITY))));
  }

  @Test
  void readsOpenMetrics() {
    String text = """
        # TYPE jobs counter
        # HELP jobs Jobs done.
        jobs_total{queue="mail"} 3.0 1.5 # {trace_id="4bf9"} 1.0 1.25
        jobs_created{queue="mail"} 0.5
        # TYPE build info
        build_info{version="1.2"} 1
        # TYPE mode stateset
        mode{mode="on"} 1
        mode{mode="off"} 0
        # TYPE age_seconds gaugehistogram
        # UNIT age_seconds seconds
        age_seconds_bucket{le="+Inf"} 2
        age_seconds_gsum 7.5
        age_seconds_gcount 2
        free 5
        # EOF
        """;

    assertThat(ExpositionReader.openMetrics(text))
        .containsExactly(
            new ExposedFamily(
                "jobs_total",
                MetricType.COUNTER,
                "Jobs done.",
                null,
                List.of(new ExposedNumber(
                    Map.of("queue", "mail"),
                    3,
                    500,
                    new ExposedExemplar(Map.of("trace_id", "4bf9"), 1, 1250),
                    1500))),
            new ExposedFamily(
                "build_info",
                MetricType.INFO,
                null,
                null,
                List.of(number(Map.of("version", "1.2"), 1))),
            new ExposedFamily(
                "mode",
                MetricType.STATESET,
                null,
                null,
                List.of(number(Map.of("mode", "on"), 1), number(Map.of("mode", "off"), 0))),
            new ExposedFamily(
                "age_seconds",
                MetricType.GAUGE_HISTOGRAM,
                null,
                "seconds",
                List.of(new ExposedHistogram(
                    Map.of(),
                    OptionalDouble.of(2),
                    OptionalDouble.of(7.5),
                    List.of(new Bucket(Double.POSITIVE_INFINITY, 2, null)),
                    null,
                    Millis.NONE,
                    Millis.NONE))),
            new ExposedFamily(
                "free", MetricType.UNTYPED, null, null, List.of(number(Map.of(), 5))));
  }

  private static ExposedNumber number(Map<String, String> labels, double value) {
    return new ExposedNumber(labels, value, Millis.NONE, null, Millis.NONE);
  }

  @Test
  void tellsLineAndColumnOfAFault() {
    String text = """
        up 1
        down{reason="x" 2
        """;

    assertThatThrownBy(() -> ExpositionReader.text(text))
        .isInstanceOfSatisfying(ReadException.class, e -> {
          assertThat(e.line()).isEqualTo(2);
          assertThat(e.column()).isEqualTo(17);
          assertThat(e.offset()).isEqualTo(-1);
        })
        .hasMessage("line 2, column 17: wanted ',' or '}' after a label but met '2'");
  }

  @Test
  void tellsHowSamplesOfATypeAreNamed() {
    String text = """
        # TYPE jobs counter
        jobs 3
        # EOF
        """;

    assertThatThrownBy(() -> ExpositionReader.openMetrics(text))
        .isInstanceOf(ReadException.class)
        .hasMessage("line 2, column 1: jobs has type counter, so its samples are named"
            + " \"jobs_total\", \"jobs_created\"");
  }

  @Test
  void tellsLineAndColumnOfABrokenByte() {
    byte[] text = {'a', ' ', '1', '\n', 'b', (byte) 0xFF, ' ', '1', '\n'};

    assertThatThrownBy(() -> ExpositionReader.text(text))
        .isInstanceOf(ReadException.class)
        .hasMessage("line 2, column 2: byte 0xFF does not belong to UTF-8 here");
  }

  @Test
  void tellsTheByteOfAFaultInProtobuf() {
    byte[] truncated = {3, 0x0A, 5, 'a'};

    assertThatThrownBy(() -> ExpositionReader.protobuf(truncated))
        .isInstanceOfSatisfying(ReadException.class, e -> {
          assertThat(e.line()).isZero();
          assertThat(e.column()).isZero();
          assertThat(e.offset()).isEqualTo(1);
        })
        .hasMessage("byte 1: a length of 5 bytes, of which 1 are there");
  }

  @Test
  void readsTheFormatThatTheContentTypeNames() {
    byte[] empty = {};
    byte[] ended = "# EOF\n".getBytes(UTF_8);

    assertThat(ExpositionReader.read(empty, TEXT_TYPE)).isEmpty();
    assertThat(ExpositionReader.read(ended, "application/openmetrics-text; version=1.0.0"))
        .isEmpty();
    assertThat(ExpositionReader.read(
            empty,
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
                + " encoding=delimited; escaping=underscores"))
        .isEmpty();
  }

  @Test
  void refusesAContentTypeThatIsNoFormat() {
    byte[] page = "<html>".getBytes(UTF_8);

    assertThatThrownBy(() -> ExpositionReader.read(page, "text/html"))
        .isInstanceOf(ReadException.class)
        .hasMessageStartingWith("\"text/html\" is none of the formats: text/plain,");
  }

  @Test
  void readsNoMoreOfAStreamThanTheLimit() throws IOException {
    ReadLimits limits = ReadLimits.DEFAULT.withMaxBytes(5);
    byte[] fits = "a 11\n".getBytes(UTF_8);
    ByteArrayInputStream tooLong = new ByteArrayInputStream("a 111\na 1\n".getBytes(UTF_8));

    assertThat(ExpositionReader.read(new ByteArrayInputStream(fits), TEXT_TYPE, limits))
        .hasSize(1);
    assertThatThrownBy(() -> ExpositionReader.read(tooLong, TEXT_TYPE, limits))
        .isInstanceOf(ReadException.class)
        .hasMessage("The exposition is longer than 5 bytes. If so many are meant, allow them with"
            + " ReadLimits.withMaxBytes(…).");
    assertThat(tooLong.available()).isEqualTo(4);
  }

  @Test
  void refusesMoreThanEachLimit() {
    ReadLimits limits = ReadLimits.DEFAULT;
    String text = "a{x=\"1\",y=\"2\"} 1\nb 2\n";

    assertThat(ExpositionReader.text(text, limits.withMaxFamilies(2).withMaxLabels(2)))
        .hasSize(2);
    assertRefused(
        text, limits.withMaxFamilies(1), "line 2, column 4: there are more than 1 families");
    assertRefused(
        text, limits.withMaxSamples(1), "line 2, column 1: there are more than 1 samples");
    assertRefused(text, limits.withMaxLabels(1), "line 1, column 10: there are more than 1 labels");
    assertRefused(
        text, limits.withMaxLineLength(15), "line 1, column 1: the line is longer than 15");
  }

  private static void assertRefused(String text, ReadLimits limits, String message) {
    assertThatThrownBy(() -> ExpositionReader.text(text, limits))
        .isInstanceOf(ReadException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void refusesDeepNestingInProtobuf() {
    byte[] nested = new byte[101];
    nested[0] = 100;
    Arrays.fill(nested, 1, 101, (byte) (9 << 3 | 3));

    assertThatThrownBy(() -> ExpositionReader.protobuf(nested))
        .isInstanceOf(ReadException.class)
        .hasMessageContaining("groups are nested deeper than 16");
  }

  @Test
  void refusesALimitBelowZero() {
    assertThatThrownBy(() -> ReadLimits.DEFAULT.withMaxBytes(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxBytes is -1. A limit cannot be negative; 0 allows nothing.");
  }

  /** They come from programs that observe such values, and only OpenMetrics forbids them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "histogram | a_bucket{le=\"+Inf\"} 1;a_sum -1;a_count 1 | a sum cannot be below 0",
        "histogram | a_bucket{le=\"+Inf\"} 1;a_sum NaN;a_count 1 | a sum cannot be NaN",
        "histogram | a_bucket{le=\"-1\"} 1;a_bucket{le=\"+Inf\"} 1;a_sum -1;a_count 1"
            + " | a histogram with buckets below 0 has no sum",
        "summary | a_sum -1;a_count 1 | a sum cannot be -1.0",
        "summary | a_sum NaN;a_count 1 | a sum cannot be NaN",
        "summary | a{quantile=\"0.5\"} -1 | the value of a quantile cannot be negative",
      })
  void tellsWhichFormatAllowsWhatOpenMetricsForbids(String type, String lines, String reason) {
    String text = "# TYPE a " + type + "\n" + lines.replace(';', '\n') + "\n";

    assertThat(ExpositionReader.text(text)).hasSize(1);
    assertThatThrownBy(() -> ExpositionReader.openMetrics(text + "# EOF\n"))
        .isInstanceOf(ReadException.class)
        .hasMessageContaining(reason)
        .hasMessageEndingWith(" in OpenMetrics; ask for text 0.0.4, which allows it");
  }
}
