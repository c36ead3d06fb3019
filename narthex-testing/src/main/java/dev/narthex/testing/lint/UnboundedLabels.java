package dev.narthex.testing.lint;

import dev.narthex.model.MetricType;
import dev.narthex.testing.reader.ExposedFamily;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds labels with values that look as if there were ever more of them: a user's address, the id of
 * a request, a path with the number of an order. One value is enough, for a test seldom makes more.
 *
 * <p>Infos are left alone: their labels are facts, such as the hash of a revision, and each process
 * has but one of them.
 */
final class UnboundedLabels {

  private UnboundedLabels() {}

  static void check(ExposedFamily family, Consumer<String> problems) {
    if (family.type() == MetricType.INFO || family.name().endsWith("_info")) {
      return;
    }
    LabelValues.byLabel(family).forEach((label, values) -> check(label, values, problems));
  }

  private static void check(String label, Set<String> values, Consumer<String> problems) {
    for (String value : values) {
      Optional<ValueShape> shape = ValueShape.unbounded(label, value);
      if (shape.isPresent()) {
        problems.accept("label " + OwnChecks.quoted(label) + " has values that look like "
            + shape.get().plural() + ", such as " + OwnChecks.quoted(value)
            + ", and there may be no end of them; tell their kind instead");
        return; // one of them will do
      }
    }
  }
}
