package dev.narthex.exposition;

import static dev.narthex.exposition.EscapingScheme.ALLOW_UTF_8;
import static dev.narthex.exposition.EscapingScheme.DOTS;
import static dev.narthex.exposition.EscapingScheme.UNDERSCORES;
import static dev.narthex.exposition.EscapingScheme.VALUES;
import static dev.narthex.exposition.Exposed.gauge;
import static dev.narthex.exposition.Exposed.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Collector;
import dev.narthex.Counter;
import dev.narthex.Histogram;
import dev.narthex.Registry;
import dev.narthex.model.Buckets;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import dev.narthex.model.Quantiles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bytes of text 0.0.4, for each type of metric and for every kind of name and text. */
class TextEncoderTest {

  @Test
  void eachTypeHasItsLinesWithoutUnitsExemplarsAndCreatedTimes() {
    String exposition = text(UNDERSCORES, new ShopMetrics());

    assertThat(exposition).isEqualTo("""
        # HELP jobs_total Jobs finished.
        # TYPE jobs_total counter
        jobs_total{queue="mail",zone="a"} 42
        jobs_total{queue="print",zone="a"} 1.2345675e+06 1234567890
        # TYPE load1 untyped
        load1 0.25
        # HELP queue_length Jobs waiting.
        # TYPE queue_length gauge
        queue_length -2.5
        # HELP rpc_seconds Duration of calls.
        # TYPE rpc_seconds histogram
        rpc_seconds_bucket{method="get",le="1"} 1
        rpc_seconds_bucket{method="get",le="2.5"} 1
        rpc_seconds_bucket{method="get",le="+Inf"} 2
        rpc_seconds_sum{method="get"} 4
        rpc_seconds_count{method="get"} 2
        # HELP size_bytes Size of orders.
        # TYPE size_bytes summary
        size_bytes{quantile="0.5"} 17
        size_bytes{quantile="1"} NaN
        size_bytes_sum 1024.5
        size_bytes_count 12
        """);
  }

  @Test
  void realMetricsAreWrittenLikeThoseOfACollector() {
    Registry registry = new Registry();
    Histogram.builder("wait_seconds")
        .help("Time in the queue.")
        .buckets(1, 2.5)
        .labelNames("queue")
        .register(registry)
        .with("mail")
        .observe(3);
    Counter.builder("jobs_total").help("Jobs finished.").register(registry).add(7);

    String exposition = text(UNDERSCORES, registry::gather);

    assertThat(exposition).isEqualTo("""
        # HELP jobs_total Jobs finished.
        # TYPE jobs_total counter
        jobs_total 7
        # HELP wait_seconds Time in the queue.
        # TYPE wait_seconds histogram
        wait_seconds_bucket{queue="mail",le="1"} 0
        wait_seconds_bucket{queue="mail",le="2.5"} 0
        wait_seconds_bucket{queue="mail",le="+Inf"} 1
        wait_seconds_sum{queue="mail"} 3
        wait_seconds_count{queue="mail"} 1
        """);
  }

  @Test
  void nothingGatheredIsNothingWritten() {
    assertThat(text(UNDERSCORES)).isEmpty();
  }

  @Test
  void aTimestampStandsOnEveryLineOfItsSeries() {
    Collector timed = sink -> {
      sink.family(Descriptor.of(MetricType.HISTOGRAM, "h", ""));
      sink.histogram(
          Labels.EMPTY, GivenHistogram.of(Buckets.of(1), List.of(1L, 0L), 0.5), 1_600_000_000_123L);
      sink.family(Descriptor.of(MetricType.SUMMARY, "s", ""));
      sink.summary(
          Labels.EMPTY, new GivenSummary(Quantiles.of(0.9), List.of(1.5), 2, 3, Millis.NONE), -1);
      sink.family(Descriptor.of(MetricType.GAUGE, "zero", ""));
      sink.value(Labels.EMPTY, 1, 0);
    };

    assertThat(text(UNDERSCORES, timed)).isEqualTo("""
        # TYPE h histogram
        h_bucket{le="1"} 1 1600000000123
        h_bucket{le="+Inf"} 1 1600000000123
        h_sum 0.5 1600000000123
        h_count 1 1600000000123
        # TYPE s summary
        s{quantile="0.9"} 1.5 -1
        s_sum 3 -1
        s_count 2 -1
        # TYPE zero gauge
        zero 1 0
        """);
  }

