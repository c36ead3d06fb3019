package dev.narthex.cli;

/** What an input holds. */
final class Body {

  private final byte[] bytes;
  private final String contentType;

  /**
   * Makes a body.
   *
   * @param bytes the bytes; not copied
   * @param contentType what a server said it is; empty if nobody did
   */
  Body(byte[] bytes, String contentType) {
    this.bytes = bytes;
    this.contentType = contentType;
  }

  byte[] bytes() {
    return bytes;
  }

  String contentType() {
    return contentType;
  }
}
