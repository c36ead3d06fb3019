package dev.narthex.testing;

import static dev.narthex.testing.MetricAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.Family;
import dev.narthex.GaugeHistogram;
import dev.narthex.Histogram;
import dev.narthex.Registry;
import dev.narthex.model.Buckets;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.NativeBuckets;
import dev.narthex.testing.reader.ExposedHistogram;
import dev.narthex.testing.reader.ExposedNativeBuckets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How native histograms are written, read and compared: as OpenMetrics 2.0 writes them. */
class NativeCompareTest {

  private final Registry registry = new Registry();
  private final Family<Histogram> latency = Histogram.builder("latency_seconds")
      .help("Latency.")
      .nativeBuckets(NativeBuckets.growingBy(2).zeroThreshold(0.001))
      .labelNames("route")
      .register(registry);

  @Test
  void areComparedWhereTheTextWritesThem() {
    observe("/", 0, 0.7, 1.5, 1.6, 9, -3);

    assertThat(registry).exposes("""
        # HELP latency_seconds Latency.
        # TYPE latency_seconds histogram
        latency_seconds{route="/"} {count:6,sum:9.8,schema:0,zero_threshold:1e-3,zero_count:1,negative_spans:[2:1],negative_buckets:[1],positive_spans:[0:2,2:1],positive_buckets:[1,2,1]}
        """);
    assertThatThrownBy(() -> assertThat(registry).exposes("""
        # HELP latency_seconds Latency.
        # TYPE latency_seconds histogram
        latency_seconds{route="/"} {count:6, sum:9.8, schema:0, zero_threshold:0.001, positive_spans:[0:2], positive_buckets:[2,3]}
        """))
        .isInstanceOf(AssertionError.class)
        .hasMessage("""
            What is exposed is not what was expected: 1 line different
            --- exposed
            +++ expected
             # HELP latency_seconds Latency.
             # TYPE latency_seconds histogram
            -latency_seconds{route="/"} {count:6,sum:9.8,schema:0,zero_threshold:0.001,zero_count:1,negative_spans:[2:1],negative_buckets:[1],positive_spans:[0:2,2:1],positive_buckets:[1,2,1]}
            +latency_seconds{route="/"} {count:6,sum:9.8,schema:0,zero_threshold:0.001,zero_count:0,positive_spans:[0:2],positive_buckets:[2,3]}
            """);
  }

  @Test
  void areLeftAsideWhereTheTextWritesClassicBuckets() {
    observe("/", 0.7);

    assertThat(registry).exposes("""
        # HELP latency_seconds Latency.
        # TYPE latency_seconds histogram
        latency_seconds_bucket{route="/",le="+Inf"} 1
        latency_seconds_sum{route="/"} 0.7
        latency_seconds_count{route="/"} 1
        """);
  }

  @Test
  void standForASeriesEachSoThatOneThatIsMissingIsSeen() {
    observe("/", 0.7);

    assertThatThrownBy(() -> assertThat(registry).exposes("""
        # HELP latency_seconds Latency.
        # TYPE latency_seconds histogram
        latency_seconds{route="/"} {count:1,sum:0.7,schema:0,zero_threshold:0.001,zero_count:0,positive_spans:[0:1],positive_buckets:[1]}
        latency_seconds{route="/cart"} {count:0,sum:0,schema:0,zero_threshold:0.001,zero_count:0}
        # EOF
        """))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("+latency_seconds{route=\"/cart\"} {count:0,sum:0.0,");
  }

