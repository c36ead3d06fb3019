package dev.narthex.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a metric family before the first sample: name, type, help, unit, the labels that
 * are the same on all its series, and the names of the labels that differ.
 *
 * <p>Everything is checked when the descriptor is made, so nothing has to be checked when it is
 * written. The metric types make theirs themselves; a custom {@code Collector} makes its own:
 *
 * <pre>{@code
 * static final Descriptor SIZE =
 *     Descriptor.builder(MetricType.GAUGE, "pool_connections")
 *         .help("Connections by state.")
 *         .labelNames("state")
 *         .build();
 * // and for each sample: SIZE.labels("idle")
 * }</pre>
 *
 * @since 0.1
 */
public final class Descriptor extends Derivable {

  private final String name;
  private final MetricType type;
  private final String help;
  private final String unit;
  private final Labels constLabels;
  private final List<String> labelNames;

  /** The names of all labels of a series, constant ones included, sorted. */
  private final String[] seriesNames;

  /** Where the value of each variable label stands among {@link #seriesNames}. */
  private final int[] labelIndexes;

  private Descriptor(Builder builder, String name) {
    this.name = name;
    this.type = builder.type;
    this.help = builder.help;
    this.unit = builder.unit;
    this.constLabels = builder.constLabels;
    this.labelNames = builder.labelNames;
    this.seriesNames = new String[constLabels.size() + labelNames.size()];
    for (int i = 0; i < constLabels.size(); i++) {
      seriesNames[i] = constLabels.name(i);
    }
    for (int i = 0; i < labelNames.size(); i++) {
      seriesNames[constLabels.size() + i] = labelNames.get(i);
    }
    Arrays.sort(seriesNames);
    this.labelIndexes = new int[labelNames.size()];
    for (int i = 0; i < labelIndexes.length; i++) {
      labelIndexes[i] = Arrays.binarySearch(seriesNames, labelNames.get(i));
    }
  }

  /**
   * Begins a descriptor.
   *
   * @param type the family's type
   * @param name the family's name, see {@link Names#isMetricName}; a counter's includes {@code
   *     _total}
   * @return a builder
   */
  public static Builder builder(MetricType type, String name) {
    return new Builder(type, name);
  }

  /**
   * A descriptor without labels and unit.
   *
   * @param type the family's type
   * @param name the family's name, see {@link Names#isMetricName}
   * @param help what the family measures, a full sentence
   * @return the descriptor
   * @throws IllegalArgumentException if the name is not a metric name
   */
  public static Descriptor of(MetricType type, String name, String help) {
    return builder(type, name).help(help).build();
  }

  /**
   * The family's name, as the user gave it.
   *
   * @return the full name
   */
  public String name() {
    return name;
  }

  /**
   * The family's type.
   *
   * @return the type
   */
  public MetricType type() {
    return type;
  }

  /**
   * What the family measures.
   *
   * @return the text, may be empty
   */
  public String help() {
    return help;
  }

  /**
   * The unit of the values, such as {@code seconds}. It says what the name says; it does not change
   * the name.
   *
   * @return the unit, empty when none was given
   */
  public String unit() {
    return unit;
  }

  /**
   * The labels that all series of this descriptor share.
   *
   * @return the labels, may be empty
   */
  public Labels constLabels() {
    return constLabels;
  }

  /**
   * The names of {@link #constLabels}.
   *
   * @return an immutable list, sorted
   */
  public List<String> constLabelNames() {
    return constLabels.names();
  }

  /**
   * The names of the labels whose values differ from series to series, in the order in which values
   * are passed.
   *
   * @return an immutable list
   */
  public List<String> labelNames() {
    return labelNames;
  }

  /**
   * The names of all labels that a series of this descriptor has, sorted. Those that come with the
   * type are not among them: {@code le}, {@code quantile}, the label of a state, the facts of an
   * info.
   *
   * @return an immutable list
   */
  public List<String> seriesLabelNames() {
    return List.of(seriesNames);
  }

  /**
   * The labels of one series: the constant ones and these values.
   *
   * @param values a value for each of {@link #labelNames}, in that order
   * @return the labels
   * @throws IllegalArgumentException if there is not exactly one value for each label, or one is
   *     null
   */
  public Labels labels(String... values) {
    if (values.length != labelNames.size()) {
      throw wrongLabelCount(values.length);
    }
    if (values.length == 0) {
      return constLabels;
    }
    String[] seriesValues = new String[seriesNames.length];
    for (int i = 0; i < constLabels.size(); i++) {
      seriesValues[Arrays.binarySearch(seriesNames, constLabels.name(i))] = constLabels.value(i);
    }
    for (int i = 0; i < values.length; i++) {
      seriesValues[labelIndexes[i]] = checkLabelValue(i, values[i]);
    }
    return new Labels(seriesNames, seriesValues);
  }

