package dev.narthex.jvm.jmx;

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

  /** The lines of the series, without help and type. */
  static String series(Gatherer gatherer) {
    StringBuilder series = new StringBuilder();
    of(gatherer)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> series.append(line).append('\n'));
    return series.toString();
  }
}
