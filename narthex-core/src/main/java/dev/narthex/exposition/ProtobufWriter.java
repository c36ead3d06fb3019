package dev.narthex.exposition;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Writes fields of the protobuf wire format (Protocol Buffers, "Encoding"). A message is
 * written in place after as many bytes as its length is expected to take; only where it takes others
 * is the message moved at its end. For one thread.
 */
final class ProtobufWriter {

  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int MAX_VARINT_BYTES = 10;

  private final OutputBuffer out;

  ProtobufWriter(OutputBuffer out) {
    this.out = out;
  }

  /** What {@code content} writes, as bytes of their own. */
  static byte[] bytes(Consumer<ProtobufWriter> content) {
    OutputBuffer out = OutputBuffer.small();
    content.accept(new ProtobufWriter(out));
    return Arrays.copyOf(out.array(), out.size());
  }

  /** Begins a message that is expected to be shorter than 128 bytes; returns where it starts. */
  long begin(int field) {
    return begin(field, 1);
  }

  /**
   * Begins a message; returns where it starts.
   *
   * @param lengthBytes how many bytes its length is expected to take: nothing is moved if it does
   */
  long begin(int field, int lengthBytes) {
    varint(((long) field << 3) | LENGTH_DELIMITED);
    return beginDelimited(lengthBytes);
  }

  /** Begins a message that no field holds; returns where it starts. */
  long beginDelimited(int lengthBytes) {
    out.ensure(MAX_VARINT_BYTES);
    out.advanceTo(out.size() + lengthBytes);
    return out.position();
  }

  /** Ends a message that began at {@code start} with {@link #begin(int)}. */
  void end(long start) {
    end(start, 1);
  }

  /** Ends a message by writing its length before it; returns how many bytes the length took. */
  int end(long start, int expectedLengthBytes) {
    int length = (int) (out.position() - start);
    int lengthBytes = varintBytes(length);
    if (lengthBytes != expectedLengthBytes) {
      out.moveFrom(start, lengthBytes - expectedLengthBytes); // first, as it may replace the array
    }
    putVarint(length, out.array(), out.indexOf(start) - expectedLengthBytes);
    return lengthBytes;
  }

  void varintField(int field, long value) {
    varint(((long) field << 3) | VARINT);
    varint(value);
  }

  /** A field of type sint32 or sint64, which take few bytes for numbers near zero on either side. */
  void signedField(int field, long value) {
    varintField(field, (value << 1) ^ (value >> (Long.SIZE - 1)));
  }

  void doubleField(int field, double value) {
    varint(((long) field << 3) | FIXED_64);
    out.ensure(Long.BYTES);
    byte[] bytes = out.array();
    int at = out.size();
    long bits = Double.doubleToRawLongBits(value);
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[at + i] = (byte) (bits >>> (8 * i));
    }
    out.advanceTo(at + Long.BYTES);
  }

  void textField(int field, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    varint(((long) field << 3) | LENGTH_DELIMITED);
    varint(bytes.length);
    out.write(bytes);
  }

  private void varint(long value) {
    out.ensure(MAX_VARINT_BYTES);
    out.advanceTo(putVarint(value, out.array(), out.size()));
  }

  private static int putVarint(long value, byte[] bytes, int at) {
    int next = at;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[next++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[next++] = (byte) rest;
    return next;
  }

  private static int varintBytes(long value) {
    return (Long.SIZE + 6 - Long.numberOfLeadingZeros(value | 1)) / 7;
  }
}
