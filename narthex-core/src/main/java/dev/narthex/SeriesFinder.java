package dev.narthex;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.Names;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the series of a family for given label values, past others of the same hash too, and has the
 * table make it if there is none. Thread-safe.
 *
 * <p>The first four values are handed on one by one, so that no array has to be made for them; {@code
 * all} are all values where a family has more labels, and is not looked at where it has not.
 */
final class SeriesFinder<M extends Metric> {

  /** How many labels a family may have whose series are found without making an object. */
  static final int SINGLE_VALUES = 4;

  /** Stands for a value of a label that the family does not have. */
  static final String NO_VALUE = "";

  static final String[] NO_VALUES = {};

  private final Descriptor descriptor;
  private final Constraints constraints;
  private final SeriesTable<M> table;
  private final int arity;

  SeriesFinder(Descriptor descriptor, Guards guards, Supplier<M> factory) {
    this.descriptor = descriptor;
    this.constraints = guards.constraints();
    this.arity = descriptor.labelNames().size();
    Labels overflow = overflowLabels(descriptor);
    this.table = new SeriesTable<>(
        factory, guards.maxSeries(), hashOf(overflow), overflow, guards.expireAfter() != null);
  }

  private static Labels overflowLabels(Descriptor descriptor) {
    String[] values = new String[descriptor.labelNames().size()];
    Arrays.fill(values, Family.OVERFLOW);
    return descriptor.labels(values);
  }

  SeriesTable<M> table() {
    return table;
  }

  /** Where a label stands among the labels of a series; -1 if there are fewer labels. */
  int index(int label) {
    return label < arity ? descriptor.labelIndex(label) : -1;
  }

  M find(String value) {
    check(1);
    return findAsIs(constrained(0, value), NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUES);
  }

  M find(String value0, String value1) {
    check(2);
    return findAsIs(constrained(0, value0), constrained(1, value1), NO_VALUE, NO_VALUE, NO_VALUES);
  }

  M find(String value0, String value1, String value2) {
    check(3);
    return findAsIs(
        constrained(0, value0),
        constrained(1, value1),
        constrained(2, value2),
        NO_VALUE,
        NO_VALUES);
  }

  M find(String value0, String value1, String value2, String value3) {
    check(4);
    return findAsIs(
        constrained(0, value0),
        constrained(1, value1),
        constrained(2, value2),
        constrained(3, value3),
        NO_VALUES);
  }

  M find(String[] values) {
    check(Objects.isNull(values) ? 0 : values.length); // callers without null checks do pass it
    String[] all = constraints.applied(values);
    return findAsIs(at(all, 0), at(all, 1), at(all, 2), at(all, 3), all);
  }

  /** Whether a map has a value for each of these labels, and no others. */
  static boolean areNamed(List<String> labels, Map<String, String> values) {
    boolean all = Objects.nonNull(values) && values.size() == labels.size();
    for (int i = 0; i < labels.size() && all; i++) { // without an iterator for each look-up
      all = values.containsKey(labels.get(i));
    }
    return all;
  }

  /** For messages: for which labels values were given, if any were. */
  static Object namesOf(@Nullable Map<String, String> values) {
    return values == null ? "null" : values.keySet();
  }

  /** The value of one of these labels, null if the map has that; no value past the last label. */
  @SuppressWarnings("NullAway") // it is refused with the other wrong values
  static String named(List<String> labels, int label, Map<String, String> values) {
    return label < labels.size() ? values.get(labels.get(label)) : NO_VALUE;
  }

  private static String at(String[] values, int label) {
    return label < values.length ? values[label] : NO_VALUE;
  }

  private void check(int given) {
    if (given != arity) {
      throw descriptor.wrongLabelCount(given);
    }
  }

  /** The value to look for; if it was null it still is, and is refused when it is not found. */
  String constrained(int label, String value) {
    return constraints.isEmpty() ? value : constraints.applied(label, value);
  }

