package dev.narthex.exposition;

import static dev.narthex.exposition.EscapingScheme.ALLOW_UTF_8;
import static dev.narthex.exposition.EscapingScheme.DOTS;
import static dev.narthex.exposition.EscapingScheme.UNDERSCORES;
import static dev.narthex.exposition.EscapingScheme.VALUES;
import static dev.narthex.exposition.Exposed.gauge;
import static dev.narthex.exposition.Exposed.openMetrics;
import static dev.narthex.exposition.Exposed.openMetricsWithCreated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Collector;
import dev.narthex.model.Buckets;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import dev.narthex.model.Quantiles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes of OpenMetrics 1.0.0, for each type of metric and for every kind of name and text. */
class OpenMetricsEncoderTest {

  @Test
  void eachTypeHasItsLinesWithUnitsAndExemplars() {
    String exposition = openMetrics(UNDERSCORES, new ShopMetrics());

    assertThat(exposition).isEqualTo("""
        # HELP jobs Jobs finished.
        # TYPE jobs counter
        jobs_total{queue="mail",zone="a"} 42.0 # {trace_id="4bf9"} 1.0 1.60000000125e+09
        jobs_total{queue="print",zone="a"} 1.2345675e+06 1.23456789e+06
        # TYPE load1 unknown
        load1 0.25
        # HELP queue_length Jobs waiting.
        # TYPE queue_length gauge
        queue_length -2.5
        # HELP rpc_seconds Duration of calls.
        # TYPE rpc_seconds histogram
        # UNIT rpc_seconds seconds
        rpc_seconds_bucket{method="get",le="1.0"} 1 # {trace_id="a1"} 0.7
        rpc_seconds_bucket{method="get",le="2.5"} 1
        rpc_seconds_bucket{method="get",le="+Inf"} 2 # {trace_id="b2"} 3.0 1600000002.0
        rpc_seconds_sum{method="get"} 4.0
        rpc_seconds_count{method="get"} 2
        # HELP size_bytes Size of orders.
        # TYPE size_bytes summary
        # UNIT size_bytes bytes
        size_bytes{quantile="0.5"} 17.0
        size_bytes{quantile="1.0"} NaN
        size_bytes_sum 1024.5
        size_bytes_count 12
        # EOF
        """);
  }

  @Test
  void createdTimesAreSamplesOfTheirOwnIfAskedFor() {
    String exposition = openMetricsWithCreated(UNDERSCORES, new ShopMetrics());

    assertThat(exposition).isEqualTo("""
        # HELP jobs Jobs finished.
        # TYPE jobs counter
        jobs_total{queue="mail",zone="a"} 42.0 # {trace_id="4bf9"} 1.0 1.60000000125e+09
        jobs_created{queue="mail",zone="a"} 1.6000000005e+09
        jobs_total{queue="print",zone="a"} 1.2345675e+06 1.23456789e+06
        # TYPE load1 unknown
        load1 0.25
        # HELP queue_length Jobs waiting.
        # TYPE queue_length gauge
        queue_length -2.5
        # HELP rpc_seconds Duration of calls.
        # TYPE rpc_seconds histogram
        # UNIT rpc_seconds seconds
        rpc_seconds_bucket{method="get",le="1.0"} 1 # {trace_id="a1"} 0.7
        rpc_seconds_bucket{method="get",le="2.5"} 1
        rpc_seconds_bucket{method="get",le="+Inf"} 2 # {trace_id="b2"} 3.0 1600000002.0
        rpc_seconds_sum{method="get"} 4.0
        rpc_seconds_count{method="get"} 2
        rpc_seconds_created{method="get"} 1.6000000005e+09
        # HELP size_bytes Size of orders.
        # TYPE size_bytes summary
        # UNIT size_bytes bytes
        size_bytes{quantile="0.5"} 17.0
        size_bytes{quantile="1.0"} NaN
        size_bytes_sum 1024.5
        size_bytes_count 12
        size_bytes_created 1.6000000005e+09
        # EOF
        """);
  }

  @Test
  void nothingGatheredIsOnlyTheEnd() {
    assertThat(openMetrics(UNDERSCORES)).isEqualTo("# EOF\n");
  }

  private static Collector counter(String name, String unit, double value, Exemplar exemplar) {
    return sink -> {
      sink.family(Descriptor.builder(MetricType.COUNTER, name).unit(unit).build());
      sink.counter(Labels.EMPTY, value, ShopMetrics.CREATED_MILLIS, exemplar, 1_234_567_890L);
    };
  }

  @Test
  void aCounterHasAllItsPartsInOrder() {
    Exemplar exemplar = new Exemplar(Labels.of("id", "1"), 1, 12_345_600L);

    String exposition =
        openMetricsWithCreated(UNDERSCORES, counter("foos_total", "", 42, exemplar));

    assertThat(exposition).isEqualTo("""
        # TYPE foos counter
        foos_total 42.0 1.23456789e+06 # {id="1"} 1.0 12345.6
        foos_created 1.6000000005e+09
        # EOF
        """);
  }