  /** The Go client would write 1e+06 for the value too; readers take both for the same number. */
  @Test
  void aWholeValueIsPlainDigitsButABucketBoundIsSpelledAsEverywhere() {
    Collector millions = sink -> {
      sink.family(Descriptor.of(MetricType.HISTOGRAM, "h", ""));
      sink.histogram(
          Labels.EMPTY, GivenHistogram.of(Buckets.of(0.00001, 1e6), List.of(0L, 1L, 0L), 1e6));
    };

    assertThat(text(UNDERSCORES, millions)).isEqualTo("""
        # TYPE h histogram
        h_bucket{le="1e-05"} 0
        h_bucket{le="1e+06"} 1
        h_bucket{le="+Inf"} 1
        h_sum 1000000
        h_count 1
        """);
  }

  @Test
  void numbersThatAreNoneHaveTheirNamesAndNoZeroIsNegative() {
    Collector odd = sink -> {
      sink.family(Descriptor.builder(MetricType.GAUGE, "odd").labelNames("kind").build());
      sink.value(Labels.of("kind", "a"), Double.NaN);
      sink.value(Labels.of("kind", "b"), Double.POSITIVE_INFINITY);
      sink.value(Labels.of("kind", "c"), Double.NEGATIVE_INFINITY);
      sink.value(Labels.of("kind", "d"), -0.0);
    };

    assertThat(text(UNDERSCORES, odd)).isEqualTo("""
        # TYPE odd gauge
        odd{kind="a"} NaN
        odd{kind="b"} +Inf
        odd{kind="c"} -Inf
        odd{kind="d"} 0
        """);
  }

  @Test
  void countsHave64BitsAndNoSign() {
    Collector large = sink -> {
      sink.family(Descriptor.of(MetricType.HISTOGRAM, "h", ""));
      sink.histogram(
          Labels.EMPTY, GivenHistogram.of(Buckets.of(1), List.of(Long.MAX_VALUE, 2L), 0));
    };

    assertThat(text(UNDERSCORES, large)).isEqualTo("""
        # TYPE h histogram
        h_bucket{le="1"} 9223372036854775807
        h_bucket{le="+Inf"} 9223372036854775809
        h_sum 0
        h_count 9223372036854775809
        """);
  }

  /** What a native histogram will look like in text, too. */
  @Test
  void aHistogramWithoutBoundsHasOneBucket() {
    Collector bare = sink -> {
      sink.family(Descriptor.of(MetricType.HISTOGRAM, "h", ""));
      sink.histogram(Labels.EMPTY, GivenHistogram.of(Buckets.of(), List.of(3L), 4.5));
    };

    assertThat(text(UNDERSCORES, bare)).isEqualTo("""
        # TYPE h histogram
        h_bucket{le="+Inf"} 3
        h_sum 4.5
        h_count 3
        """);
  }

  @Test
  void aFamilyIsAnnouncedOnceHoweverOftenItsCollectorGoesOnWithIt() {
    OutputBuffer out = new OutputBuffer();
    Encoder encoder = ExpositionFormat.TEXT.encoder(out, UNDERSCORES);

    encoder.family(Descriptor.of(MetricType.GAUGE, "g", "One."));
    encoder.value(Labels.of("n", "1"), 1);
    encoder.family(Descriptor.of(MetricType.GAUGE, "g", "One."));
    encoder.value(Labels.of("n", "2"), 2);
    encoder.finish();

    assertThat(new String(Exposed.written(out), UTF_8)).isEqualTo("""
        # HELP g One.
        # TYPE g gauge
        g{n="1"} 1
        g{n="2"} 2
        """);
  }

