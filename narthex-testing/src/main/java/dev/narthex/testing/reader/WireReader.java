package dev.narthex.testing.reader;

import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;

/**
 * Fields of one protobuf message (Protocol Buffers, "Encoding"). Each length is checked against what
 * is left before anything is done with it.
 */
final class WireReader {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int GROUP_START = 3;
  private static final int GROUP_END = 4;
  private static final int FIXED32 = 5;
  private static final int MAX_VARINT_BYTES = 10;

  private final byte[] bytes;
  private final int maxNesting;
  private final int end;
  private int at;
  private int field;
  private int wireType;
  private int fieldStart;

  WireReader(byte[] bytes, int maxNesting) {
    this(bytes, 0, bytes.length, maxNesting);
  }

  private WireReader(byte[] bytes, int start, int end, int maxNesting) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
    this.maxNesting = maxNesting;
  }

  boolean atEnd() {
    return at == end;
  }

  int place() {
    return at;
  }

  /** A message after its length, as between the messages of a delimited stream. */
  WireReader delimited() {
    fieldStart = at;
    return next(length());
  }

  /** Reads the number of the next field, or 0 at the end of the message. */
  int nextField() {
    if (at == end) {
      return 0;
    }
    fieldStart = at;
    long tag = varint();
    if (tag >>> 3 == 0 || tag >>> 32 != 0) {
      throw error("there is no field with tag " + Long.toUnsignedString(tag));
    }
    field = (int) (tag >>> 3);
    wireType = (int) tag & 7;
    return field;
  }

  /** The field as a message of its own. */
  WireReader message() {
    want(LENGTH);
    return next(length());
  }

  String string() {
    want(LENGTH);
    int length = length();
    String text = Utf8.decode(bytes, at, length);
    if (text == null) {
      throw error("field " + field + " is not UTF-8");
    }
    at += length;
    return text;
  }

  long integer() {
    want(VARINT);
    return varint();
  }

  /** An {@code sint64} or {@code sint32}, whose sign is in its lowest bit. */
  long signed() {
    return zigZag(integer());
  }

  /** An {@code int32}, {@code uint32} or {@code sint32} that came as 64 bits. */
  int inInt(long value) {
    if (value != (int) value) {
      throw error("field " + field + " does not fit into 32 bits: " + value);
    }
    return (int) value;
  }

  double number() {
    want(FIXED64);
    return Double.longBitsToDouble(fixed64());
  }

  /** A repeated {@code sint64}: one of it, or many packed into one field. */
  void signedEach(LongConsumer action) {
    if (wireType == LENGTH) {
      WireReader packed = message();
      while (!packed.atEnd()) {
        packed.fieldStart = packed.at;
        action.accept(zigZag(packed.varint()));
      }
    } else {
      action.accept(signed());
    }
  }

  /** A repeated {@code double}: one of it, or many packed into one field. */
  void numberEach(DoubleConsumer action) {
    if (wireType == LENGTH) {
      WireReader packed = message();
      while (!packed.atEnd()) {
        packed.fieldStart = packed.at;
        action.accept(Double.longBitsToDouble(packed.fixed64()));
      }
    } else {
      action.accept(number());
    }
  }

  /** Passes over a field that nobody here knows. */
  void skip() {
    skip(0);
  }

  private void skip(int depth) {
    switch (wireType) {
      case VARINT -> varint();
      case FIXED64 -> advance(Long.BYTES);
      case LENGTH -> advance(length());
      case GROUP_START -> skipGroup(depth);
      case FIXED32 -> advance(Integer.BYTES);
      default -> throw error("field " + field + " has wire type " + wireType);
    }
  }

  private void skipGroup(int depth) {
    int group = field;
    if (depth >= maxNesting) {
      throw error("groups are nested deeper than "
          + maxNesting
          + ". If that is meant, allow it with ReadLimits.withMaxNesting(…).");
    }
    while (nextField() != 0) {
      if (wireType == GROUP_END) {
        if (field != group) {
          throw error("group " + group + " ends as group " + field);
        }
        return;
      }
      skip(depth + 1);
    }
    throw error("group " + group + " has no end");
  }

  private WireReader next(int length) {
    WireReader message = new WireReader(bytes, at, at + length, maxNesting);
    at += length;
    return message;
  }

  private int length() {
    long length = varint();
    if (length < 0 || length > end - at) {
      throw error("a length of "
          + Long.toUnsignedString(length)
          + " bytes, of which "
          + (end - at)
          + " are there");
    }
    return (int) length;
  }

  private long varint() {
    long value = 0;
    for (int i = 0; i < MAX_VARINT_BYTES; i++) {
      if (at == end) {
        throw error("the message ends within a number");
      }
      byte next = bytes[at++];
      if (i == MAX_VARINT_BYTES - 1 && next != 0 && next != 1) {
        break;
      }
      value |= (long) (next & 0x7F) << (7 * i);
      if (next >= 0) {
        return value;
      }
    }
    throw error("a number of more than 64 bits");
  }

  private long fixed64() {
    int from = at;
    advance(Long.BYTES);
    long value = 0;
    for (int i = Long.BYTES - 1; i >= 0; i--) {
      value = (value << Byte.SIZE) | (bytes[from + i] & 0xFF);
    }
    return value;
  }

  private void advance(int length) {
    if (length > end - at) {
      throw error("the message ends within field " + field);
    }
    at += length;
  }

  private static long zigZag(long value) {
    return (value >>> 1) ^ -(value & 1);
  }

  private void want(int type) {
    if (wireType != type) {
      throw error("field " + field + " has wire type " + wireType + " but wants " + type);
    }
  }

  /** An error at the beginning of the field that is being read. */
  ReadException error(String fault) {
    return ReadException.inBytes(fieldStart, fault);
  }
}
