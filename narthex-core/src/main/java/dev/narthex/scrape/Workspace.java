package dev.narthex.scrape;

import dev.narthex.exposition.OutputBuffer;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/** The buffers and compressors of one scrape, used again for the next. For one thread at a time. */
final class Workspace implements AutoCloseable {

  /** How it is kept between scrapes: as long as nothing else needs the memory. */
  private final SoftReference<Workspace> kept = new SoftReference<>(this);

  private final OutputBuffer plain;
  private final OutputBuffer coded;
  private final Map<String, ContentCoding.Compressor> compressors = new HashMap<>();

  private Workspace(long maxBytes) {
    plain = new OutputBuffer(maxBytes);
    coded = new OutputBuffer(maxBytes);
  }

  /** One that waits for the next scrape, or a new one. */
  static Workspace take(Queue<SoftReference<Workspace>> waiting, long maxBytes) {
    SoftReference<Workspace> first = waiting.poll();
    Workspace workspace = first == null ? null : first.get();
    return workspace == null ? new Workspace(maxBytes) : workspace;
  }

  /** Waits for the next scrape, if there is a place. */
  void giveBackTo(Queue<SoftReference<Workspace>> waiting) {
    if (!waiting.offer(kept)) {
      close();
    }
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

  @Override
  public void close() {
    compressors.values().forEach(ContentCoding.Compressor::close);
  }
}
