package dev.narthex.testing.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Expositions that are nearly right, the same ones for the same seed: bodies of the corpus with some
 * bytes changed, and ones put together from what the format is made of.
 */
final class FuzzedInputs {

  private static final int MAX_CHANGES = 6;
  private static final int MAX_LENGTH = 20_000;

  private final Random random;
  private final Reading format;
  private final List<byte[]> corpus;
  private final List<byte[]> tokens;

  FuzzedInputs(Reading format, long seed) {
    this.format = format;
    this.random = new Random(seed);
    this.corpus = CorpusBody.all().stream()
        .filter(body -> body.format() == format)
        .map(CorpusBody::bytes)
        .filter(body -> body.length <= MAX_LENGTH)
        .toList();
    this.tokens =
        FuzzGrammar.TOKENS.stream().map(token -> token.getBytes(UTF_8)).toList();
  }

  byte[] next() {
    byte[] input = random.nextInt(3) == 0 ? new FuzzGrammar(random).exposition(format) : anyBody();
    int changes = Math.max(0, random.nextInt(2 * MAX_CHANGES) - MAX_CHANGES);
    for (int i = 0; i < changes; i++) {
      input = changed(input);
    }
    return input.length <= MAX_LENGTH ? input : Arrays.copyOf(input, MAX_LENGTH);
  }

  private byte[] anyBody() {
    return corpus.get(random.nextInt(corpus.size()));
  }

  private byte[] changed(byte[] input) {
    int from = random.nextInt(input.length + 1);
    int length = Math.min(input.length - from, random.nextInt(20));
    return switch (random.nextInt(6)) {
      case 0 -> replaced(input, from, length, new byte[0]);
      case 1 -> replaced(input, from, 0, Arrays.copyOfRange(input, from, from + length));
      case 2 -> replaced(input, from, random.nextInt(2) * length, token());
      case 3 -> replaced(input, from, 0, slice(anyBody()));
      case 4 -> replaced(input, from, Math.min(1, length), new byte[] {(byte) random.nextInt()});
      default -> withFlippedBit(input, from);
    };
  }

  private byte[] token() {
    return tokens.get(random.nextInt(tokens.size()));
  }

  private byte[] slice(byte[] body) {
    int from = random.nextInt(body.length + 1);
    int to = Math.min(body.length, from + random.nextInt(200));
    return Arrays.copyOfRange(body, from, to);
  }

  private byte[] withFlippedBit(byte[] input, int at) {
    byte[] flipped = input.clone();
    if (at < flipped.length) {
      flipped[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    }
    return flipped;
  }

  private static byte[] replaced(byte[] input, int from, int length, byte[] by) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(input.length + by.length);
    out.write(input, 0, from);
    out.writeBytes(by);
    out.write(input, from + length, input.length - from - length);
    return out.toByteArray();
  }
}
