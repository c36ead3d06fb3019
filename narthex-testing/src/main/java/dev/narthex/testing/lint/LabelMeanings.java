package dev.narthex.testing.lint;

import dev.narthex.testing.reader.ExposedFamily;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Finds labels that mean one thing in one family and another thing in another, for instance {@code
 * code} with {@code 200} and {@code 404} here, {@code timeout} and {@code refused} there: a query or
 * a dashboard that joins the two finds nothing.
 *
 * <p>Meanings cannot be seen, so the check holds to what is hardly a chance. A family takes part with
 * a label of which it has two values or more, all of one {@link Kind}. It is told of when its kind is
 * not the one that most families have (of equally many, the one that comes first), and it shares no
 * value with those. So families with one value, with mixed values, or with other values of the same
 * kind are never told of.
 */
final class LabelMeanings {

  /** What kind of text all values of a label are. */
  private enum Kind {
    NUMBERS("numbers"),
    TRUTHS("true and false"),
    PATHS("paths"),
    WORDS("words");

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(?:\\.\\d+)?");
    private static final Set<String> TRUTH_VALUES = Set.of("true", "false", "TRUE", "FALSE");

    private final String plural;

    Kind(String plural) {
      this.plural = plural;
    }

    static Kind of(String value) {
      if (NUMBER.matcher(value).matches()) {
        return NUMBERS;
      }
      if (TRUTH_VALUES.contains(value)) {
        return TRUTHS;
      }
      return value.startsWith("/") ? PATHS : WORDS;
    }

    /** The kind of all values, if there are two of them at least and they are of one kind. */
    static Optional<Kind> ofAll(Set<String> values) {
      Set<Kind> kinds = new HashSet<>();
      values.forEach(value -> kinds.add(of(value)));
      return values.size() >= 2 && kinds.size() == 1
          ? Optional.of(kinds.iterator().next())
          : Optional.empty();
    }
  }

  /** How a family uses a label. */
  private record Use(ExposedFamily family, Kind kind, Set<String> values) {

    String example() {
      return OwnChecks.quoted(Collections.min(values));
    }
  }

  private LabelMeanings() {}

  static void check(List<ExposedFamily> families, NamedCheck.Found found) {
    usesByLabel(families).forEach((label, uses) -> compare(label, uses, found));
  }

  private static Map<String, List<Use>> usesByLabel(List<ExposedFamily> families) {
    Map<String, List<Use>> uses = new TreeMap<>();
    for (ExposedFamily family : families) {
      LabelValues.byLabel(family).forEach((label, values) -> {
        values.remove(""); // which is the same as no label
        Kind.ofAll(values)
            .ifPresent(kind -> uses.computeIfAbsent(label, l -> new ArrayList<>())
                .add(new Use(family, kind, values)));
      });
    }
    return uses;
  }

  private static void compare(String label, List<Use> uses, NamedCheck.Found found) {
    List<Use> usual = usual(uses);
    for (Use use : uses) {
      boolean isOther = !usual.contains(use)
          && usual.stream().allMatch(other -> Collections.disjoint(use.values(), other.values()));
      if (isOther) {
        Use other = usual.get(0);
        found.add(
            use.family(),
            "label " + OwnChecks.quoted(label) + " holds " + use.kind().plural
                + " here, such as " + use.example() + ", but " + other.kind().plural + " in "
                + other.family().name() + ", such as " + other.example()
                + "; if they mean different things, give them different names");
      }
    }
  }

  /** The uses of the kind that most have; of equally many, those of the kind that comes first. */
  private static List<Use> usual(List<Use> uses) {
    Map<Kind, List<Use>> byKind = new EnumMap<>(Kind.class);
    uses.forEach(
        use -> byKind.computeIfAbsent(use.kind(), k -> new ArrayList<>()).add(use));
    int most = byKind.values().stream().mapToInt(List::size).max().orElse(0);
    return uses.stream()
        .map(use -> byKind.getOrDefault(use.kind(), List.of()))
        .filter(same -> same.size() == most)
        .findFirst()
        .orElse(List.of());
  }
}
