package dev.narthex.scrape;

import dev.narthex.exposition.OutputBuffer;
import java.util.HashMap;
import java.util.Map;

/** The buffers and compressors of one scrape, used again for the next. For one thread at a time. */
final class Workspace implements AutoCloseable {

  /** A workspace whose buffers grew past this is not kept. */
  static final int MAX_KEPT_BYTES = 16 * 1024 * 1024;

  private final OutputBuffer plain;
  private final OutputBuffer coded;
  private final Map<String, ContentCoding.Compressor> compressors = new HashMap<>();

  Workspace(long maxBytes) {
    plain = new OutputBuffer(maxBytes);
    coded = new OutputBuffer(maxBytes);
  }

  /** The buffer to encode into; what it holds at the end is the body. */
  OutputBuffer begin() {
    plain.clear();
    return plain;
  }

  /** The buffer to encode into, when it is to be compressed on the way. */
  OutputBuffer begin(ContentCoding coding) {
    plain.clear();
    coded.clear();
    compressor(coding).begin(coded);
    plain.drainTo(compressor(coding));
    return plain;
  }

  /** Ends a compressed answer; returns the buffer that holds the body. */
  OutputBuffer finish(ContentCoding coding) {
    compressor(coding).finish();
    return coded;
  }

  private ContentCoding.Compressor compressor(ContentCoding coding) {
    return compressors.computeIfAbsent(coding.name(), name -> coding.newCompressor());
  }

  boolean isWorthKeeping() {
    return plain.capacity() <= MAX_KEPT_BYTES && coded.capacity() <= MAX_KEPT_BYTES;
  }

  @Override
  public void close() {
    compressors.values().forEach(ContentCoding.Compressor::close);
  }
}
