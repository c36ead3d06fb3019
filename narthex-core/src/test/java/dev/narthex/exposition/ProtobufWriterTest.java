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

  /** Among these are texts that just fit into the buffer until their length is inserted. */
  static IntStream lengths() {
    return IntStream.rangeClosed(100, 300);
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void insertsALengthAlsoWhereTheBufferGrowsForIt(int length) throws Exception {
    String text = "x".repeat(length);

    byte[] bytes = ProtobufWriter.bytes(proto -> {
      long message = proto.begin(1);
      proto.textField(2, text);
      proto.insertLength(message);
    });

    UnknownFieldSet inner = message(2, ByteString.copyFromUtf8(text));
    assertThat(UnknownFieldSet.parseFrom(bytes)).isEqualTo(message(1, inner.toByteString()));
  }

  private static UnknownFieldSet message(int field, ByteString content) {
    return UnknownFieldSet.newBuilder()
        .addField(field, Field.newBuilder().addLengthDelimited(content).build())
        .build();
  }
}