  /** The metric for values to which nothing is done any more. */
  M findAsIs(String value0, String value1, String value2, String value3, String[] all) {
    int hash = hash(value0, value1, value2, value3, all);
    @Nullable Object[] slots = table.slots();
    boolean asleep = false;
    for (int i = Slots.nextPlace(slots, hash, hash);
        i >= 0;
        i = Slots.nextPlace(slots, hash, i + 1)) {
      Object entry = Slots.get(slots, i);
      if (entry instanceof Series<?> series
          && fits(series.labels, value0, value1, value2, value3, all)) {
        return table.own(series).metric;
      }
      asleep |= entry instanceof Sleeper<?> sleeper
          && fits(sleeper.labels, value0, value1, value2, value3, all);
    }
    if (!asleep && areKeptAsTheyAre(value0, value1, value2, value3, all)) {
      M overflow = table.overflowIfFull();
      if (overflow != null) {
        return overflow;
      }
    }
    String[] values = arity > SINGLE_VALUES
        ? all
        : Arrays.copyOf(new String[] {value0, value1, value2, value3}, arity);
    Labels labels = descriptor.labels(values); // refuses what is wrong, mends what is malformed
    return table.findOrAdd(hashOf(labels), labels);
  }

  /** Whether no value is wrong or malformed, so that looking once more cannot find more. */
  private boolean areKeptAsTheyAre(
      String value0, String value1, String value2, String value3, String[] all) {
    return isKeptAsItIs(value0)
        && isKeptAsItIs(value1)
        && isKeptAsItIs(value2)
        && isKeptAsItIs(value3)
        && (arity <= SINGLE_VALUES || areKeptAsTheyAre(all));
  }

  private static boolean areKeptAsTheyAre(String[] values) {
    for (String value : values) {
      if (!isKeptAsItIs(value)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isKeptAsItIs(String value) {
    return Objects.nonNull(value) && Names.isWellFormed(value);
  }

  private boolean fits(
      Labels labels, String value0, String value1, String value2, String value3, String[] all) {
    return hasValue(labels, 0, value0)
        && (arity < 2 || hasValue(labels, 1, value1))
        && (arity < 3 || hasValue(labels, 2, value2))
        && (arity < 4 || hasValue(labels, 3, value3))
        && (arity <= SINGLE_VALUES || fitsFromTheFifth(labels, all));
  }

  private boolean fitsFromTheFifth(Labels labels, String[] all) {
    for (int i = SINGLE_VALUES; i < arity; i++) {
      if (!hasValue(labels, i, all[i])) {
        return false;
      }
    }
    return true;
  }

  private boolean hasValue(Labels labels, int label, String value) {
    return labels.value(descriptor.labelIndex(label)).equals(value);
  }

  /** Removes the series for values to which nothing is done any more, but that they are mended. */
  boolean remove(String[] values) {
    Labels labels = descriptor.labels(values);
    return table.remove(hashOf(labels), labels);
  }

  static int hash(String value) {
    return spread(joined(0, value));
  }

  static int hash(String value0, String value1) {
    return spread(joined(joined(0, value0), value1));
  }

  static int hash(String value0, String value1, String value2) {
    return spread(joined(joined(joined(0, value0), value1), value2));
  }

  static int hash(String value0, String value1, String value2, String value3) {
    return spread(joined(joined(joined(joined(0, value0), value1), value2), value3));
  }

  private int hash(String value0, String value1, String value2, String value3, String[] all) {
    return switch (arity) {
      case 1 -> hash(value0);
      case 2 -> hash(value0, value1);
      case 3 -> hash(value0, value1, value2);
      case 4 -> hash(value0, value1, value2, value3);
      default -> {
        int hash = 0;
        for (String value : all) {
          hash = joined(hash, value);
        }
        yield spread(hash);
      }
    };
  }

  /** The same hash, after values were checked and mended. */
  private int hashOf(Labels labels) {
    int hash = 0;
    for (int i = 0; i < arity; i++) {
      hash = joined(hash, labels.value(descriptor.labelIndex(i)));
    }
    return spread(hash);
  }

  /** The hash of some values and one more. A null has one too: it is refused when it is not found. */
  private static int joined(int before, String value) {
    return 31 * before + Objects.hashCode(value);
  }

  /** Spreads what the hash codes of similar strings differ in over the low bits. */
  private static int spread(int hash) {
    int product = hash * 0x9E3779B9;
    return product ^ (product >>> 15);
  }
}