  @Test
  void comeWithClassicBucketsWhereThereAreBoth() {
    Histogram.builder("both_seconds")
        .buckets(1, 10)
        .nativeBuckets(NativeBuckets.growingBy(2).zeroThreshold(0.001))
        .register(registry)
        .observe(0.7);
    String text = """
        # TYPE both_seconds histogram
        both_seconds {count:1,sum:0.7,schema:0,zero_threshold:0.001,zero_count:0,positive_spans:[0:1],positive_buckets:[1],bucket:[1:1,10:1,+Inf:1]}
        """;

    assertThat(registry).only("both_seconds").exposes(text);
    assertThat(Exposition.of(registry).only("both_seconds").asTextWithNativeBuckets())
        .isEqualTo(text);
    assertThatThrownBy(() ->
            assertThat(registry).only("both_seconds").exposes(text.replace("1:1,10", "1:0,10")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("+both_seconds {count:1,");
  }

  @Test
  void ofGaugeHistogramsSayGcountAndGsum() {
    ExposedNativeBuckets buckets = new ExposedNativeBuckets(
        3, 0.5, 1, new TreeMap<>(Map.of(-2, 3.0)), new TreeMap<>(), List.of());

    Exposition read = Exposition.parse("""
        # TYPE age_seconds gaugehistogram
        age_seconds {gcount:4,gsum:2.5,schema:3,zero_threshold:0.5,zero_count:1,positive_spans:[-2:1],positive_buckets:[3]} 1.5 # {id="7"} 0.1
        # EOF
        """);

    ExposedHistogram histogram =
        (ExposedHistogram) read.families().get(0).series().get(0);
    assertThat(histogram.nativePart()).isEqualTo(buckets);
    assertThat(histogram.count()).hasValue(4);
    assertThat(histogram.sum()).hasValue(2.5);
    assertThat(histogram.timestampMillis()).isEqualTo(1500);
    GaugeHistogram.builder("age_seconds")
        .register(registry)
        .set(HistogramSnapshot.counting(Buckets.of(1), 0.5));
    assertThatThrownBy(() -> assertThat(registry).exposes(read))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("+age_seconds {gcount:4,gsum:2.5,");
  }

  @Test
  void areTheSameHoweverTheirBucketsAreCutIntoSpans() {
    Exposition one = Exposition.parse(withBuckets("[-1:2,1:1]", "[5,6,7]"));
    Exposition other = Exposition.parse(withBuckets("[-2:2,0:1,0:3]", "[0,5,6,0,7,0]"));

    assertThat(one.differenceFrom(other).text(false)).isEmpty();
  }

  private static String withBuckets(String spans, String counts) {
    return "# TYPE a histogram\na {count:18,sum:1,schema:0,positive_spans:%s,positive_buckets:%s}\n"
        .formatted(spans, counts);
  }

  @Test
  void mayHaveNamesAndLabelsOfAnyKind() {
    Exposition read = Exposition.parse("""
        # TYPE "my.hist" histogram
        {"my.hist","a.b"="{count:1}\\"}"} {count:0,sum:0,schema:0} 17
        {"my.hist"} {count:1,sum:0,schema:0}
        """);

    assertThat(read.asTextWithNativeBuckets()).isEqualTo("""
        # TYPE "my.hist" histogram
        {"my.hist"} {count:1,sum:0,schema:0,zero_threshold:0,zero_count:0}
        {"my.hist","a.b"="{count:1}\\"}"} {count:0,sum:0,schema:0,zero_threshold:0,zero_count:0} 17
        """);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      {count:1,sum:2}                     | there is neither "schema" nor "bucket"
      {count:1,schema:1.5}                | schema has "1.5", which is no integer
      {count:one,schema:1}                | count has "one", which is no number
      {count:1d,schema:1}                 | count has "1d", which is no number
      {count:1,schema:1,zero:3}           | there is no field "zero" here
      {count:1,count:1,schema:1}          | "count" is there twice
      {count:1,schema:0,positive_spans:[0:2],positive_buckets:[1]}   | positive_spans and positive_buckets disagree: the spans do not have 1 buckets together
      {count:1,schema:0,positive_spans:[0:2],positive_buckets:[1,2,3]} | positive_spans and positive_buckets disagree: the spans do not have 3 buckets together
      {count:1,schema:0,negative_spans:[0:1000000000],negative_buckets:[1]} | negative_spans has a span of 1000000000 buckets, which is not from 0 to 10000
      {count:1,schema:0,negative_spans:[2],negative_buckets:[1]}     | negative_spans has "2", which is not two numbers with a colon between
      {count:1,schema:0,negative_spans:2}   | negative_spans is 2 but must be in brackets
      {count:1,schema}                    | "schema" is no field, as in "count:5"
      """)
  void areRefusedWithAReasonWhereTheyAreWrong(String value, String reason) {
    assertThatThrownBy(() -> Exposition.parse("# TYPE a histogram\na " + value + "\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The expected text cannot be read. Line 2: " + reason + ".");
  }

  @Test
  void needTheirTypeBeforeThem() {
    assertThatThrownBy(() -> Exposition.parse("a {count:0,sum:0,schema:0}\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The expected text cannot be read. Line 1: A composite value belongs to a"
            + " histogram, but no line \"# TYPE a histogram\" comes before it.");
  }

  private void observe(String route, double... values) {
    for (double value : values) {
      latency.with(route).observe(value);
    }
  }
}
