package dev.narthex.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import dev.narthex.testproto.MetricFamily;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The promise to Prometheus before 3.9, which refuses an exposition in which a unit is not the end of
 * its family's name: there the unit is left out, as it is in OpenMetrics.
 */
class ProtobufUnitTest {

  @ParameterizedTest
  @CsvSource({
    "GAUGE, wait_seconds, seconds, seconds",
    "GAUGE, wait, seconds, ''",
    "GAUGE, waitseconds, seconds, ''",
    "GAUGE, wait.seconds, seconds, ''",
    "GAUGE, wait_seconds_total, seconds, ''",
    "COUNTER, wait_seconds_total, seconds, seconds",
    "COUNTER, wait_seconds, seconds, seconds",
    "COUNTER, wait_total, seconds, ''",
    "COUNTER, wait_total, total, ''",
  })
  void isWrittenWhereTheNameEndsInIt(MetricType type, String name, String unit, String written)
      throws IOException {
    Descriptor descriptor = Descriptor.builder(type, name).unit(unit).build();

    assertThat(written(descriptor, EscapingScheme.ALLOW_UTF_8).getUnit()).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({"UNDERSCORES, wait_seconds", "DOTS, wait_dot_seconds"})
  void goesByTheNameAsItIsWritten(EscapingScheme escaping, String name) throws IOException {
    Descriptor descriptor =
        Descriptor.builder(MetricType.GAUGE, "wait.seconds").unit("seconds").build();

    MetricFamily family = written(descriptor, escaping);

    assertThat(family.getName()).isEqualTo(name);
    assertThat(family.getUnit()).isEqualTo("seconds");
  }

  private static MetricFamily written(Descriptor descriptor, EscapingScheme escaping)
      throws IOException {
    OutputBuffer out = new OutputBuffer();
    Encoder encoder = ExpositionFormat.PROTOBUF.encoder(out, escaping);
    encoder.family(descriptor);
    if (descriptor.type() == MetricType.COUNTER) {
      encoder.counter(Labels.EMPTY, 1);
    } else {
      encoder.value(Labels.EMPTY, 1, Millis.NONE);
    }
    encoder.finish();
    return MetricFamily.parseDelimitedFrom(new ByteArrayInputStream(out.array(), 0, out.size()));
  }
}
