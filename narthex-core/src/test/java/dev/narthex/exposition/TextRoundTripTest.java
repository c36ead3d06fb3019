package dev.narthex.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.Registry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever the names, label values and numbers are: what the text formats say can be read back, line
 * by line, by a strict reader that shares no code with the writers.
 */
class TextRoundTripTest {

  private static final int RANDOM_EXPOSITIONS = 100;

  @ParameterizedTest
  @CsvSource({
    "TEXT, UNDERSCORES",
    "TEXT, DOTS",
    "TEXT, VALUES",
    "TEXT, ALLOW_UTF_8",
    "OPENMETRICS, UNDERSCORES",
    "OPENMETRICS, DOTS",
    "OPENMETRICS, VALUES",
    "OPENMETRICS, ALLOW_UTF_8",
  })
  void whatIsWrittenReadsBackEqual(ExpositionFormat format, EscapingScheme escaping)
      throws CharacterCodingException {
    boolean openMetrics = format == ExpositionFormat.OPENMETRICS;
    for (int seed = 0; seed < RANDOM_EXPOSITIONS; seed++) {
      Registry registry = Exposed.registry(new RandomFamilies(seed));
      OutputBuffer out = new OutputBuffer();
      Encoder encoder = format.encoder(out, escaping, true);
      registry.gather(encoder);
      encoder.finish();

      TextReader read = TextReader.read(Exposed.written(out), openMetrics);

      ExpectedText expected = ExpectedText.of(registry.snapshot(), openMetrics, escaping);
      assertThat(read.samples).as("seed %d", seed).isEqualTo(expected.samples);
      assertThat(read.comments).as("seed %d", seed).isEqualTo(expected.comments);
    }
  }

  @ParameterizedTest
  @CsvSource({"TEXT, 1", "TEXT, 50", "OPENMETRICS, 1", "OPENMETRICS, 50"})
  void theBytesAreTheSameWhenTheyAreHandedOnOnTheWay(ExpositionFormat format, int bufferBytes) {
    for (int seed = 0; seed < RANDOM_EXPOSITIONS; seed++) {
      Registry registry = Exposed.registry(new RandomFamilies(seed));
      ByteArrayOutputStream handedOn = new ByteArrayOutputStream();
      OutputBuffer out = OutputBuffer.beginningAt(bufferBytes);
      out.drainTo((bytes, length) -> handedOn.write(bytes, 0, length));

      Encoder encoder = format.encoder(out, EscapingScheme.ALLOW_UTF_8);
      registry.gather(encoder);
      encoder.finish();

      assertThat(handedOn.toByteArray())
          .isEqualTo(Exposed.bytes(format, EscapingScheme.ALLOW_UTF_8, registry));
    }
  }
}
