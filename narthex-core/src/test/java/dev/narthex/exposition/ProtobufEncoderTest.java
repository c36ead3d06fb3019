package dev.narthex.exposition;

import static dev.narthex.exposition.EscapingScheme.ALLOW_UTF_8;
import static dev.narthex.exposition.EscapingScheme.UNDERSCORES;
import static dev.narthex.exposition.Exposed.bytes;
import static dev.narthex.exposition.Exposed.gauge;
import static dev.narthex.exposition.Exposed.registry;
import static dev.narthex.exposition.ExpositionFormat.PROTOBUF;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.TextFormat;
import com.google.protobuf.WireFormat;
import dev.narthex.Collector;
import dev.narthex.Gatherer;
import dev.narthex.Registry;
import dev.narthex.model.Buckets;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Exemplar;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import dev.narthex.testproto.MetricFamily;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The delimited protobuf, as seen by the reader and the writer that protoc generates from {@code
 * metrics.proto}.
 */
class ProtobufEncoderTest {

  private static final int RANDOM_EXPOSITIONS = 100;

  @Test
  void eachTypeHasAllItsParts() throws IOException {
    List<MetricFamily> families = parse(bytes(PROTOBUF, UNDERSCORES, registry(new ShopMetrics())));

    assertThat(asText(families)).isEqualTo("""
        name: "jobs_total"
        help: "Jobs finished."
        type: COUNTER
        metric {
          label {
            name: "queue"
            value: "mail"
          }
          label {
            name: "zone"
            value: "a"
          }
          counter {
            value: 42.0
            exemplar {
              label {
                name: "trace_id"
                value: "4bf9"
              }
              value: 1.0
              timestamp {
                seconds: 1600000001
                nanos: 250000000
              }
            }
            created_timestamp {
              seconds: 1600000000
              nanos: 500000000
            }
          }
        }
        metric {
          label {
            name: "queue"
            value: "print"
          }
          label {
            name: "zone"
            value: "a"
          }
          counter {
            value: 1234567.5
          }
          timestamp_ms: 1234567890
        }

        name: "load1"
        type: UNTYPED
        metric {
          untyped {
            value: 0.25
          }
        }

        name: "queue_length"
        help: "Jobs waiting."
        type: GAUGE
        metric {
          gauge {
            value: -2.5
          }
        }

        name: "rpc_seconds"
        help: "Duration of calls."
        type: HISTOGRAM
        metric {
          label {
            name: "method"
            value: "get"
          }
          histogram {
            sample_count: 2
            sample_sum: 4.0
            bucket {
              cumulative_count: 1
              upper_bound: 1.0
              exemplar {
                label {
                  name: "trace_id"
                  value: "a1"
                }
                value: 0.7
              }
            }
            bucket {
              cumulative_count: 1
              upper_bound: 2.5
            }
            bucket {
              cumulative_count: 2
              upper_bound: Infinity
              exemplar {
                label {
                  name: "trace_id"
                  value: "b2"
                }
                value: 3.0
                timestamp {
                  seconds: 1600000002
                }
              }
            }
            created_timestamp {
              seconds: 1600000000
              nanos: 500000000
            }
          }
        }
        unit: "seconds"

        name: "size_bytes"
        help: "Size of orders."
        type: SUMMARY
        metric {
          summary {
            sample_count: 12
            sample_sum: 1024.5
            quantile {
              quantile: 0.5
              value: 17.0
            }
            quantile {
              quantile: 1.0
              value: NaN
            }
            created_timestamp {
              seconds: 1600000000
              nanos: 500000000
            }
          }
        }
        unit: "bytes"
        """);
  }

  @Test
  void nothingGatheredIsNothingWritten() {
    assertThat(bytes(PROTOBUF, UNDERSCORES, registry())).isEmpty();
  }

  /** A value that is zero is there all the same: its absence would mean that nothing is known. */
  @Test
  void zerosAreWritten() throws IOException {
    Collector zeros = sink -> {
      sink.family(Descriptor.of(MetricType.HISTOGRAM, "h", ""));
      sink.histogram(Labels.EMPTY, GivenHistogram.of(Buckets.of(0), List.of(0L, 0L), 0));
    };

    List<MetricFamily> families = parse(bytes(PROTOBUF, UNDERSCORES, registry(zeros)));

    assertThat(asText(families)).isEqualTo("""
        name: "h"
        type: HISTOGRAM
        metric {
          histogram {
            sample_count: 0
            sample_sum: 0.0
            bucket {
              cumulative_count: 0
              upper_bound: 0.0
            }
          }
        }
        """);
  }

  /** OpenMetrics has no place for one without labels, protobuf does; nor must it have a time. */
  @Test
  void anExemplarWithoutLabelsIsWritten() throws IOException {
    Collector foos = sink -> {
      sink.family(Descriptor.of(MetricType.COUNTER, "foos_total", ""));
      sink.counter(
          Labels.EMPTY, 3, Millis.NONE, new Exemplar(Labels.EMPTY, 2, Millis.NONE), Millis.NONE);
    };

    List<MetricFamily> families = parse(bytes(PROTOBUF, UNDERSCORES, registry(foos)));

    assertThat(asText(families)).isEqualTo("""
        name: "foos_total"
        type: COUNTER
        metric {
          counter {
            value: 3.0
            exemplar {
              value: 2.0
            }
          }
        }
        """);
  }

