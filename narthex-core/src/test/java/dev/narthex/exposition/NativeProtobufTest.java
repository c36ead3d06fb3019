package dev.narthex.exposition;

import static dev.narthex.exposition.EscapingScheme.UNDERSCORES;
import static dev.narthex.exposition.Exposed.bytes;
import static dev.narthex.exposition.ExpositionFormat.OPENMETRICS;
import static dev.narthex.exposition.ExpositionFormat.PROTOBUF;
import static dev.narthex.exposition.ExpositionFormat.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import dev.narthex.Histogram;
import dev.narthex.Registry;
import dev.narthex.model.Buckets;
import dev.narthex.model.Exemplar;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.NativeBuckets;
import dev.narthex.model.NativeHistogramSnapshot;
import dev.narthex.testproto.BucketSpan;
import dev.narthex.testproto.MetricFamily;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Native histograms on the wire: schema, zero bucket, spans and deltas as client_model's {@code
 * metrics.proto} has them, and what the text formats show instead.
 */
class NativeProtobufTest {

  private static final NativeBuckets FINE =
      NativeBuckets.growingBy(1.1).maxBuckets(NativeBuckets.MAX_BUCKETS);
  private static final NativeBuckets MIDDLE =
      NativeBuckets.growingBy(1.2).maxBuckets(NativeBuckets.MAX_BUCKETS);

  private final Registry registry = new Registry();

  @Test
  void bucketsAreRunsWithDifferences() throws IOException {
    assertThat(observed(FINE, 0, 1, 2, 3)).isEqualTo("3 | zero 1 | - | (0,1)(7,1)(4,1) 1,0,0");
    assertThat(observed(MIDDLE, 0, 1, 1.2, 1.4, 1.8, 2))
        .isEqualTo("2 | zero 1 | - | (0,5) 1,-1,2,-2,2");
    assertThat(observed(MIDDLE, 0, -1, -1.2, -1.4, -1.8, -2))
        .isEqualTo("2 | zero 1 | (0,5) 1,-1,2,-2,2 | -");
    assertThat(
            observed(growing(4), 0.0156251, .0625, .1, .25, .5, 1, 1.5, 2, 3, 3.5, 5, 6, 7, 33.33))
        .isEqualTo("-1 | zero 0 | - | (-2,6) 2,0,0,2,-1,-2");
    assertThat(
            observed(growing(17), 0.0156251, .0625, .1, .25, .5, 1, 1.5, 2, 3, 3.5, 5, 6, 7, 33.33))
        .isEqualTo("-2 | zero 0 | - | (-1,4) 2,2,3,-6");
    assertThat(observed(MIDDLE, 0, 1, 1.2, 1.4, 1.8, 2, Double.POSITIVE_INFINITY))
        .isEqualTo("2 | zero 1 | - | (0,5)(4092,1) 1,-1,2,-2,2,-1");
    assertThat(observed(MIDDLE, 0, 1, 1.2, 1.4, 1.8, 2, Double.NEGATIVE_INFINITY))
        .isEqualTo("2 | zero 1 | (4097,1) 1 | (0,5) 1,-1,2,-2,2");
    assertThat(
            observed(MIDDLE.zeroThreshold(1.4), 0, -1, -1.2, -1.4, -1.8, -2, 1, 1.2, 1.4, 1.8, 2))
        .isEqualTo("2 | zero 7 | (4,1) 2 | (4,1) 2");
    assertThat(observed(MIDDLE.maxBuckets(4), 0, 1, 1.1, 1.2, 1.4, 1.8, 2, 3))
        .isEqualTo("1 | zero 1 | - | (0,5) 1,2,-1,-2,1");
    assertThat(observed(MIDDLE.maxBuckets(4).maxZeroThreshold(1.2), 0, 1, 1.1, 1.2, 1.4, 1.8, 2, 3))
        .isEqualTo("2 | zero 2 | - | (1,7) 1,1,-2,2,-2,0,1");
    assertThat(
            observed(MIDDLE.maxBuckets(4).maxZeroThreshold(1.2), 0, 1, 1.1, 1.2, 1.4, 1.8, 2, 3, 4))
        .isEqualTo("2 | zero 3 | - | (2,7) 2,-2,2,-2,0,1,0");
    assertThat(observed(MIDDLE, 0, 1, 1.2, 1.4, 1.8, 2, Double.NaN))
        .isEqualTo("2 | zero 1 | - | (0,5) 1,-1,2,-2,2");
  }

  private static NativeBuckets growing(double factor) {
    return NativeBuckets.growingBy(factor).maxBuckets(NativeBuckets.MAX_BUCKETS);
  }

  private static String observed(NativeBuckets buckets, double... values) throws IOException {
    Registry registry = new Registry();
    Histogram histogram = Histogram.builder("size_bytes").nativeBuckets(buckets).register(registry);
    for (double value : values) {
      histogram.observe(value);
    }
    dev.narthex.testproto.Histogram read = family(registry).getMetric(0).getHistogram();
    return read.getSchema()
        + " | zero "
        + read.getZeroCount()
        + " | "
        + side(read.getNegativeSpanList(), read.getNegativeDeltaList())
        + " | "
        + side(read.getPositiveSpanList(), read.getPositiveDeltaList());
  }