  /** OpenMetrics lets neither exemplars nor created times stand beside a metric of that type. */
  @ParameterizedTest
  @CsvSource({"foo", "_total", "foo_totals", "total"})
  void aCounterThatIsNotNamedSoIsUnknown(String name) {
    Exemplar exemplar = new Exemplar(Labels.of("id", "1"), 1, Millis.NONE);

    String exposition = openMetricsWithCreated(UNDERSCORES, counter(name, "", 1, exemplar));

    assertThat(exposition).isEqualTo("""
        # TYPE %s unknown
        %s 1.0 1.23456789e+06
        # EOF
        """.formatted(name, name));
  }

  @Test
  void anExemplarWithoutLabelsIsLeftOut() {
    Exemplar exemplar = new Exemplar(Labels.EMPTY, 1, 12_345_600L);

    assertThat(openMetrics(UNDERSCORES, counter("foos_total", "", 1, exemplar))).isEqualTo("""
        # TYPE foos counter
        foos_total 1.0 1.23456789e+06
        # EOF
        """);
  }

  @Test
  void labelsOfAnExemplarAreEscapedLikeAllOthers() {
    Exemplar exemplar = new Exemplar(Labels.of("a.b", "\"1\"", "c:d", "\\\n"), -0.0, Millis.NONE);
    Collector foos = counter("foos_total", "", 1e7, exemplar);

    assertThat(openMetrics(ALLOW_UTF_8, foos)).isEqualTo("""
        # TYPE foos counter
        foos_total 10000000.0 1.23456789e+06 # {"a.b"="\\"1\\"","c:d"="\\\\\\n"} 0.0
        # EOF
        """);
    assertThat(openMetrics(VALUES, foos)).isEqualTo("""
        # TYPE foos counter
        foos_total 10000000.0 1.23456789e+06 # {U__a_2e_b="\\"1\\"",U__c_3a_d="\\\\\\n"} 0.0
        # EOF
        """);
  }

  @Test
  void theUnitOfACounterStandsBeforeItsTotal() {
    String exposition =
        openMetrics(UNDERSCORES, counter("http_duration_seconds_total", "seconds", 42, null));

    assertThat(exposition).isEqualTo("""
        # TYPE http_duration_seconds counter
        # UNIT http_duration_seconds seconds
        http_duration_seconds_total 42.0 1.23456789e+06
        # EOF
        """);
  }

  /** The Go client writes the line in any case; Prometheus then refuses the whole scrape. */
  @ParameterizedTest
  @CsvSource({"size", "bytes", "kilobytes", "size_bytes_max", "size.bytes"})
  void aUnitInWhichTheNameDoesNotEndIsLeftOut(String name) {
    Collector sized = sink -> {
      sink.family(Descriptor.builder(MetricType.GAUGE, name).unit("bytes").build());
      sink.value(Labels.EMPTY, 1);
    };

    assertThat(openMetrics(ALLOW_UTF_8, sized)).doesNotContain("UNIT");
  }

  @Test
  void aStrangeUnitIsEscaped() {
    Collector sized = sink -> {
      sink.family(
          Descriptor.builder(MetricType.GAUGE, "a_\"m\\s\n").unit("\"m\\s\n").build());
      sink.value(Labels.EMPTY, 1);
    };

    assertThat(openMetrics(ALLOW_UTF_8, sized)).isEqualTo("""
        # TYPE "a_\\"m\\\\s\\n" gauge
        # UNIT "a_\\"m\\\\s\\n" \\"m\\\\s\\n
        {"a_\\"m\\\\s\\n"} 1.0
        # EOF
        """);
  }

  @Test
  void aTimestampIsInSecondsAndStandsOnEveryLineButThatOfCreated() {
    Collector timed = sink -> {
      sink.family(Descriptor.of(MetricType.HISTOGRAM, "h", ""));
      sink.histogram(
          Labels.EMPTY,
          new GivenHistogram(
              Buckets.of(1),
              List.of(1L, 0L),
              0.5,
              0,
              Map.of(0, new Exemplar(Labels.of("id", "1"), 0.5, -1))),
          1_600_000_000_123L);
      sink.family(Descriptor.of(MetricType.SUMMARY, "s", ""));
      sink.summary(
          Labels.EMPTY, new GivenSummary(Quantiles.of(0.9), List.of(1.5), 2, 3, -1500), 2000);
    };

    assertThat(openMetricsWithCreated(UNDERSCORES, timed)).isEqualTo("""
        # TYPE h histogram
        h_bucket{le="1.0"} 1 1.600000000123e+09 # {id="1"} 0.5 -0.001
        h_bucket{le="+Inf"} 1 1.600000000123e+09
        h_sum 0.5 1.600000000123e+09
        h_count 1 1.600000000123e+09
        h_created 0.0
        # TYPE s summary
        s{quantile="0.9"} 1.5 2.0
        s_sum 3.0 2.0
        s_count 2 2.0
        s_created -1.5
        # EOF
        """);
  }

