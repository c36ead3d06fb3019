package dev.narthex.jvm.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.narthex.Gatherer;
import dev.narthex.exposition.Encoder;
import dev.narthex.exposition.EscapingScheme;
import dev.narthex.exposition.ExpositionFormat;
import dev.narthex.exposition.OutputBuffer;

/** What a scraper gets to see. */
final class ScrapedText {

  private ScrapedText() {}

  static String of(Gatherer gatherer) {
    OutputBuffer out = new OutputBuffer();
    Encoder encoder = ExpositionFormat.TEXT.encoder(out, EscapingScheme.UNDERSCORES);
    gatherer.gather(encoder);
    encoder.finish();
    return new String(out.array(), 0, out.size(), UTF_8);
  }
}
