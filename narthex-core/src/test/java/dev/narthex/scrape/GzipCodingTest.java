package dev.narthex.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.exposition.OutputBuffer;
import dev.narthex.scrape.ContentCoding.Compressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** gzip, as the JDK's own reader sees it; that one checks the length and the checksum at the end. */
class GzipCodingTest {

  private static final long SEED = 20_240_111;

  private final Compressor compressor = ContentCoding.gzip().newCompressor();

  @AfterEach
  void closeCompressor() {
    compressor.close();
  }

  private byte[] compressed(byte[] plain, int pieceBytes) {
    OutputBuffer out = new OutputBuffer();
    compressor.begin(out);
    for (int at = 0; at < plain.length; at += pieceBytes) {
      byte[] piece = Arrays.copyOfRange(plain, at, Math.min(plain.length, at + pieceBytes));
      compressor.drain(piece, piece.length);
      Arrays.fill(piece, (byte) 0); // nothing may be read after the call
    }
    compressor.finish();
    return Arrays.copyOf(out.array(), out.size());
  }

  private static byte[] plain(byte[] compressed) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(compressed)).readAllBytes();
  }

  private static byte[] lines(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("jobs_total{queue=\"").append(i).append("\"} ").append(i * 7).append('\n');
    }
    return text.toString().getBytes(UTF_8);
  }

  @Test
  void isNamedAsInHttp() {
    assertThat(ContentCoding.gzip().name()).isEqualTo("gzip");
  }

  @Test
  void theHeadSaysDeflateWithoutANameOrATime() {
    assertThat(compressed(lines(1), 1000)).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 0xff);
  }

  @Test
  void nothingIsReadBackAsNothing() throws IOException {
    assertThat(plain(compressed(new byte[0], 1))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 13, 8192, 65_536, Integer.MAX_VALUE / 2})
  void piecesOfAnySizeAreReadBackAsOne(int pieceBytes) throws IOException {
    byte[] plain = lines(5_000);

    byte[] compressed = compressed(plain, pieceBytes);

    assertThat(plain(compressed)).isEqualTo(plain);
    assertThat(compressed.length).isLessThan(plain.length / 3);
  }

  @Test
  void whatCannotBeCompressedIsReadBackToo() throws IOException {
    byte[] noise = new byte[3_000_000];
    new Random(SEED).nextBytes(noise);

    assertThat(plain(compressed(noise, 64 * 1024))).isEqualTo(noise);
  }

  @Test
  void aCompressorIsUsedForOneAnswerAfterTheOther() throws IOException {
    byte[] first = compressed(lines(1000), 100);
    byte[] second = compressed(lines(10), 100);
    byte[] third = compressed(lines(1000), 100);

    assertThat(plain(second)).isEqualTo(lines(10));
    assertThat(third).isEqualTo(first);
  }

  @Test
  void anAnswerThatWasNotFinishedLeavesNothingBehind() throws IOException {
    compressor.begin(new OutputBuffer());
    compressor.drain(lines(10_000), 100_000);

    assertThat(plain(compressed(lines(10), 100))).isEqualTo(lines(10));
  }
}