  private String checkLabelValue(int i, String value) {
    try {
      return Labels.checkValue(labelNames.get(i), value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  /**
   * Where the value of a variable label stands in the {@link Labels} of a series.
   *
   * @param i the label's place in {@link #labelNames}
   * @return its index in {@link Labels#value(int)}
   */
  public int labelIndex(int i) {
    return labelIndexes[i];
  }

  /**
   * The error for a call that passed too few or too many label values.
   *
   * @param given how many were passed
   * @return an exception that says what to pass
   */
  public IllegalArgumentException wrongLabelCount(int given) {
    String labels = String.join(", ", labelNames);
    return new IllegalArgumentException(
        labelNames.isEmpty()
            ? "%s has no labels but got %d label values. Pass none, or define the labels with labelNames(…)."
                .formatted(name, given)
            : "%s has %d %s (%s) but got %d %s. Pass one for each label, in that order: with(%s)."
                .formatted(
                    name,
                    labelNames.size(),
                    labelNames.size() == 1 ? "label" : "labels",
                    labels,
                    given,
                    given == 1 ? "value" : "values",
                    labels));
  }

  /**
   * A descriptor that differs in its name and has more constant labels, for views that rename what
   * passes through them.
   *
   * @param prefix put before the name as it is
   * @param labels constant labels to add
   * @return the descriptor
   * @throws IllegalArgumentException if one of the labels is already there
   */
  public Descriptor within(String prefix, Labels labels) {
    return prefix.isEmpty() && labels.isEmpty()
        ? this
        : builder(type, prefix + name)
            .help(help)
            .unit(unit)
            .constLabels(constLabels)
            .constLabels(labels)
            .labelNames(labelNames.toArray(String[]::new))
            .build();
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return this == object
        || (object instanceof Descriptor other
            && name.equals(other.name)
            && type == other.type
            && help.equals(other.help)
            && unit.equals(other.unit)
            && constLabels.equals(other.constLabels)
            && labelNames.equals(other.labelNames));
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, type, help, unit, constLabels, labelNames);
  }

  /** Name, type and labels, as in {@code jobs_total (counter) {zone="a"} [queue]}. */
  @Override
  public String toString() {
    return name
        + " ("
        + type.name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + ")"
        + (constLabels.isEmpty() ? "" : " " + constLabels)
        + (labelNames.isEmpty() ? "" : " " + labelNames);
  }

  /**
   * Gathers the parts of one descriptor. Not thread-safe.
   *
   * @since 0.1
   */
  public static final class Builder {

    private final MetricType type;
    private final String name;
    private String namespace = "";
    private String subsystem = "";
    private String help = "";
    private String unit = "";
    private Labels constLabels = Labels.EMPTY;
    private List<String> labelNames = List.of();

    private Builder(MetricType type, String name) {
      this.type = Objects.requireNonNull(type, "type");
      this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * Sets the first part of the name: the program, as in {@code shop_orders_total}.
     *
     * @param namespace goes before the name, with an underscore between; empty for none
     * @return this
     */
    public Builder namespace(String namespace) {
      this.namespace = Objects.requireNonNull(namespace, "namespace");
      return this;
    }

    /**
     * Sets the middle part of the name: a part of the program, as in {@code shop_cart_items}.
     *
     * @param subsystem goes between namespace and name; empty for none
     * @return this
     */
    public Builder subsystem(String subsystem) {
      this.subsystem = Objects.requireNonNull(subsystem, "subsystem");
      return this;
    }

    /**
     * Says what the family measures.
     *
     * @param help a full sentence
     * @return this
     */
    public Builder help(String help) {
      this.help = Objects.requireNonNull(help, "help");
      return this;
    }

    /**
     * Says in which unit the values are. It is shown in OpenMetrics and protobuf and does not change
     * the name, which should end in it.
     *
     * @param unit a base unit in the plural, such as {@code seconds} or {@code bytes}; empty for
     *     none
     * @return this
     */
    public Builder unit(String unit) {
      this.unit = Objects.requireNonNull(unit, "unit");
      return this;
    }

    /**
     * Adds a label that is the same on all series.
     *
     * @param name the label's name
     * @param value its value
     * @return this
     * @throws IllegalArgumentException if the name is not valid or already there
     */
    public Builder constLabel(String name, String value) {
      return constLabels(explained(() -> Labels.of(name, value)));
    }

    /**
     * Adds labels that are the same on all series.
     *
     * @param labels the labels to add to those already there
     * @return this
     * @throws IllegalArgumentException if a name is already there
     */
    public Builder constLabels(Labels labels) {
      constLabels = explained(() -> constLabels.plus(labels));
      return this;
    }

    /**
     * Sets the names of the labels whose values differ from series to series.
     *
     * @param names the names, in the order in which values will be passed
     * @return this
     */
    public Builder labelNames(String... names) {
      labelNames = Collections.unmodifiableList(Arrays.asList(names.clone()));
      return this;
    }

    /**
     * Checks everything and makes the descriptor.
     *
     * @return the descriptor
     * @throws IllegalArgumentException if the name is not a metric name; if a label name is not
     *     valid, is there twice, or is one that the type writes itself: {@code le} on a histogram or
     *     gauge histogram, {@code quantile} on a summary, the family's name on a state set; if an
     *     info is not named {@code …_info}; if a state set has a name that cannot name a label; if
     *     an info or state set has a unit. The message says which
     */
    public Descriptor build() {
      String fullName = fullName();
      if (!Names.isMetricName(fullName)) {
        throw new IllegalArgumentException("\""
            + fullName
            + "\" cannot name a metric. A metric name is not empty and has no unpaired"
            + " surrogate; letters, digits and underscores serve best.");
      }
      Set<String> seen = new HashSet<>(constLabels.names());
      for (String label : labelNames) {
        explained(() -> {
          Labels.checkName(label);
          return label;
        });
        if (!seen.add(label)) {
          throw new IllegalArgumentException(fullName
              + ": label \""
              + label
              + "\" is defined twice, among constLabels "
              + constLabels
              + " and labelNames "
              + labelNames
              + ". A series has each label once; remove one.");
        }
      }
      checkType(fullName, seen);
      return new Descriptor(this, fullName);
    }

    private String fullName() {
      return Names.join(namespace, subsystem, name);
    }

    /** What only some types ask for. */
    private void checkType(String fullName, Set<String> labels) {
      switch (type) {
        case COUNTER, GAUGE, UNTYPED -> {}
        case HISTOGRAM, GAUGE_HISTOGRAM -> checkNotReserved("le", labels);
        case SUMMARY -> checkNotReserved("quantile", labels);
        case INFO -> {
          checkInfoName(fullName);
          checkNoUnit(fullName);
        }
        case STATESET -> {
          checkStateLabel(fullName);
          checkNotReserved(fullName, labels);
          checkNoUnit(fullName);
        }
      }
    }

    private void checkNotReserved(String label, Set<String> labels) {
      if (labels.contains(label)) {
        throw new IllegalArgumentException(
            ("%s: %s cannot have a label \"%s\", because it writes that label itself."
                    + " Give the label another name.")
                .formatted(fullName(), type.described(), label));
      }
    }

    /** OpenMetrics, section "Info": the name of its sample ends so, that of its family does not. */
    private static void checkInfoName(String fullName) {
      if (Names.inOpenMetrics(MetricType.INFO, fullName).equals(fullName)) {
        throw new IllegalArgumentException(
            "%1$s: the name of an info ends in \"_info\", after what the facts are about. Name it \"%1$s_info\"."
                .formatted(fullName));
      }
    }

    /**
     * OpenMetrics, section "StateSet": the label of the states is named like the family, so each
     * scheme must escape both alike. A colon is left to metric names and escaped in label names.
     */
    private static void checkStateLabel(String fullName) {
      if (!Names.isLabelName(fullName) || fullName.indexOf(':') >= 0) {
        throw new IllegalArgumentException(fullName
            + ": the name of a state set names the label of its states too, so it cannot contain a"
            + " colon or begin with \"__\". Choose another name.");
      }
    }

    private void checkNoUnit(String fullName) {
      if (!unit.isEmpty()) {
        throw new IllegalArgumentException("%s: %s has no unit but got \"%s\". Leave the unit out."
            .formatted(fullName, type.described(), unit));
      }
    }

    private <T> T explained(Supplier<T> step) {
      try {
        return step.get();
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(fullName() + ": " + e.getMessage(), e);
      }
    }
  }
}
