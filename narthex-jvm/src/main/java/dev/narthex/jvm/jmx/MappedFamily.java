package dev.narthex.jvm.jmx;

import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What becomes of values that are found elsewhere: the family they go to, and its labels. Not
 * thread-safe; read when it is handed to a collector.
 *
 * <pre>{@code
 * MappedFamily.of(MetricType.GAUGE, "pool_memory_bytes", "Memory of a pool.")
 *     .unit("bytes")
 *     .keyLabel("pool", "name")
 *     .labelNames("figure")
 * }</pre>
 *
 * @since 0.1
 */
public final class MappedFamily {

  /** How many series a family has unless {@link #maxSeries} says otherwise. */
  public static final int DEFAULT_MAX_SERIES = 1000;

  private final MetricType type;
  private final String name;
  private final String help;
  private final List<String> keyLabels = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private String unit = "";
  private Labels constLabels = Labels.EMPTY;
  private List<String> levels = List.of();
  private double factor = 1;
  private boolean negatives = true;
  private int maxSeries = DEFAULT_MAX_SERIES;

  private MappedFamily(MetricType type, String name, String help) {
    this.type = type;
    this.name = Objects.requireNonNull(name, "name");
    this.help = Objects.requireNonNull(help, "help");
  }

  /**
   * Begins a family.
   *
   * @param type a gauge, a counter, or untyped if it is not known which
   * @param name the family's name; a counter's ends in {@code _total}
   * @param help what it measures, a full sentence
   * @return a family without labels
   * @throws IllegalArgumentException if it is another type
   */
  public static MappedFamily of(MetricType type, String name, String help) {
    if (type != MetricType.GAUGE && type != MetricType.COUNTER && type != MetricType.UNTYPED) {
      throw new IllegalArgumentException(name + ": single values cannot make a " + type
          + ". Take a GAUGE, a COUNTER or UNTYPED, or write a Collector.");
    }
    return new MappedFamily(type, name, help);
  }

  /**
   * Says in which unit the values are, after {@link #factor}.
   *
   * @param unit a base unit in the plural, such as {@code seconds}
   * @return this
   */
  public MappedFamily unit(String unit) {
    this.unit = Objects.requireNonNull(unit, "unit");
    return this;
  }

  /**
   * Multiplies each value, to bring it into a base unit.
   *
   * @param factor such as 0.001 for milliseconds
   * @return this
   */
  public MappedFamily factor(double factor) {
    this.factor = factor;
    return this;
  }

  /**
   * Adds a label that is the same on all series.
   *
   * @param label the label's name
   * @param value its value
   * @return this
   * @throws IllegalArgumentException if the name is not valid or already there
   */
  public MappedFamily constLabel(String label, String value) {
    constLabels = constLabels.plus(Labels.of(label, value));
    return this;
  }

  /**
   * Adds a label whose value is a key property of an MBean's name. It is empty where a name has no such
   * key. For {@link JmxMetrics} alone.
   *
   * @param label the label's name
   * @param key the key, such as {@code type} or {@code name}
   * @return this
   */
  public MappedFamily keyLabel(String label, String key) {
    keyLabels.add(Objects.requireNonNull(label, "label"));
    keys.add(Objects.requireNonNull(key, "key"));
    return this;
  }

  /**
   * Says how deep the values are nested: each level's keys are the values of a label.
   *
   * @param labels the label of each level, from the outside to the inside
   * @return this
   */
  public MappedFamily labelNames(String... labels) {
    levels = List.of(labels);
    return this;
  }

  /**
   * Leaves negative values out, which many beans give for what is not defined. They do not count as
   * skipped.
   *
   * @return this
   */
  public MappedFamily withoutNegatives() {
    this.negatives = false;
    return this;
  }

  /**
   * Bounds the series of this family.
   *
   * @param maxSeries how many there may be; further ones are left out and counted
   * @return this
   * @throws IllegalArgumentException if it is not positive
   */
  public MappedFamily maxSeries(int maxSeries) {
    if (maxSeries <= 0) {
      throw new IllegalArgumentException(
          name + ": maxSeries must be positive but is " + maxSeries + ".");
    }
    this.maxSeries = maxSeries;
    return this;
  }

  List<String> keys() {
    return List.copyOf(keys);
  }

  double factor() {
    return factor;
  }

  boolean hasNegatives() {
    return negatives;
  }

  int maxSeries() {
    return maxSeries;
  }

  /** Its labels are those of keys, then those of levels. */
  Descriptor descriptor() {
    List<String> labels = new ArrayList<>(keyLabels);
    labels.addAll(levels);
    return Descriptor.builder(type, name)
        .help(help)
        .unit(unit)
        .constLabels(constLabels)
        .labelNames(labels.toArray(String[]::new))
        .build();
  }
}