  @Test
  void backslashAndLineFeedAreEscapedInHelpButNotQuotes() {
    Collector helped = sink -> {
      sink.family(Descriptor.of(MetricType.GAUGE, "g", "The \"C:\\tmp\"\nfolder,\tgrün \uD83D."));
      sink.value(Labels.EMPTY, 1);
    };

    assertThat(text(UNDERSCORES, helped)).isEqualTo("""
        # HELP g The "C:\\\\tmp"\\nfolder,\tgrün \uFFFD.
        # TYPE g gauge
        g 1
        """);
  }

  /** The Go client writes the line with nothing in it. */
  @Test
  void anEmptyHelpHasNoLine() {
    assertThat(text(UNDERSCORES, gauge("g"))).isEqualTo("""
        # TYPE g gauge
        g 1
        """);
  }

  @Test
  void aLabelValueCanBeAnyText() {
    Map<String, String> written = Map.ofEntries(
        Map.entry("", ""),
        Map.entry("a\\\"b\n", "a\\\\\\\"b\\n"),
        Map.entry("\\n", "\\\\n"),
        Map.entry("\"", "\\\""),
        Map.entry("\\", "\\\\"),
        Map.entry("\r\t\0\u007f", "\r\t\0\u007f"),
        Map.entry("} 1\n#", "} 1\\n#"),
        Map.entry("{a=\"b\",}", "{a=\\\"b\\\",}"),
        Map.entry("花火 😱", "花火 😱"),
        Map.entry("half \uD83D", "half \uFFFD"),
        Map.entry("\uDE31\uD83D swapped", "\uFFFD\uFFFD swapped"),
        Map.entry("x".repeat(10_240), "x".repeat(10_240)));

    written.forEach((value, inQuotes) -> {
      String exposition = text(UNDERSCORES, gauge("g", Labels.of("v", value), 1));

      assertThat(exposition).isEqualTo("# TYPE g gauge\ng{v=\"" + inQuotes + "\"} 1\n");
    });
  }

  private static final Collector UTF_8_NAMES = sink -> {
    sink.family(Descriptor.of(MetricType.HISTOGRAM, "my.hist", "A \"histogram\"."));
    sink.histogram(Labels.of("a.b", "1.5"), GivenHistogram.of(Buckets.of(1), List.of(1L, 0L), 0.5));
    sink.family(Descriptor.of(MetricType.GAUGE, "my.metric", "A gauge."));
    sink.value(Labels.EMPTY, 1);
    sink.family(Descriptor.of(MetricType.SUMMARY, "花 \"火\"\\\n", "A summary."));
    sink.summary(
        Labels.EMPTY, new GivenSummary(Quantiles.of(0.5), List.of(1.0), 1, 1, Millis.NONE));
  };

  @Test
  void namesOutsideTheLegacyAlphabetAreQuotedForThoseWhoAllowThem() {
    assertThat(text(ALLOW_UTF_8, UTF_8_NAMES)).isEqualTo("""
        # HELP "my.hist" A "histogram".
        # TYPE "my.hist" histogram
        {"my.hist_bucket","a.b"="1.5",le="1"} 1
        {"my.hist_bucket","a.b"="1.5",le="+Inf"} 1
        {"my.hist_sum","a.b"="1.5"} 0.5
        {"my.hist_count","a.b"="1.5"} 1
        # HELP "my.metric" A gauge.
        # TYPE "my.metric" gauge
        {"my.metric"} 1
        # HELP "花 \\"火\\"\\\\\\n" A summary.
        # TYPE "花 \\"火\\"\\\\\\n" summary
        {"花 \\"火\\"\\\\\\n",quantile="0.5"} 1
        {"花 \\"火\\"\\\\\\n_sum"} 1
        {"花 \\"火\\"\\\\\\n_count"} 1
        """);
  }

