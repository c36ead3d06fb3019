"use strict";

/** Types of fields on the wire; the two others are long out of use. */
const WIRE_VARINT = 0,
  WIRE_FIXED64 = 1,
  WIRE_BYTES = 2,
  WIRE_FIXED32 = 5;

const UTF8 = new TextDecoder();

/**
 * Reads protobuf's wire format, field by field, and makes no object while it does. One reader walks
 * through a whole answer: a nested message is a stretch of the same bytes.
 */
class WireReader {
  constructor(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = 0;
    this.end = bytes.length;
    this.field = 0;
    this.type = 0;
  }

  /** Goes to a message. */
  enter(start, end) {
    if (end > this.bytes.length) {
      throw new Error("The answer is cut short.");
    }
    this.at = start;
    this.end = end;
  }

  /** Reads the head of the next field; false at the end of the message. */
  next() {
    if (this.at >= this.end) {
      return false;
    }
    const tag = this.varint();
    this.field = Math.floor(tag / 8);
    this.type = tag % 8;
    return true;
  }

  /** An unsigned number. Past 2^53 it is as near as a double gets. */
  varint() {
    let value = 0;
    let scale = 1;
    for (;;) {
      if (this.at >= this.bytes.length) {
        throw new Error("The answer is cut short.");
      }
      const byte = this.bytes[this.at++];
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        return value;
      }
      scale *= 128;
    }
  }

  /** A number whose sign is in its lowest bit (sint32, sint64). */
  zigzag() {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  double() {
    const value = this.view.getFloat64(this.at, true);
    this.at += 8;
    return value;
  }

  string() {
    const end = this.stretch();
    const text = UTF8.decode(this.bytes.subarray(this.at, end));
    this.at = end;
    return text;
  }

  /** Where the bytes or the message end whose length comes next; they begin where the reader is. */
  stretch() {
    const length = this.varint();
    const end = this.at + length;
    if (end > this.bytes.length) {
      throw new Error("The answer is cut short.");
    }
    return end;
  }

  /** Calls for each number of a repeated field, packed or not, with what reads one. */
  each(read, take) {
    if (this.type !== WIRE_BYTES) {
      take(read.call(this));
      return;
    }
    const end = this.stretch();
    while (this.at < end) {
      take(read.call(this));
    }
  }

  skip() {
    switch (this.type) {
      case WIRE_VARINT:
        this.varint();
        break;
      case WIRE_FIXED64:
        this.at += 8;
        break;
      case WIRE_BYTES:
        this.at = this.stretch();
        break;
      case WIRE_FIXED32:
        this.at += 4;
        break;
      default:
        throw new Error("The answer is not protobuf.");
    }
  }
}
