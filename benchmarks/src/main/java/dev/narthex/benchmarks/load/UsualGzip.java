package dev.narthex.benchmarks.load;

import dev.narthex.exposition.OutputBuffer;
import dev.narthex.scrape.ContentCoding;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** gzip as the JDK has it unless told otherwise, and with it client_java: for answers of equal size. */
final class UsualGzip implements ContentCoding {

  @Override
  public String name() {
    return "gzip";
  }

  @Override
  public Compressor newCompressor() {
    return new UsualCompressor();
  }

  private static final class UsualCompressor implements Compressor {

    private @Nullable GZIPOutputStream gzip;

    @Override
    public void begin(OutputBuffer out) {
      close();
      try {
        gzip = new GZIPOutputStream(new Sink(out));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void drain(byte[] bytes, int length) {
      try {
        begun().write(bytes, 0, length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void finish() {
      close();
    }

    private GZIPOutputStream begun() {
      if (gzip == null) {
        throw new IllegalStateException("begin(…) comes first.");
      }
      return gzip;
    }

    @Override
    public void close() {
      if (gzip != null) {
        try {
          gzip.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        } finally {
          gzip = null;
        }
      }
    }
  }

  /** A buffer as a stream. */
  private static final class Sink extends OutputStream {

    private final OutputBuffer out;

    Sink(OutputBuffer out) {
      this.out = out;
    }

    @Override
    public void write(int b) {
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      out.write(bytes, offset, length);
    }
  }
}
