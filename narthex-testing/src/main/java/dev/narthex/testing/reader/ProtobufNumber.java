package dev.narthex.testing.reader;

import dev.narthex.model.Millis;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages {@code Counter}, {@code Gauge} and {@code Untyped}: the others lack what counters have. */
final class ProtobufNumber {

  private static final int MILLIS_PER_SECOND = 1000;
  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final int NANOS_PER_SECOND = 1_000_000_000;

  double value;

  @Nullable
  ExposedExemplar exemplar;

  long createdMillis = Millis.NONE;

  void read(WireReader message, ReadBudget budget) {
    for (int field = message.nextField(); field != 0; field = message.nextField()) {
      switch (field) {
        case 1 -> value = message.number();
        case 2 -> exemplar = exemplar(message.message(), budget);
        case 3 -> createdMillis = millis(message.message());
        default -> message.skip();
      }
    }
  }

  /** Reads a message {@code Exemplar}. */
  static ExposedExemplar exemplar(WireReader message, ReadBudget budget) {
    Map<String, String> labels = new LinkedHashMap<>();
    double value = 0;
    long millis = Millis.NONE;
    for (int field = message.nextField(); field != 0; field = message.nextField()) {
      switch (field) {
        case 1 -> ProtobufMetric.label(message.message(), labels, budget);
        case 2 -> value = message.number();
        case 3 -> millis = millis(message.message());
        default -> message.skip();
      }
    }
    return new ExposedExemplar(labels, value, millis);
  }

  /** Reads a message {@code google.protobuf.Timestamp}. */
  static long millis(WireReader message) {
    long seconds = 0;
    long nanos = 0;
    for (int field = message.nextField(); field != 0; field = message.nextField()) {
      switch (field) {
        case 1 -> seconds = message.integer();
        case 2 -> nanos = message.integer();
        default -> message.skip();
      }
    }
    if (nanos < 0 || nanos >= NANOS_PER_SECOND) {
      throw message.error("a time has from 0 to 999999999 nanoseconds, not " + nanos);
    }
    if (Math.abs(seconds / 2) > Long.MAX_VALUE / 2 / MILLIS_PER_SECOND - 1) {
      throw message.error("a time of " + seconds + " seconds is out of range");
    }
    return seconds * MILLIS_PER_SECOND + nanos / NANOS_PER_MILLI;
  }
}
