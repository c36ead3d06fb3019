package dev.narthex.scrape;

import dev.narthex.exposition.OutputBuffer;

/**
 * A way to make an answer smaller on its way: a content coding of HTTP (RFC 9110, section 8.4.1).
 *
 * <p>Thread-safe; its compressors are for one thread.
 *
 * @since 0.1
 */
public interface ContentCoding {

  /**
   * The name in {@code Accept-Encoding} and {@code Content-Encoding}.
   *
   * @return a lower-case token such as {@code gzip}
   */
  String name();

  /**
   * Makes a compressor, which will be used for one answer after the other.
   *
   * @return a new compressor
   */
  Compressor newCompressor();

  /**
   * gzip at the fastest level: on metrics it is three times as fast as the usual level and leaves an
   * eighth more bytes.
   *
   * @return the coding that every Prometheus understands
   */
  static ContentCoding gzip() {
    return GzipCoding.INSTANCE;
  }

  /**
   * Compresses one answer at a time. It takes bytes as the drain of a buffer.
   *
   * @since 0.1
   */
  interface Compressor extends OutputBuffer.Drain, AutoCloseable {

    /**
     * Begins a new answer, and forgets one that was not finished.
     *
     * @param out where compressed bytes go
     */
    void begin(OutputBuffer out);

    /** Ends the answer: all its bytes are in the buffer after this. */
    void finish();

    /** Gives back what it holds outside the heap. */
    @Override
    void close();
  }
}
