package dev.narthex.testing.reader;

import dev.narthex.model.MetricType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads delimited messages {@code io.prometheus.client.MetricFamily} (Prometheus, client_model, {@code
 * metrics.proto}). Fields come in any order; of a scalar that is there twice the last counts, and a
 * message that is there twice is one, as Protocol Buffers has it.
 */
final class ProtobufReader {

  private static final int FAMILY_NAME = 1;
  private static final int FAMILY_HELP = 2;
  private static final int FAMILY_TYPE = 3;
  private static final int FAMILY_METRIC = 4;
  private static final int FAMILY_UNIT = 5;

  private final WireReader stream;
  private final ReadBudget budget;

  ProtobufReader(byte[] exposition, ReadLimits limits) {
    ReadBudget.checkLength(exposition.length, limits);
    this.stream = new WireReader(exposition, limits.maxNesting());
    this.budget = new ReadBudget(limits, fault -> ReadException.inBytes(stream.place(), fault));
  }

  List<ExposedFamily> read() {
    List<ExposedFamily> families = new ArrayList<>();
    while (!stream.atEnd()) {
      budget.family();
      int start = stream.place();
      families.add(readFamily(start, stream.delimited()));
    }
    return List.copyOf(families);
  }

  private ExposedFamily readFamily(int start, WireReader family) {
    String name = "";
    String help = null;
    String unit = null;
    MetricType type = MetricType.COUNTER; // the first of an enumeration is its default
    List<ProtobufMetric> metrics = new ArrayList<>();
    for (int field = family.nextField(); field != 0; field = family.nextField()) {
      switch (field) {
        case FAMILY_NAME -> name = family.string();
        case FAMILY_HELP -> help = family.string();
        case FAMILY_TYPE -> type = type(family);
        case FAMILY_METRIC -> {
          budget.sample();
          int metricStart = family.place();
          metrics.add(new ProtobufMetric(metricStart, family.message(), budget));
        }
        case FAMILY_UNIT -> unit = family.string();
        default -> family.skip();
      }
    }
    if (name.isEmpty()) {
      throw ReadException.inBytes(start, "a family without a name");
    }
    List<ExposedSeries> series = new ArrayList<>(metrics.size());
    for (ProtobufMetric metric : metrics) {
      series.add(metric.exposed(name, type));
    }
    return new ExposedFamily(name, type, emptyIsNone(help), emptyIsNone(unit), series);
  }

  private static @Nullable String emptyIsNone(@Nullable String text) {
    return Objects.requireNonNullElse(text, "").isEmpty() ? null : text;
  }

  private static MetricType type(WireReader family) {
    long number = family.integer();
    return switch (family.inInt(number)) {
      case 0 -> MetricType.COUNTER;
      case 1 -> MetricType.GAUGE;
      case 2 -> MetricType.SUMMARY;
      case 3 -> MetricType.UNTYPED;
      case 4 -> MetricType.HISTOGRAM;
      case 5 -> MetricType.GAUGE_HISTOGRAM;
      default -> throw family.error("there is no type " + number);
    };
  }
}
