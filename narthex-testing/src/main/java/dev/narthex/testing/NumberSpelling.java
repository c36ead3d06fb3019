package dev.narthex.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.narthex.exposition.Encoder;
import dev.narthex.exposition.EscapingScheme;
import dev.narthex.exposition.ExpositionFormat;
import dev.narthex.exposition.OutputBuffer;
import dev.narthex.model.Buckets;
import dev.narthex.model.Descriptor;
import dev.narthex.model.HistogramSnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;

/**
 * How a text format spells numbers. The encoders of the core are asked, so that a number stands in a
 * difference as it does in a scrape. For one thread.
 */
final class NumberSpelling {

  private static final Descriptor NUMBER = Descriptor.of(MetricType.UNTYPED, "number", "");
  private static final Descriptor BUCKETS = Descriptor.of(MetricType.HISTOGRAM, "buckets", "");
  private static final String BEFORE_BOUND = "le=\"";

  /** Beyond it a double may stand for several integers, and a long does not hold every double. */
  private static final double EXACT_LIMIT = 0x1p53;

  private final ExpositionFormat format;
  private final OutputBuffer out = new OutputBuffer();

  NumberSpelling(ExpositionFormat format) {
    this.format = format;
  }

  /** The value of a sample: {@code 0.25}, {@code 3} or {@code 3.0}. */
  String sample(double value) {
    Encoder encoder = encoder();
    encoder.family(NUMBER);
    encoder.value(Labels.EMPTY, value);
    String text = text();
    return text.substring(text.lastIndexOf(' ') + 1, text.length() - 1);
  }

  /** A count of observations, which has no fraction unless it was exposed with one. */
  String count(double value) {
    return value == Math.rint(value) && Math.abs(value) <= EXACT_LIMIT
        ? Long.toString((long) value)
        : sample(value);
  }

  /** A value of {@code le} or {@code quantile}. */
  String label(double value) {
    if (!Double.isFinite(value)) {
      return sample(value);
    }
    Encoder encoder = encoder();
    encoder.family(BUCKETS);
    encoder.histogram(Labels.EMPTY, HistogramSnapshot.counting(Buckets.of(value)));
    String text = text();
    int begin = text.indexOf(BEFORE_BOUND) + BEFORE_BOUND.length();
    return text.substring(begin, text.indexOf('"', begin));
  }

  private Encoder encoder() {
    out.clear();
    return format.encoder(out, EscapingScheme.ALLOW_UTF_8, false);
  }

  private String text() {
    return new String(out.array(), 0, out.size(), US_ASCII);
  }
}
