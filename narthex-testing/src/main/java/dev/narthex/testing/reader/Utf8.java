package dev.narthex.testing.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;

/** Bytes as text, without the replacement characters that would hide a fault. */
final class Utf8 {

  private Utf8() {}

  /** The text, or null if the bytes are not UTF-8. */
  static @Nullable String decode(byte[] bytes, int offset, int length) {
    try {
      return strict().decode(ByteBuffer.wrap(bytes, offset, length)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** The text; the error says where it stops to be one. */
  static String decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder = strict();
    CoderResult result = decoder.decode(in, out, true);
    out.flip();
    if (result.isError()) {
      String before = out.toString();
      int lineStart = before.lastIndexOf('\n') + 1;
      int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
      throw ReadException.inText(
          line,
          before.length() - lineStart + 1,
          "byte 0x%02X does not belong to UTF-8 here".formatted(bytes[in.position()]));
    }
    return out.toString();
  }

  private static CharsetDecoder strict() {
    return UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }
}
