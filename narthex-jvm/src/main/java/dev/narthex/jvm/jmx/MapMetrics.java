package dev.narthex.jvm.jmx;

import dev.narthex.Collector;
import dev.narthex.MetricSink;
import dev.narthex.Registry;
import dev.narthex.model.Descriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Shows values in nested maps, such as statistics that a library gives as parsed JSON.
 *
 * <pre>{@code
 * // {"requests": {"GET": {"200": 17}}, "uptime": 3.5}
 * MapMetrics.builder(server::statistics)
 *     .variable(
 *         "requests",
 *         MappedFamily.of(MetricType.COUNTER, "server_requests_total", "Requests served.")
 *             .labelNames("method", "code"))
 *     .variable("uptime", MappedFamily.of(MetricType.GAUGE, "server_uptime_seconds", "Time alive."))
 *     .register(registry);
 * }</pre>
 *
 * <p>The supplier is asked once at each scrape, by any thread. A variable that is not in the map is left
 * out; a family with n labels shows what is n levels below its variable.
 *
 * <p>Thread-safe, as far as the maps are: nobody may change them while they are read.
 *
 * @since 0.1
 */
public final class MapMetrics implements Collector {

  private record Variable(String name, FamilyMapping mapping) {}

  private final Supplier<? extends Map<String, ?>> source;
  private final List<Variable> variables;

  private MapMetrics(Supplier<? extends Map<String, ?>> source, List<Variable> variables) {
    this.source = source;
    this.variables = variables;
  }

  /**
   * Begins a collector.
   *
   * @param source gives the variables by name
   * @return a builder without variables
   */
  public static Builder builder(Supplier<? extends Map<String, ?>> source) {
    return new Builder(source);
  }

  @Override
  public List<Descriptor> describe() {
    List<Descriptor> families = new ArrayList<>();
    for (Variable variable : variables) {
      families.add(variable.mapping.family);
      families.add(variable.mapping.skipped);
    }
    return families;
  }

  @Override
  public void collect(MetricSink sink) {
    Map<String, ?> now = source.get();
    for (Variable variable : variables) {
      Object value = now.get(variable.name);
      if (value != null) {
        FamilyWriter writer = new FamilyWriter(variable.mapping, sink);
        writer.write(value);
        writer.end();
      }
    }
  }

  /**
   * Gathers variables. Not thread-safe.
   *
   * @since 0.1
   */
  public static final class Builder {

    private final Supplier<? extends Map<String, ?>> source;
    private final List<Variable> variables = new ArrayList<>();

    private Builder(Supplier<? extends Map<String, ?>> source) {
      this.source = Objects.requireNonNull(source, "source");
    }

    /**
     * Shows a variable.
     *
     * @param name its key in the outermost map
     * @param family what becomes of the values
     * @return this
     * @throws IllegalArgumentException if the family is not valid, has {@linkplain MappedFamily#keyLabel
     *     labels from keys of MBeans}, or is that of another variable
     */
    public Builder variable(String name, MappedFamily family) {
      FamilyMapping mapping = new FamilyMapping(family);
      if (!mapping.keys.isEmpty()) {
        throw new IllegalArgumentException(mapping.family.name()
            + ": maps have no key properties, so keyLabel(…) is for JmxMetrics alone. Use"
            + " labelNames(…) for the keys of each level.");
      }
      mapping.checkNotIn(variables.stream().map(Variable::mapping).toList());
      variables.add(new Variable(Objects.requireNonNull(name, "name"), mapping));
      return this;
    }

    /**
     * Makes the collector without registering it.
     *
     * @return a new collector
     * @throws IllegalStateException if there is no variable
     */
    public MapMetrics build() {
      if (variables.isEmpty()) {
        throw new IllegalStateException(
            "There is no variable, so nothing would be shown. Call variable(…).");
      }
      return new MapMetrics(source, List.copyOf(variables));
    }

    /**
     * Makes the collector and registers it.
     *
     * @param registry the registry that will expose the metrics
     * @return the new collector
     * @throws IllegalArgumentException if a name is taken; then nothing is registered
     * @throws IllegalStateException if there is no variable
     */
    public MapMetrics register(Registry registry) {
      return registry.register(build());
    }
  }
}