  /** The Go client leaves the name of such a label as it is; here it is escaped, as in the texts. */
  @Test
  void namesAreEscapedOrStayAsTheyAre() throws IOException {
    Registry registry = registry(gauge("my.metric", Labels.of("a.b", "1.5", "c:d", "2"), 1));

    MetricFamily escaped = parse(bytes(PROTOBUF, UNDERSCORES, registry)).get(0);
    MetricFamily kept = parse(bytes(PROTOBUF, ALLOW_UTF_8, registry)).get(0);

    assertThat(escaped.getName()).isEqualTo("my_metric");
    assertThat(escaped.getMetric(0).getLabelList())
        .extracting(label -> label.getName() + "=" + label.getValue())
        .containsExactly("a_b=1.5", "c_d=2");
    assertThat(kept.getName()).isEqualTo("my.metric");
    assertThat(kept.getMetric(0).getLabelList())
        .extracting(label -> label.getName() + "=" + label.getValue())
        .containsExactly("a.b=1.5", "c:d=2");
  }

  /**
   * The length of a message is inserted when the message is complete, and may be what makes the
   * buffer grow. So each length is tried around the size at which a buffer begins.
   */
  @Test
  void everyLengthIsWrittenWhereverTheBufferEnds() throws IOException {
    for (int length = 0; length < 400; length++) {
      Registry registry = registry(gauge("g", Labels.of("l", "x".repeat(length)), 1));

      assertReadsBack(registry, ALLOW_UTF_8);
    }
    for (int length = 65_450; length < 65_550; length++) {
      Registry registry = registry(gauge("g", Labels.of("l", "x".repeat(length)), 1));

      assertReadsBack(registry, ALLOW_UTF_8);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenReadsBackEqual(EscapingScheme escaping) throws IOException {
    for (int seed = 0; seed < RANDOM_EXPOSITIONS; seed++) {
      assertReadsBack(registry(new RandomFamilies(seed)), escaping);
    }
  }

  private static void assertReadsBack(Gatherer gatherer, EscapingScheme escaping)
      throws IOException {
    byte[] written = bytes(PROTOBUF, escaping, gatherer);

    assertThat(parse(written)).isEqualTo(ExpectedMessages.of(gatherer.snapshot(), escaping));
  }

  /**
   * Our fields come in the order in which protobuf's own writer has them, so the bytes are the same,
   * but for the unit: it has the highest number, and we write it before the metrics, where a reader
   * that takes them one by one knows it already. The writer of protobuf has no say in that, as
   * readers take fields in any order; so families with a unit are compared as messages above.
   */
  @Test
  void whatIsWrittenIsByteForByteWhatProtobufItselfWrites() throws IOException {
    int compared = 0;
    for (int seed = 0; seed < RANDOM_EXPOSITIONS; seed++) {
      for (byte[] message :
          messages(bytes(PROTOBUF, EscapingScheme.VALUES, registry(new RandomFamilies(seed))))) {
        MetricFamily family = MetricFamily.parseFrom(message);
        if (!family.hasUnit()) {
          assertThat(family.toByteArray()).isEqualTo(message);
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(RANDOM_EXPOSITIONS);
  }

  @Test
  void theUnitComesBeforeTheMetrics() throws IOException {
    List<Integer> fields = new ArrayList<>();
    CodedInputStream input = CodedInputStream.newInstance(
        messages(bytes(PROTOBUF, UNDERSCORES, registry(new ShopMetrics()))).get(3));
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      fields.add(WireFormat.getTagFieldNumber(tag));
      input.skipField(tag);
    }

    assertThat(fields)
        .containsExactly(
            MetricFamily.NAME_FIELD_NUMBER,
            MetricFamily.HELP_FIELD_NUMBER,
            MetricFamily.TYPE_FIELD_NUMBER,
            MetricFamily.UNIT_FIELD_NUMBER,
            MetricFamily.METRIC_FIELD_NUMBER);
  }

  /** A family larger than the buffer stays in it until its length is known. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 128, 1000})
  void theBytesAreTheSameWhenTheyAreHandedOnOnTheWay(int bufferBytes) {
    for (int seed = 0; seed < RANDOM_EXPOSITIONS; seed++) {
      Registry registry = registry(new RandomFamilies(seed));
      ByteArrayOutputStream handedOn = new ByteArrayOutputStream();
      OutputBuffer out = OutputBuffer.beginningAt(bufferBytes);
      out.drainTo((bytes, length) -> handedOn.write(bytes, 0, length));

      Encoder encoder = PROTOBUF.encoder(out, ALLOW_UTF_8);
      registry.gather(encoder);
      encoder.finish();

      assertThat(handedOn.toByteArray()).isEqualTo(bytes(PROTOBUF, ALLOW_UTF_8, registry));
      assertThat(out.size()).isZero();
    }
  }

  private static List<MetricFamily> parse(byte[] delimited) throws IOException {
    List<MetricFamily> families = new ArrayList<>();
    InputStream input = new ByteArrayInputStream(delimited);
    for (MetricFamily family = MetricFamily.parseDelimitedFrom(input);
        family != null;
        family = MetricFamily.parseDelimitedFrom(input)) {
      assertThat(family.getUnknownFields().asMap()).isEmpty();
      families.add(family);
    }
    return families;
  }

  private static List<byte[]> messages(byte[] delimited) throws IOException {
    List<byte[]> messages = new ArrayList<>();
    CodedInputStream input = CodedInputStream.newInstance(delimited);
    while (!input.isAtEnd()) {
      messages.add(input.readByteArray());
    }
    return messages;
  }

  private static String asText(List<MetricFamily> families) {
    return String.join(
        "\n", families.stream().map(TextFormat.printer()::printToString).toList());
  }
}
