package dev.narthex.testing.reader;

import dev.narthex.model.Millis;
import dev.narthex.testing.reader.ExposedSummary.Quantile;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A message {@code Summary}. */
final class ProtobufSummary {

  private @Nullable Long count;
  private @Nullable Double sum;
  private final List<Quantile> quantiles = new ArrayList<>();
  private long createdMillis = Millis.NONE;

  void read(WireReader message, ReadBudget budget) {
    for (int field = message.nextField(); field != 0; field = message.nextField()) {
      switch (field) {
        case 1 -> count = message.integer();
        case 2 -> sum = message.number();
        case 3 -> {
          budget.sample();
          quantiles.add(quantile(message.message()));
        }
        case 4 -> createdMillis = ProtobufNumber.millis(message.message());
        default -> message.skip();
      }
    }
  }

  private static Quantile quantile(WireReader message) {
    double rank = 0;
    double value = 0;
    for (int field = message.nextField(); field != 0; field = message.nextField()) {
      switch (field) {
        case 1 -> rank = message.number();
        case 2 -> value = message.number();
        default -> message.skip();
      }
    }
    return new Quantile(rank, value);
  }

  void putInto(SeriesParts parts) {
    parts.count = ProtobufMetric.count(count, 0);
    parts.sum = sum == null ? OptionalDouble.empty() : OptionalDouble.of(sum);
    parts.quantiles.addAll(quantiles);
    parts.createdMillis = createdMillis;
  }
}