  private static String side(List<BucketSpan> spans, List<Long> deltas) {
    return spans.isEmpty()
        ? "-"
        : spans.stream()
                .map(span -> "(" + span.getOffset() + "," + span.getLength() + ")")
                .collect(Collectors.joining("", "", " "))
            + deltas.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static MetricFamily family(Registry registry) throws IOException {
    return MetricFamily.parseDelimitedFrom(
        new ByteArrayInputStream(bytes(PROTOBUF, UNDERSCORES, registry)));
  }

  private void register(HistogramSnapshot data) {
    Histogram.builder("size_bytes").callback(() -> data).register(registry);
  }

  @Test
  void allPartsAreWritten() throws IOException {
    register(HistogramSnapshot.of(Buckets.of(2), new long[] {5, 3}, 20.5)
        .withNative(NativeHistogramSnapshot.of(1, 0.5, 2, Map.of(-1, 1L, 3, 4L), Map.of(0, 1L)))
        .withExemplars(
            new Exemplar(Labels.of("trace_id", "b"), 7, 1_500),
            new Exemplar(Labels.of("trace_id", "a"), 0.75, 2_000))
        .withCreatedMillis(1_000));

    assertThat(TextFormat.printer().printToString(family(registry))).isEqualTo("""
        name: "size_bytes"
        type: HISTOGRAM
        metric {
          histogram {
            sample_count: 8
            sample_sum: 20.5
            bucket {
              cumulative_count: 5
              upper_bound: 2.0
              exemplar {
                label {
                  name: "trace_id"
                  value: "a"
                }
                value: 0.75
                timestamp {
                  seconds: 2
                }
              }
            }
            bucket {
              cumulative_count: 8
              upper_bound: Infinity
              exemplar {
                label {
                  name: "trace_id"
                  value: "b"
                }
                value: 7.0
                timestamp {
                  seconds: 1
                  nanos: 500000000
                }
              }
            }
            schema: 1
            zero_threshold: 0.5
            zero_count: 2
            negative_span {
              offset: 0
              length: 1
            }
            negative_delta: 1
            positive_span {
              offset: -1
              length: 1
            }
            positive_span {
              offset: 3
              length: 1
            }
            positive_delta: 1
            positive_delta: 3
            created_timestamp {
              seconds: 1
            }
            exemplars {
              label {
                name: "trace_id"
                value: "a"
              }
              value: 0.75
              timestamp {
                seconds: 2
              }
            }
            exemplars {
              label {
                name: "trace_id"
                value: "b"
              }
              value: 7.0
              timestamp {
                seconds: 1
                nanos: 500000000
              }
            }
          }
        }
        """);
  }

  @Test
  void oneThatHasCountedNothingCanBeToldFromAClassicOne() throws IOException {
    register(HistogramSnapshot.of(NativeHistogramSnapshot.of(3, 0, 0, Map.of(), Map.of()), 0, 0));

    assertThat(TextFormat.printer().printToString(family(registry))).isEqualTo("""
        name: "size_bytes"
        type: HISTOGRAM
        metric {
          histogram {
            sample_count: 0
            sample_sum: 0.0
            schema: 3
            zero_threshold: 0.0
            zero_count: 0
            positive_span {
              offset: 0
              length: 0
            }
          }
        }
        """);
  }

  @Test
  void oneOnlyNativeWithAnExemplarListsTheClassicBucketOfAll() throws IOException {
    Histogram sizes = Histogram.builder("size_bytes").nativeBuckets(FINE).register(registry);
    sizes.observeWithExemplar(3, Labels.of("trace_id", "a"));

    dev.narthex.testproto.Histogram read = family(registry).getMetric(0).getHistogram();
    assertThat(read.getBucketList()).hasSize(1);
    assertThat(read.getBucket(0).getUpperBound()).isInfinite();
    assertThat(read.getBucket(0).getCumulativeCount()).isEqualTo(1);
    assertThat(read.getExemplarsList()).hasSize(1);
  }

  @Test
  void textFormatsShowOnlyTheClassicPart() {
    register(HistogramSnapshot.of(
        NativeHistogramSnapshot.of(3, 0.5, 2, Map.of(7, 1L), Map.of()), 3, 4.5));

    assertThat(new String(bytes(TEXT, UNDERSCORES, registry), UTF_8)).isEqualTo("""
        # TYPE size_bytes histogram
        size_bytes_bucket{le="+Inf"} 3
        size_bytes_sum 4.5
        size_bytes_count 3
        """);
    assertThat(new String(bytes(OPENMETRICS, UNDERSCORES, registry), UTF_8)).isEqualTo("""
        # TYPE size_bytes histogram
        size_bytes_bucket{le="+Inf"} 3
        size_bytes_sum 4.5
        size_bytes_count 3
        # EOF
        """);
  }
}
