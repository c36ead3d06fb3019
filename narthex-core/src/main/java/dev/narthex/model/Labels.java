package dev.narthex.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The labels of one series: names with values, in the order of the names, each name once.
 *
 * <p>Names follow {@link Names#isLabelName}. Any text can be a value; an unpaired surrogate in it is
 * replaced by U+FFFD, because no format can carry it.
 *
 * <p>Two label sets are equal when they have the same names with the same values. They are ordered
 * as series are ordered in a scrape: fewer labels first, then by value, label by label, then by
 * name.
 *
 * <pre>{@code
 * Labels labels = Labels.of("method", "GET", "code", "200");
 * }</pre>
 *
 * @since 0.1
 */
public final class Labels extends Derivable implements Comparable<Labels> {

  /** No labels. */
  public static final Labels EMPTY = new Labels(new String[0], new String[0]);

  /** Sorted. Shared by all series of a family, never changed. */
  private final String[] names;

  /** Parallel to {@link #names}; never changed. */
  private final String[] values;

  /** Takes both arrays as its own; the caller has sorted and checked the names. */
  Labels(String[] names, String[] values) {
    this.names = names;
    this.values = values;
  }

  /**
   * Makes a label set.
   *
   * @param namesAndValues a name, its value, a name, its value, …
   * @return the labels
   * @throws IllegalArgumentException if a name is not valid, is there twice, or has no value
   */
  public static Labels of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("Labels come as name, value, name, value, …, but got "
          + namesAndValues.length
          + " strings: "
          + Arrays.toString(namesAndValues)
          + ". The last name has no value.");
    }
    SortedMap<String, String> sorted = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      put(sorted, namesAndValues[i], namesAndValues[i + 1]);
    }
    return ofSorted(sorted);
  }

  /**
   * Makes a label set from a map.
   *
   * @param labels values by name
   * @return the labels
   * @throws IllegalArgumentException if a name is not valid
   */
  public static Labels of(Map<String, String> labels) {
    SortedMap<String, String> sorted = new TreeMap<>();
    labels.forEach((name, value) -> put(sorted, name, value));
    return ofSorted(sorted);
  }

  private static void put(SortedMap<String, String> sorted, String name, String value) {
    checkName(name);
    if (sorted.put(name, checkValue(name, value)) != null) {
      throw new IllegalArgumentException(
          "Label \"" + name + "\" is given twice. A series has each label once.");
    }
  }

  private static Labels ofSorted(SortedMap<String, String> sorted) {
    return sorted.isEmpty()
        ? EMPTY
        : new Labels(
            sorted.keySet().toArray(String[]::new), sorted.values().toArray(String[]::new));
  }

  /** Refuses what cannot name a label, and says why. */
  static void checkName(String name) {
    if (Objects.isNull(name) || !Names.isLabelName(name)) { // which callers without checks do pass
      throw new IllegalArgumentException("\""
          + name
          + "\" cannot name a label. A label name is not empty, does not begin with \"__\""
          + " (reserved for Prometheus) and has no unpaired surrogate.");
    }
  }

  /** Refuses null, which callers without null checks do pass, and mends unpaired surrogates. */
  static String checkValue(String name, @Nullable String value) {
    if (value == null) {
      throw new IllegalArgumentException(
          "The value of label \"" + name + "\" is null. Pass \"\" for a label without a value.");
    }
    return Names.wellFormed(value);
  }

  /**
   * The number of labels.
   *
   * @return 0 or more
   */
  public int size() {
    return names.length;
  }

  /**
   * Whether there are no labels.
   *
   * @return whether {@link #size} is 0
   */
  public boolean isEmpty() {
    return names.length == 0;
  }

  /** All names, in their order. */
  List<String> names() {
    return List.of(names);
  }

  /**
   * The name at a place in the order of names.
   *
   * @param index from 0 to {@link #size} − 1
   * @return the name
   */
  public String name(int index) {
    return names[index];
  }

  /**
   * The value at a place in the order of names.
   *
   * @param index from 0 to {@link #size} − 1
   * @return the value
   */
  public String value(int index) {
    return values[index];
  }

  /**
   * The value of a label.
   *
   * @param name the label's name
   * @return its value, or null if there is no such label
   */
  public @Nullable String get(String name) {
    int index = Arrays.binarySearch(names, name);
    return index < 0 ? null : values[index];
  }

  /**
   * Whether this set has every label of another, with the same values.
   *
   * @param others the labels looked for
   * @return whether all are here
   */
  public boolean containsAll(Labels others) {
    for (int i = 0; i < others.size(); i++) {
      if (!others.value(i).equals(get(others.name(i)))) {
        return false;
      }
    }
    return true;
  }

  /**
   * This set and another, as one.
   *
   * @param others labels with other names
   * @return the union
   * @throws IllegalArgumentException if a name is in both
   */
  public Labels plus(Labels others) {
    if (others.isEmpty()) {
      return this;
    }
    SortedMap<String, String> sorted = new TreeMap<>();
    forEach((name, value) -> put(sorted, name, value));
    others.forEach((name, value) -> put(sorted, name, value));
    return ofSorted(sorted);
  }

  /**
   * Calls {@code action} with each name and value, in the order of names.
   *
   * @param action what to do with a label
   */
  public void forEach(BiConsumer<? super String, ? super String> action) {
    for (int i = 0; i < names.length; i++) {
      action.accept(names[i], values[i]);
    }
  }

  @Override
  public int compareTo(Labels other) {
    int bySize = Integer.compare(names.length, other.names.length);
    if (bySize != 0) {
      return bySize;
    }
    for (int i = 0; i < values.length; i++) {
      int byValue = values[i].compareTo(other.values[i]);
      if (byValue != 0) {
        return byValue;
      }
    }
    return Arrays.compare(names, other.names);
  }

  /**
   * Compares as {@link #compareTo} does, but for one label, as if neither set had it.
   *
   * @param name the label's name
   * @param other the labels to compare with
   * @return a negative number, 0, or a positive number
   */
  public int compareWithout(String name, Labels other) {
    int at = Arrays.binarySearch(names, name);
    int otherAt = Arrays.binarySearch(other.names, name);
    int size = at < 0 ? names.length : names.length - 1;
    int bySize = Integer.compare(size, otherAt < 0 ? other.names.length : other.names.length - 1);
    if (bySize != 0) {
      return bySize;
    }
    int byValue = compareWithout(values, at, other.values, otherAt, size);
    return byValue != 0 ? byValue : compareWithout(names, at, other.names, otherAt, size);
  }

  private static int compareWithout(
      String[] strings, int at, String[] others, int otherAt, int size) {
    for (int i = 0; i < size; i++) {
      String string = strings[at < 0 || i < at ? i : i + 1];
      int order = string.compareTo(others[otherAt < 0 || i < otherAt ? i : i + 1]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return this == object
        || (object instanceof Labels other
            && Arrays.equals(values, other.values)
            && Arrays.equals(names, other.names));
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(names) + Arrays.hashCode(values);
  }

  /** The labels in the form they are written in, such as {@code {code="200", method="GET"}}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    forEach((name, value) -> text.append(text.length() == 1 ? "" : ", ")
        .append(name)
        .append("=\"")
        .append(value)
        .append('"'));
    return text.append('}').toString();
  }
}