  @Test
  void namesOutsideTheLegacyAlphabetGetUnderscores() {
    assertThat(text(UNDERSCORES, UTF_8_NAMES)).isEqualTo("""
        # HELP my_hist A "histogram".
        # TYPE my_hist histogram
        my_hist_bucket{a_b="1.5",le="1"} 1
        my_hist_bucket{a_b="1.5",le="+Inf"} 1
        my_hist_sum{a_b="1.5"} 0.5
        my_hist_count{a_b="1.5"} 1
        # HELP my_metric A gauge.
        # TYPE my_metric gauge
        my_metric 1
        # HELP _______ A summary.
        # TYPE _______ summary
        _______{quantile="0.5"} 1
        ________sum 1
        ________count 1
        """);
  }

  @Test
  void namesOutsideTheLegacyAlphabetGetDotsAsWords() {
    assertThat(text(DOTS, UTF_8_NAMES)).isEqualTo("""
        # HELP my_dot_hist A "histogram".
        # TYPE my_dot_hist histogram
        my_dot_hist_bucket{a_dot_b="1.5",le="1"} 1
        my_dot_hist_bucket{a_dot_b="1.5",le="+Inf"} 1
        my_dot_hist_sum{a_dot_b="1.5"} 0.5
        my_dot_hist_count{a_dot_b="1.5"} 1
        # HELP my_dot_metric A gauge.
        # TYPE my_dot_metric gauge
        my_dot_metric 1
        # HELP ______________ A summary.
        # TYPE ______________ summary
        ______________{quantile="0.5"} 1
        _______________sum 1
        _______________count 1
        """);
  }

  @Test
  void namesOutsideTheLegacyAlphabetGetNumbers() {
    assertThat(text(VALUES, UTF_8_NAMES)).isEqualTo("""
        # HELP U__my_2e_hist A "histogram".
        # TYPE U__my_2e_hist histogram
        U__my_2e_hist_bucket{U__a_2e_b="1.5",le="1"} 1
        U__my_2e_hist_bucket{U__a_2e_b="1.5",le="+Inf"} 1
        U__my_2e_hist_sum{U__a_2e_b="1.5"} 0.5
        U__my_2e_hist_count{U__a_2e_b="1.5"} 1
        # HELP U__my_2e_metric A gauge.
        # TYPE U__my_2e_metric gauge
        U__my_2e_metric 1
        # HELP U___82b1__20__22__706b__22__5c__a_ A summary.
        # TYPE U___82b1__20__22__706b__22__5c__a_ summary
        U___82b1__20__22__706b__22__5c__a_{quantile="0.5"} 1
        U___82b1__20__22__706b__22__5c__a__sum 1
        U___82b1__20__22__706b__22__5c__a__count 1
        """);
  }

  /** The Go client writes such a label name bare; Prometheus then refuses the whole scrape. */
  @Test
  void aColonIsFineInAMetricNameButNotInALabelName() {
    Collector colons = gauge("a:b", Labels.of("c:d", "1"), 1);

    assertThat(text(ALLOW_UTF_8, colons)).isEqualTo("""
        # TYPE a:b gauge
        a:b{"c:d"="1"} 1
        """);
    assertThat(text(UNDERSCORES, colons)).isEqualTo("""
        # TYPE a:b gauge
        a:b{c_d="1"} 1
        """);
    assertThat(text(DOTS, colons)).isEqualTo("""
        # TYPE a:b gauge
        a:b{c__d="1"} 1
        """);
    assertThat(text(VALUES, colons)).isEqualTo("""
        # TYPE a:b gauge
        a:b{U__c_3a_d="1"} 1
        """);
  }
}
