package dev.narthex.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The promise to the protobuf encoder: a length stands before its message, however long that is. */
class ProtobufWriterTest {

  private static final int MOST_LENGTH_BYTES = 4;

  /** Lengths of one, two and three bytes; some texts just fit into the buffer before they move. */
  static IntStream lengths() {
    return IntStream.concat(
        IntStream.rangeClosed(100, 300), IntStream.of(0, 16_380, 16_384, 99_999));
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void writesALengthBeforeItsMessageHoweverLongItWasExpectedToBe(int length) throws Exception {
    String text = "x".repeat(length);
    UnknownFieldSet inner = message(2, ByteString.copyFromUtf8(text));

    for (int expected = 0; expected <= MOST_LENGTH_BYTES; expected++) {
      int lengthBytes = expected;
      byte[] bytes = ProtobufWriter.bytes(proto -> {
        long message = proto.begin(1, lengthBytes);
        proto.textField(2, text);
        proto.end(message, lengthBytes);
      });

      assertThat(bytes).isEqualTo(message(1, inner.toByteString()).toByteArray());
    }
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void tellsHowManyBytesALengthTook(int length) {
    ProtobufWriter.bytes(proto -> {
      long message = proto.beginDelimited(1);
      proto.textField(2, "x".repeat(length));
      int content = ProtobufWriter.bytes(alone -> alone.textField(2, "x".repeat(length))).length;
      int bytes = proto.end(message, 1);
      assertThat(bytes).isEqualTo(content < 1 << 7 ? 1 : content < 1 << 14 ? 2 : 3);
    });
  }

  private static UnknownFieldSet message(int field, ByteString content) {
    return UnknownFieldSet.newBuilder()
        .addField(field, Field.newBuilder().addLengthDelimited(content).build())
        .build();
  }
}
