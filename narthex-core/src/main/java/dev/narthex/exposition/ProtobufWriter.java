package dev.narthex.exposition;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Writes fields of the protobuf wire format (Protocol Buffers, "Encoding"). A message whose length is
 * not known yet is written in place, and its length is inserted before it at the end. For one thread.
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

  /** Begins a message; returns where its length will be inserted. */
  long begin(int field) {
    varint(((long) field << 3) | LENGTH_DELIMITED);
    return out.position();
  }

  /** Ends a message that began at {@code start} by writing its length there. */
  void insertLength(long start) {
    int length = (int) (out.position() - start);
    int at = out.insertAt(start, varintBytes(length)); // first, as it may replace the array
    putVarint(length, out.array(), at);
  }

  void varintField(int field, long value) {
    varint(((long) field << 3) | VARINT);
    varint(value);
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
    return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
  }
}
