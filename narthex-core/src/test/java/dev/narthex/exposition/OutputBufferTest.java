package dev.narthex.exposition;

import static dev.narthex.exposition.EscapingScheme.UNDERSCORES;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a buffer promises: no byte is lost where it grows or drains, and its bound holds. */
class OutputBufferTest {

  private static final long SEED = 20_240_405;

  private final ByteArrayOutputStream handedOn = new ByteArrayOutputStream();

  private void drain(byte[] bytes, int length) {
    handedOn.write(bytes, 0, length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  @Test
  void growsWithWhatIsWritten() {
    OutputBuffer out = new OutputBuffer();
    byte[] written = new byte[3 * OutputBuffer.INITIAL_BYTES];
    new Random(SEED).nextBytes(written);

    out.write(written[0]);
    out.write(written, 1, 99);
    for (int i = 100; i < written.length; i++) {
      out.write(written[i]);
    }

    assertThat(Exposed.written(out)).isEqualTo(written);
    assertThat(out.position()).isEqualTo(written.length);
    assertThat(out.capacity()).isEqualTo(4 * OutputBuffer.INITIAL_BYTES);
  }

  @Test
  void growsAtOnceToWhatASingleWriteNeeds() {
    OutputBuffer out = new OutputBuffer();

    out.write(new byte[5 * OutputBuffer.INITIAL_BYTES + 1]);

    assertThat(out.capacity()).isEqualTo(5 * OutputBuffer.INITIAL_BYTES + 1);
  }

  @Test
  void clearingKeepsTheArrayAndForgetsAllElse() {
    OutputBuffer out = new OutputBuffer();
    out.write(new byte[OutputBuffer.INITIAL_BYTES + 1]);
    out.drainTo(this::drain);
    out.flush();
    out.pin();
    byte[] array = out.array();

    out.clear();
    out.write(ascii("abc"));
    out.flush();

    assertThat(out.array()).isSameAs(array);
    assertThat(out.position()).isEqualTo(3);
    assertThat(Exposed.written(out)).isEqualTo(ascii("abc"));
    assertThat(handedOn.size()).isEqualTo(OutputBuffer.INITIAL_BYTES + 1);
  }

  @Test
  void withADrainItHandsOnWhenFullAndDoesNotGrow() {
    OutputBuffer out = OutputBuffer.beginningAt(8);
    out.drainTo(this::drain);

    out.write(ascii("12345"));
    out.write(ascii("678"));
    assertThat(handedOn.size()).isZero();
    out.write(ascii("9"));
    assertThat(handedOn.toByteArray()).isEqualTo(ascii("12345678"));
    out.flush();

    assertThat(handedOn.toByteArray()).isEqualTo(ascii("123456789"));
    assertThat(out.capacity()).isEqualTo(8);
    assertThat(out.size()).isZero();
    assertThat(out.position()).isEqualTo(9);
  }

  @Test
  void aWriteLargerThanTheBufferMakesItGrowInSpiteOfTheDrain() {
    OutputBuffer out = OutputBuffer.beginningAt(4);
    out.drainTo(this::drain);

    out.write(ascii("123"));
    out.write(ascii("4567890"));
    out.flush();

    assertThat(handedOn.toByteArray()).isEqualTo(ascii("1234567890"));
  }

  @Test
  void pinnedBytesStayUntilTheyAreUnpinned() {
    OutputBuffer out = OutputBuffer.beginningAt(8);
    out.drainTo(this::drain);
    out.write(ascii("free"));
    out.pin();
    long message = out.position();

    out.write(ascii("pinned and longer than the buffer"));
    out.flush();
    assertThat(handedOn.toByteArray()).isEqualTo(ascii("free"));
    out.write(ascii("!"));
    out.moveFrom(message, 1);
    out.array()[out.indexOf(message)] = '>';
    out.unpin();
    out.flush();

    assertThat(handedOn.toByteArray()).isEqualTo(ascii("free>pinned and longer than the buffer!"));
  }

  @Test
  void aMoveMayBeWhatMakesTheBufferGrow() {
    for (int size = 1; size < 40; size++) {
      OutputBuffer out = OutputBuffer.beginningAt(size);
      out.write(ascii("x".repeat(size)));

      out.moveFrom(0, 2);
      out.array()[0] = '1';
      out.array()[1] = '2';

      assertThat(Exposed.written(out)).isEqualTo(ascii("12" + "x".repeat(size)));
    }
  }

  @Test
  void bytesMoveBackOverThoseBefore() {
    OutputBuffer out = OutputBuffer.beginningAt(8);
    out.write(ascii("ab..cd"));

    out.moveFrom(4, -2);

    assertThat(Exposed.written(out)).isEqualTo(ascii("abcd"));
  }

  @Test
  void flushingWithoutADrainDoesNothing() {
    OutputBuffer out = new OutputBuffer();
    out.write(ascii("abc"));

    out.flush();

    assertThat(Exposed.written(out)).isEqualTo(ascii("abc"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 10, 100_000, 200_000})
  void takesAsManyBytesAsItsBoundAndNotOneMore(int bound) {
    OutputBuffer out = new OutputBuffer(bound);

    out.write(new byte[bound]);

    assertThatThrownBy(() -> out.write(1))
        .isInstanceOf(OutputTooLargeException.class)
        .hasMessageContaining("larger than " + bound + " bytes");
    assertThat(out.size()).isEqualTo(bound);
    assertThat(out.capacity()).isEqualTo(bound);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 10, 100_000, 200_000})
  void theBoundCountsWhatWasHandedOn(int bound) {
    OutputBuffer out = new OutputBuffer(bound);
    out.drainTo(this::drain);

    for (int i = 0; i < bound; i++) {
      out.write(i);
    }

    assertThatThrownBy(() -> out.write(1)).isInstanceOf(OutputTooLargeException.class);
    out.flush();
    assertThatThrownBy(() -> out.write(1)).isInstanceOf(OutputTooLargeException.class);
    assertThat(handedOn.size()).isEqualTo(bound);
  }

  @Test
  void isAsGoodAsNewAfterItsBoundWasPassed() {
    OutputBuffer out = new OutputBuffer(10);
    assertThatThrownBy(() -> out.write(new byte[11])).isInstanceOf(OutputTooLargeException.class);

    out.clear();
    out.write(ascii("0123456789"));

    assertThat(Exposed.written(out)).isEqualTo(ascii("0123456789"));
  }

  @ParameterizedTest
  @EnumSource
  void everyEncoderStopsAtTheBound(ExpositionFormat format) {
    Encoder encoder = format.encoder(new OutputBuffer(1000), UNDERSCORES);
    encoder.family(Descriptor.of(MetricType.GAUGE, "g", ""));

    assertThatThrownBy(() -> {
          for (int i = 0; i < 1000; i++) {
            encoder.value(Labels.of("i", "" + i), i);
          }
          encoder.finish();
        })
        .isInstanceOf(OutputTooLargeException.class)
        .hasMessage("The exposition is larger than 1000 bytes. Look for a family with too many"
            + " series, or raise the bound of the buffer.");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void aBoundThatLetsNothingThroughIsRefused(long bound) {
    assertThatThrownBy(() -> new OutputBuffer(bound))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxBytes is " + bound + " but must be at least 1.");
  }
}
