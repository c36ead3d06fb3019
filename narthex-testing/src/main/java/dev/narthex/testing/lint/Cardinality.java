package dev.narthex.testing.lint;

import dev.narthex.testing.reader.ExposedFamily;
import java.util.Comparator;
import java.util.function.Consumer;

/** Finds families with very many series, and the label that makes them so many. */
final class Cardinality {

  static final String NAME = "cardinality";

  private Cardinality() {}

  static NamedCheck check(int maxSeries) {
    return NamedCheck.ofEach(
        NAME,
        "a family with more than " + maxSeries + " series",
        (family, problems) -> look(family, maxSeries, problems));
  }

  private static void look(ExposedFamily family, int maxSeries, Consumer<String> problems) {
    int series = family.series().size();
    if (series <= maxSeries) {
      return;
    }
    StringBuilder text = new StringBuilder();
    text.append("has ").append(series).append(" series, more than ").append(maxSeries);
    LabelValues.byLabel(family).entrySet().stream()
        .max(Comparator.comparingInt(label -> label.getValue().size()))
        .ifPresent(label -> text.append(", and label ")
            .append(OwnChecks.quoted(label.getKey()))
            .append(" alone has ")
            .append(label.getValue().size())
            .append(" values"));
    problems.accept(text + "; use labels with fewer values");
  }
}
