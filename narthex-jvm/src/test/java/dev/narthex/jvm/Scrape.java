package dev.narthex.jvm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.narthex.Gatherer;
import dev.narthex.exposition.Encoder;
import dev.narthex.exposition.EscapingScheme;
import dev.narthex.exposition.ExpositionFormat;
import dev.narthex.exposition.OutputBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a scraper gets to see. */
final class Scrape {

  private Scrape() {}

  /** The whole answer, in the format that is easiest to read. */
  static String text(Gatherer gatherer) {
    return text(gatherer, ExpositionFormat.TEXT);
  }

  /** The whole answer in a format that is text. */
  static String text(Gatherer gatherer, ExpositionFormat format) {
    OutputBuffer out = new OutputBuffer();
    Encoder encoder = format.encoder(out, EscapingScheme.UNDERSCORES);
    gatherer.gather(encoder);
    encoder.finish();
    return new String(out.array(), 0, out.size(), UTF_8);
  }

  /** Each value by the name and labels of its series, as in {@code jvm_memory_used_bytes{area="heap"}}. */
  static Map<String, Double> series(Gatherer gatherer) {
    return series(text(gatherer));
  }

  /** The same from an answer that was had before. */
  static Map<String, Double> series(String text) {
    Map<String, Double> series = new LinkedHashMap<>();
    text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
      int blank = line.lastIndexOf(' ');
      series.put(line.substring(0, blank), number(line.substring(blank + 1)));
    });
    return series;
  }

  private static double number(String text) {
    return text.endsWith("Inf")
        ? Double.POSITIVE_INFINITY * (text.startsWith("-") ? -1 : 1)
        : Double.parseDouble(text);
  }
}