  /** The Go client would write 1e+06 for the value too; readers take both for the same number. */
  @Test
  void aWholeValueIsPlainDigitsAndAPointButABucketBoundIsSpelledAsEverywhere() {
    Collector millions = sink -> {
      sink.family(Descriptor.of(MetricType.HISTOGRAM, "h", ""));
      sink.histogram(
          Labels.EMPTY,
          GivenHistogram.of(Buckets.of(0.00001, 1e6), List.of(0L, 1_000_000L, 0L), 1e6));
    };

    assertThat(openMetrics(UNDERSCORES, millions)).isEqualTo("""
        # TYPE h histogram
        h_bucket{le="1e-05"} 0
        h_bucket{le="1e+06"} 1000000
        h_bucket{le="+Inf"} 1000000
        h_sum 1000000.0
        h_count 1000000
        # EOF
        """);
  }

  @Test
  void backslashLineFeedAndQuotesAreEscapedInHelp() {
    Collector helped = sink -> {
      sink.family(Descriptor.of(MetricType.GAUGE, "g", "The \"C:\\tmp\"\nfolder,\tgrün \uD83D."));
      sink.value(Labels.EMPTY, 1);
    };

    assertThat(openMetrics(UNDERSCORES, helped)).isEqualTo("""
        # HELP g The \\"C:\\\\tmp\\"\\nfolder,\tgrün \uFFFD.
        # TYPE g gauge
        g 1.0
        # EOF
        """);
  }

  @Test
  void anEmptyHelpHasNoLine() {
    assertThat(openMetrics(UNDERSCORES, gauge("g"))).isEqualTo("""
        # TYPE g gauge
        g 1.0
        # EOF
        """);
  }

  @Test
  void aLabelValueIsEscapedAsInTheClassicFormat() {
    Labels strange = Labels.of("a", "a\\\"b\n", "b", "花火 😱", "c", "half \uD83D", "d", "");

    assertThat(openMetrics(UNDERSCORES, gauge("g", strange, 1))).isEqualTo("""
        # TYPE g gauge
        g{a="a\\\\\\"b\\n",b="花火 😱",c="half \uFFFD",d=""} 1.0
        # EOF
        """);
  }

  private static final Collector UTF_8_NAMES = sink -> {
    sink.family(Descriptor.builder(MetricType.COUNTER, "my.seconds_total")
        .help("A counter.")
        .build());
    sink.counter(Labels.of("a.b", "1", "c:d", "2"), 1, 0, null, Millis.NONE);
    sink.family(Descriptor.of(MetricType.HISTOGRAM, "花火", ""));
    sink.histogram(Labels.EMPTY, GivenHistogram.of(Buckets.of(), List.of(1L), 0.5));
  };

  @Test
  void namesOutsideTheLegacyAlphabetAreQuotedForThoseWhoAllowThem() {
    assertThat(openMetricsWithCreated(ALLOW_UTF_8, UTF_8_NAMES)).isEqualTo("""
        # HELP "my.seconds" A counter.
        # TYPE "my.seconds" counter
        {"my.seconds_total","a.b"="1","c:d"="2"} 1.0
        {"my.seconds_created","a.b"="1","c:d"="2"} 0.0
        # TYPE "花火" histogram
        {"花火_bucket",le="+Inf"} 1
        {"花火_sum"} 0.5
        {"花火_count"} 1
        # EOF
        """);
  }

  @Test
  void namesOutsideTheLegacyAlphabetAreEscapedForTheOthers() {
    assertThat(openMetricsWithCreated(UNDERSCORES, UTF_8_NAMES)).isEqualTo("""
        # HELP my_seconds A counter.
        # TYPE my_seconds counter
        my_seconds_total{a_b="1",c_d="2"} 1.0
        my_seconds_created{a_b="1",c_d="2"} 0.0
        # TYPE __ histogram
        ___bucket{le="+Inf"} 1
        ___sum 0.5
        ___count 1
        # EOF
        """);
    assertThat(openMetrics(DOTS, gauge("my.metric"))).isEqualTo("""
        # TYPE my_dot_metric gauge
        my_dot_metric 1.0
        # EOF
        """);
    assertThat(openMetrics(VALUES, gauge("my.metric"))).isEqualTo("""
        # TYPE U__my_2e_metric gauge
        U__my_2e_metric 1.0
        # EOF
        """);
  }

  /** As everywhere: an escaped family keeps one of the two underscores that its total has. */
  @Test
  void theSuffixOfACounterIsCutFromTheEscapedName() {
    assertThat(openMetrics(DOTS, counter("my.jobs_total", "", 1, null))).isEqualTo("""
        # TYPE my_dot_jobs_ counter
        my_dot_jobs__total 1.0 1.23456789e+06
        # EOF
        """);
  }
}
