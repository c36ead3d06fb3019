package dev.narthex;

import dev.narthex.model.Labels;
import dev.narthex.model.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A view of a {@link Family} in which some labels have their values already, so that the rest of a
 * program passes only what it knows. Made by {@link Family#curry(String, String)}.
 *
 * <p>The series are those of the family: what is counted through a view is seen in the family, and
 * by every other view. A view is not registered; the family is.
 *
 * <p>Thread-safe. Finding a series takes no lock and makes no object, if the family has at most four
 * labels.
 *
 * <pre>{@code
 * Family<Counter> requests =
 *     Counter.builder("http_requests_total").labelNames("server", "code").register();
 * CurriedFamily<Counter> admin = requests.curry("server", "admin");
 * admin.with("200").inc();
 * }</pre>
 *
 * @param <M> the type of metric
 * @since 0.1
 */
public final class CurriedFamily<M extends Metric> {

  private final Family<M> family;
  private final SeriesFinder<M> finder;

  /** For each label of the family its value, or null if it is left. */
  private final @Nullable String[] curried;

  /** The names of the labels that are left, in their order. */
  private final List<String> left = new ArrayList<>();

  /** For each label of the family that is left, its place among those. */
  private final int[] places;

  private CurriedFamily(Family<M> family, @Nullable String[] curried) {
    this.family = family;
    this.finder = family.finder();
    this.curried = curried;
    this.places = new int[curried.length];
    for (int i = 0; i < curried.length; i++) {
      if (curried[i] == null) {
        places[i] = left.size();
        left.add(names().get(i));
      }
    }
  }

  static <M extends Metric> CurriedFamily<M> of(Family<M> family) {
    return new CurriedFamily<>(
        family, new @Nullable String[family.descriptor().labelNames().size()]);
  }

  private List<String> names() {
    return family.descriptor().labelNames();
  }

  private String name() {
    return family.descriptor().name();
  }

  /**
   * The names of the labels that still need a value.
   *
   * @return an immutable list, in the order in which values are passed to {@code with}
   */
  public List<String> labelNames() {
    return Collections.unmodifiableList(left);
  }

  /**
   * A view of this view in which one more label has its value.
   *
   * @param label the label's name
   * @param value its value
   * @return a new view of the same family
   * @throws IllegalArgumentException if the family has no such label, the label has its value
   *     already, or the value is null
   */
  public CurriedFamily<M> curry(String label, String value) {
    @Nullable String[] more = curried.clone();
    put(more, label, value);
    return new CurriedFamily<>(family, more);
  }

  /**
   * A view of this view in which some more labels have their values.
   *
   * @param values values of some of the labels, by the label's name
   * @return a new view of the same family
   * @throws IllegalArgumentException if the family has no such label, a label has its value already,
   *     or a value is null
   */
  public CurriedFamily<M> curry(Map<String, String> values) {
    @Nullable String[] more = curried.clone();
    values.forEach((label, value) -> put(more, label, value));
    return new CurriedFamily<>(family, more);
  }

  private void put(@Nullable String[] values, String label, String value) {
    int index = names().indexOf(label);
    if (index < 0) {
      throw new IllegalArgumentException(
          "%s has no label \"%s\" to curry, but the labels %s. Curry one of these."
              .formatted(name(), label, names()));
    }
    if (curried[index] != null) {
      throw new IllegalArgumentException(
          "%s: label \"%s\" is curried already, to \"%s\"; of the labels %s there are left %s. Curry each label once."
              .formatted(name(), label, curried[index], names(), left));
    }
    String constrained = finder.constrained(index, value);
    if (Objects.isNull(constrained)) { // callers without null checks do pass it
      throw new IllegalArgumentException(
          "%s: the value to curry label \"%s\" to is null. Pass \"\" for a label without a value."
              .formatted(name(), label));
    }
    values[index] = Names.wellFormed(constrained);
  }

  /**
   * The metric for a value of the one label that is left.
   *
   * @param value the label's value
   * @return the metric, the same one as from the family
   * @throws IllegalArgumentException if not one label is left, or the value is null
   */
  public M with(String value) {
    return find(1, value, "", "", "");
  }

  /**
   * The metric for values of the two labels that are left.
   *
   * @param value0 the value of the first of these labels
   * @param value1 the value of the second
   * @return the metric, the same one as from the family
   * @throws IllegalArgumentException if not two labels are left, or a value is null
   */
  public M with(String value0, String value1) {
    return find(2, value0, value1, "", "");
  }

  /**
   * The metric for values of the three labels that are left.
   *
   * @param value0 the value of the first of these labels
   * @param value1 the value of the second
   * @param value2 the value of the third
   * @return the metric, the same one as from the family
   * @throws IllegalArgumentException if not three labels are left, or a value is null
   */
  public M with(String value0, String value1, String value2) {
    return find(3, value0, value1, value2, "");
  }

  /**
   * The metric for values of the four labels that are left.
   *
   * @param value0 the value of the first of these labels
   * @param value1 the value of the second
   * @param value2 the value of the third
   * @param value3 the value of the fourth
   * @return the metric, the same one as from the family
   * @throws IllegalArgumentException if not four labels are left, or a value is null
   */
  public M with(String value0, String value1, String value2, String value3) {
    return find(4, value0, value1, value2, value3);
  }

  /**
   * The metric for values of all labels that are left, however many.
   *
   * @param values a value for each of these labels, in their order; none if none is left
   * @return the metric, the same one as from the family
   * @throws IllegalArgumentException if there is not one value for each of these labels, or one is
   *     null
   */
  public M with(String... values) {
    String[] all = filledUp(values);
    return finder.findAsIs(at(all, 0), at(all, 1), at(all, 2), at(all, 3), all);
  }

  /**
   * The metric for values given by name.
   *
   * @param values a value for each label that is left, by the label's name
   * @return the metric, the same one as from the family
   * @throws IllegalArgumentException if one of these labels is missing, another one is given, or a
   *     value is null
   */
  public M with(Map<String, String> values) {
    if (!SeriesFinder.areNamed(left, values)) {
      throw new IllegalArgumentException(
          "%s: of the labels %s there are left %s but got values for %s. Give a value for each that is left, and no others."
              .formatted(name(), names(), left, SeriesFinder.namesOf(values)));
    }
    if (left.size() > SeriesFinder.SINGLE_VALUES) {
      String[] inOrder = new String[left.size()];
      Arrays.setAll(inOrder, label -> SeriesFinder.named(left, label, values));
      return with(inOrder);
    }
    return find(
        left.size(),
        SeriesFinder.named(left, 0, values),
        SeriesFinder.named(left, 1, values),
        SeriesFinder.named(left, 2, values),
        SeriesFinder.named(left, 3, values));
  }

  private M find(int given, String value0, String value1, String value2, String value3) {
    if (given != left.size()) {
      throw wrongNumber(given);
    }
    if (curried.length > SeriesFinder.SINGLE_VALUES) {
      String[] values = {value0, value1, value2, value3};
      return with(Arrays.copyOf(values, given));
    }
    return finder.findAsIs(
        valueOf(0, value0, value1, value2, value3),
        valueOf(1, value0, value1, value2, value3),
        valueOf(2, value0, value1, value2, value3),
        valueOf(3, value0, value1, value2, value3),
        SeriesFinder.NO_VALUES);
  }

  /** The value of a label of the family: the curried one, or the one passed for it. */
  private String valueOf(int label, String value0, String value1, String value2, String value3) {
    if (label >= curried.length) {
      return SeriesFinder.NO_VALUE;
    }
    String known = curried[label];
    if (known != null) {
      return known;
    }
    String passed = switch (places[label]) {
      case 0 -> value0;
      case 1 -> value1;
      case 2 -> value2;
      default -> value3;
    };
    return finder.constrained(label, passed);
  }

  /** The values of all labels of the family. */
  private String[] filledUp(String[] values) {
    int given =
        Objects.isNull(values) ? 0 : values.length; // callers without null checks do pass it
    if (given != left.size()) {
      throw wrongNumber(given);
    }
    String[] all = new String[curried.length];
    for (int i = 0; i < all.length; i++) {
      String known = curried[i];
      all[i] = known != null ? known : finder.constrained(i, values[places[i]]);
    }
    return all;
  }

  private static String at(String[] values, int label) {
    return label < values.length ? values[label] : SeriesFinder.NO_VALUE;
  }

  private IllegalArgumentException wrongNumber(int given) {
    return new IllegalArgumentException(
        "%s: of the labels %s there are left %s but got %d %s. Pass one for each that is left, in that order: with(%s)."
            .formatted(
                name(),
                names(),
                left,
                given,
                given == 1 ? "value" : "values",
                String.join(", ", left)));
  }

  /**
   * Removes a series of the view, as {@link Family#remove} does.
   *
   * @param values a value for each label that is left, in their order
   * @return whether there was such a series
   * @throws IllegalArgumentException if there is not one value for each of these labels, or one is
   *     null
   */
  public boolean remove(String... values) {
    return finder.remove(filledUp(values));
  }

  /**
   * Removes all series of the view that have certain labels.
   *
   * @param values values of some of the labels that are left, by the label's name; with none, all
   *     series of the view match
   * @return how many series there were; 0 if a label is unknown, or has its value through the view
   * @throws IllegalArgumentException if a value is null; nothing is removed
   */
  public int removeMatching(Map<String, String> values) {
    if (!left.containsAll(values.keySet())) {
      return 0;
    }
    Map<String, String> wanted = new HashMap<>();
    values.forEach(
        (label, value) -> wanted.put(label, finder.constrained(names().indexOf(label), value)));
    return family.removeWith(family.named(wanted).plus(curriedLabels()));
  }

  /** Removes all series of the view, and no others of the family. */
  public void clear() {
    family.removeWith(curriedLabels());
  }

  /**
   * Lists the series of the view.
   *
   * @return an immutable list, in label order
   */
  public List<Series<M>> series() {
    Labels wanted = curriedLabels();
    return family.series().stream()
        .filter(series -> series.labels.containsAll(wanted))
        .toList();
  }

  private Labels curriedLabels() {
    Map<String, String> labels = new HashMap<>();
    for (int i = 0; i < curried.length; i++) {
      String value = curried[i];
      if (value != null) {
        labels.put(names().get(i), value);
      }
    }
    return Labels.of(labels);
  }

  /** Family and curried labels, such as {@code http_requests_total{server="admin"}}. */
  @Override
  public String toString() {
    return name() + curriedLabels();
  }
}
