package dev.narthex.scrape;

import dev.narthex.exposition.OutputBuffer;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Map;

/** The buffers and compressors of one scrape, used again for the next. For one thread at a time. */
final class Workspace implements AutoCloseable {

  /** How it is kept between scrapes: as long as nothing else needs the memory. */
  final SoftReference<Workspace> kept = new SoftReference<>(this);

  private final OutputBuffer plain;
  private final OutputBuffer coded;
  private final Map<ContentCoding, ContentCoding.Compressor> compressors = new HashMap<>();

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
    ContentCoding.Compressor compressor = compressors.get(coding);
    if (compressor == null) {
      compressor = coding.newCompressor();
      compressors.put(coding, compressor);
    }
    return compressor;
  }

  @Override
  public void close() {
    for (ContentCoding.Compressor compressor : compressors.values()) {
      compressor.close();
    }
  }
}
