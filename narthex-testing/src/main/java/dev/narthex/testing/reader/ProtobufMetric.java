package dev.narthex.testing.reader;

import dev.narthex.model.MetricType;
import dev.narthex.model.Millis;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A message {@code Metric}, which may come before the type of its family is known. */
final class ProtobufMetric {

  private static final int LABEL = 1;
  private static final int GAUGE = 2;
  private static final int COUNTER = 3;
  private static final int SUMMARY = 4;
  private static final int UNTYPED = 5;
  private static final int TIMESTAMP = 6;
  private static final int HISTOGRAM = 7;

  private final int start;
  private final ReadBudget budget;
  private final Map<String, String> labels = new LinkedHashMap<>();
  private long timestampMillis = Millis.NONE;
  private @Nullable ProtobufNumber counter;
  private @Nullable ProtobufNumber gauge;
  private @Nullable ProtobufNumber untyped;
  private @Nullable ProtobufSummary summary;
  private @Nullable ProtobufHistogram histogram;

  ProtobufMetric(int start, WireReader metric, ReadBudget budget) {
    this.start = start;
    this.budget = budget;
    for (int field = metric.nextField(); field != 0; field = metric.nextField()) {
      switch (field) {
        case LABEL -> label(metric.message(), labels, budget);
        case GAUGE -> gauge = number(gauge, metric.message());
        case COUNTER -> counter = number(counter, metric.message());
        case SUMMARY -> readSummary(metric.message());
        case UNTYPED -> untyped = number(untyped, metric.message());
        case TIMESTAMP -> timestampMillis = timestamp(metric);
        case HISTOGRAM -> readHistogram(metric.message());
        default -> metric.skip();
      }
    }
  }

  private ProtobufNumber number(@Nullable ProtobufNumber before, WireReader message) {
    ProtobufNumber number = before == null ? new ProtobufNumber() : before;
    number.read(message, budget);
    return number;
  }

  private void readSummary(WireReader message) {
    ProtobufSummary read = summary == null ? new ProtobufSummary() : summary;
    read.read(message, budget);
    summary = read;
  }

  private void readHistogram(WireReader message) {
    ProtobufHistogram read = histogram == null ? new ProtobufHistogram() : histogram;
    read.read(message, budget);
    histogram = read;
  }

  private static long timestamp(WireReader metric) {
    long millis = metric.integer();
    if (millis == Millis.NONE) {
      throw metric.error("no time has the value " + millis);
    }
    return millis;
  }

  /** Reads a message {@code LabelPair}. */
  static void label(WireReader pair, Map<String, String> labels, ReadBudget budget) {
    budget.label(labels.size());
    String name = "";
    String value = "";
    for (int field = pair.nextField(); field != 0; field = pair.nextField()) {
      switch (field) {
        case 1 -> name = pair.string();
        case 2 -> value = pair.string();
        default -> pair.skip();
      }
    }
    if (name.isEmpty()) {
      throw pair.error("a label without a name");
    }
    if (name.equals("__name__")) {
      throw pair.error("label \"__name__\" is reserved for the name of the metric");
    }
    if (labels.put(name, value) != null) {
      throw pair.error("label " + LineCursor.shown(name) + " is there twice");
    }
  }

  /** The metric as one of a family of this type. */
  ExposedSeries exposed(String family, MetricType type) {
    return switch (type) {
      case COUNTER -> number(wanted(counter, family, type));
      case GAUGE, INFO, STATESET -> number(wanted(gauge, family, type));
      case UNTYPED -> number(wanted(untyped, family, type));
      case SUMMARY -> {
        SeriesParts parts = new SeriesParts(labels, timestampMillis);
        wanted(summary, family, type).putInto(parts);
        yield parts.summary();
      }
      case HISTOGRAM, GAUGE_HISTOGRAM -> {
        SeriesParts parts = new SeriesParts(labels, timestampMillis);
        try {
          wanted(histogram, family, type).putInto(parts);
        } catch (IllegalArgumentException | ArithmeticException e) {
          throw ReadException.inBytes(start, family + ": " + e.getMessage());
        }
        yield parts.histogram();
      }
    };
  }

  private ExposedNumber number(ProtobufNumber number) {
    return new ExposedNumber(
        labels, number.value, number.createdMillis, number.exemplar, timestampMillis);
  }

  private <T> T wanted(@Nullable T value, String family, MetricType type) {
    if (value == null) {
      throw ReadException.inBytes(
          start,
          family
              + " has type "
              + type.name().toLowerCase(Locale.ROOT)
              + " but a metric of it has no value of that type");
    }
    return value;
  }

  /** A count as an unsigned integer, or as a double that overrides it if it is more than 0. */
  static OptionalDouble count(@Nullable Long integer, double floating) {
    if (floating > 0) {
      return OptionalDouble.of(floating);
    }
    return integer == null ? OptionalDouble.empty() : OptionalDouble.of(unsigned(integer));
  }

  static double unsigned(long integer) {
    // The lowest bit stays set if any of those shifted out is, so that rounding comes out right.
    return integer >= 0 ? integer : 2.0 * ((integer >>> 1) | (integer & 1));
  }
}
