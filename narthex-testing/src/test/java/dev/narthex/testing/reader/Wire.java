package dev.narthex.testing.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Writes fields of a protobuf message (Protocol Buffers, "Encoding"). */
final class Wire {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Wire varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }

  Wire tag(int field, int wireType) {
    return varint(((long) field << 3) | wireType);
  }

  Wire integer(int field, long value) {
    return tag(field, 0).varint(value);
  }

  Wire signed(int field, long value) {
    return integer(field, zigZag(value));
  }

  static long zigZag(long value) {
    return (value << 1) ^ (value >> 63);
  }

  Wire number(int field, double value) {
    return tag(field, 1).fixed64(value);
  }

  Wire fixed64(double value) {
    long bits = Double.doubleToRawLongBits(value);
    for (int i = 0; i < Long.BYTES; i++) {
      out.write((int) (bits >>> (Byte.SIZE * i)));
    }
    return this;
  }

  Wire text(int field, String value) {
    return bytes(field, value.getBytes(UTF_8));
  }

  Wire message(int field, Wire value) {
    return bytes(field, value.toBytes());
  }

  Wire bytes(int field, byte[] value) {
    return tag(field, 2).delimited(value);
  }

  Wire delimited(byte[] value) {
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
