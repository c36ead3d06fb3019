package dev.narthex.cli;

import java.nio.charset.StandardCharsets;

/** Tells formats apart where nobody said which it is. */
final class BodyShape {

  private static final int NAME_TAG = 0x0a;
  private static final int HELP_TAG = 0x12;
  private static final int TYPE_TAG = 0x18;
  private static final int MAX_LENGTH_BYTES = 5;

  private BodyShape() {}

  /**
   * Whether it begins as delimited protobuf does: a length, then a field with the family's name, then
   * one with its help or type. No text has a name between two such bytes.
   */
  static boolean isProtobuf(byte[] bytes) {
    int at = 0;
    while (at < Math.min(bytes.length, MAX_LENGTH_BYTES) && bytes[at] < 0) {
      at++; // all bytes of the length but its last
    }
    at++;
    if (at + 1 >= bytes.length || bytes[at] != NAME_TAG) {
      return false;
    }
    int afterName = at + 2 + bytes[at + 1];
    return bytes[at + 1] > 0
        && afterName < bytes.length
        && (bytes[afterName] == HELP_TAG || bytes[afterName] == TYPE_TAG);
  }

  /** Whether the last line is the one that OpenMetrics wants there. */
  static boolean endsLikeOpenMetrics(byte[] bytes) {
    int from = Math.max(0, bytes.length - 16);
    String end = new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1);
    return end.stripTrailing().endsWith("# EOF");
  }
}
