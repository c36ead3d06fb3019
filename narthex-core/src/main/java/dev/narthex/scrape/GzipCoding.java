package dev.narthex.scrape;

import dev.narthex.exposition.OutputBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** gzip (RFC 1952), written as the bytes come. */
final class GzipCoding implements ContentCoding {

  static final GzipCoding INSTANCE = new GzipCoding();

  private GzipCoding() {}

  @Override
  public String name() {
    return "gzip";
  }

  @Override
  public Compressor newCompressor() {
    return new GzipCompressor();
  }

  private static final class GzipCompressor implements Compressor {

    /** RFC 1952, section 2.3: two magic bytes, deflate, no flags, no time, fastest, unknown system. */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 0xff};

    private static final int CHUNK_BYTES = 8 * 1024;

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final CRC32 crc = new CRC32();
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private OutputBuffer out = new OutputBuffer(1);
    private long length;

    @Override
    public void begin(OutputBuffer out) {
      this.out = out;
      deflater.reset();
      crc.reset();
      length = 0;
      out.write(HEADER);
    }

    @Override
    public void drain(byte[] bytes, int count) {
      crc.update(bytes, 0, count);
      length += count;
      deflater.setInput(bytes, 0, count);
      while (!deflater.needsInput()) {
        deflate();
      }
    }

    @Override
    public void finish() {
      deflater.finish();
      while (!deflater.finished()) {
        deflate();
      }
      writeLittleEndian(crc.getValue());
      writeLittleEndian(length); // modulo 2^32, as the format has it
    }

    private void deflate() {
      int count = deflater.deflate(chunk, 0, chunk.length);
      out.write(chunk, 0, count);
    }

    private void writeLittleEndian(long value) {
      for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
        out.write((int) (value >>> shift));
      }
    }

    @Override
    public void close() {
      deflater.end();
    }
  }
}
