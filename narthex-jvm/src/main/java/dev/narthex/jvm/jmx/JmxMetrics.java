package dev.narthex.jvm.jmx;

import dev.narthex.Collector;
import dev.narthex.MetricSink;
import dev.narthex.Registry;
import dev.narthex.model.Descriptor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Shows chosen attributes of MBeans.
 *
 * <pre>{@code
 * JmxMetrics.builder()
 *     .rule(
 *         "kafka.consumer:type=consumer-fetch-manager-metrics,client-id=*",
 *         "records-lag-max",
 *         MappedFamily.of(MetricType.GAUGE, "kafka_consumer_lag_records", "Records behind the end.")
 *             .keyLabel("client", "client-id"))
 *     .register(registry);
 * }</pre>
 *
 * <p>Each rule is one family. Its pattern says which MBeans are looked at, as in {@link ObjectName}; its
 * path names an attribute and, where that is composite or tabular data, what is within it. What is
 * nested deeper than the path goes to the family's {@linkplain MappedFamily#labelNames labels}, one for
 * each level.
 *
 * <p>MBeans are looked for at each scrape. One that is gone meanwhile is left out.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class JmxMetrics implements Collector {

  private record Rule(ObjectName pattern, List<String> path, FamilyMapping mapping) {}

  private final MBeanServerConnection server;
  private final List<Rule> rules;

  private JmxMetrics(MBeanServerConnection server, List<Rule> rules) {
    this.server = server;
    this.rules = rules;
  }

  /**
   * Begins a collector for the MBeans of this JVM.
   *
   * @return a builder without rules
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public List<Descriptor> describe() {
    List<Descriptor> families = new ArrayList<>();
    for (Rule rule : rules) {
      families.add(rule.mapping.family);
      families.add(rule.mapping.skipped);
    }
    return families;
  }

  /**
   * Writes what the MBeans tell now.
   *
   * @param sink takes the samples
   * @throws IllegalStateException if the server cannot be reached; what was read was written
   */
  @Override
  public void collect(MetricSink sink) {
    for (Rule rule : rules) {
      FamilyWriter writer = new FamilyWriter(rule.mapping, sink);
      try {
        Set<ObjectName> names = server.queryNames(rule.pattern, null);
        for (ObjectName name : new TreeSet<>(names)) { // so that the same ones are within a bound
          write(rule, name, writer);
        }
      } catch (IOException e) {
        throw new IllegalStateException(
            "The MBean server cannot be asked for " + rule.pattern + ": " + e, e);
      }
      writer.end();
    }
  }

  private void write(Rule rule, ObjectName name, FamilyWriter writer) throws IOException {
    Object value;
    try {
      value = server.getAttribute(name, rule.path.get(0));
    } catch (InstanceNotFoundException e) {
      return; // It was unregistered since it was found.
    } catch (JMException | RuntimeException e) { // the code of an MBean may throw anything
      writer.skip(Skipped.FAILED);
      return;
    }
    for (String key : rule.path.subList(1, rule.path.size())) {
      value = Nesting.get(value, key);
    }
    if (value == null) {
      writer.skip(Skipped.NOT_A_NUMBER);
      return;
    }
    List<String> keys = rule.mapping.keys;
    for (int i = 0; i < keys.size(); i++) {
      writer.key(i, keyProperty(name, keys.get(i)));
    }
    writer.write(value);
  }

  private static String keyProperty(ObjectName name, String key) {
    String value = name.getKeyProperty(key);
    if (value == null) {
      return "";
    }
    return value.startsWith("\"") ? ObjectName.unquote(value) : value;
  }

  /**
   * Gathers rules. Not thread-safe.
   *
   * @since 0.1
   */
  public static final class Builder {

    private @Nullable MBeanServerConnection server;
    private final List<Rule> rules = new ArrayList<>();

    private Builder() {}

    /**
     * Looks at another MBean server than the platform's, also at one of another JVM.
     *
     * @param server where the MBeans are
     * @return this
     */
    public Builder server(MBeanServerConnection server) {
      this.server = Objects.requireNonNull(server, "server");
      return this;
    }

    /**
     * Shows an attribute.
     *
     * @param pattern the names of the MBeans, such as {@code java.lang:type=MemoryPool,name=*}
     * @param attribute the attribute's name
     * @param family what becomes of the values
     * @return this
     * @throws IllegalArgumentException as for a path
     */
    public Builder rule(String pattern, String attribute, MappedFamily family) {
      return rule(pattern, List.of(attribute), family);
    }

    /**
     * Shows what is within an attribute.
     *
     * @param pattern the names of the MBeans, such as {@code java.lang:type=MemoryPool,name=*}
     * @param path the attribute's name, then keys of composite or tabular data, such as {@code Usage},
     *     {@code used}
     * @param family what becomes of the values
     * @return this
     * @throws IllegalArgumentException if the pattern is none, the path is empty, the family is not valid,
     *     or another rule has the same family
     */
    public Builder rule(String pattern, List<String> path, MappedFamily family) {
      FamilyMapping mapping = new FamilyMapping(family);
      if (path.isEmpty()) {
        throw new IllegalArgumentException(
            mapping.family.name() + ": the path is empty. Name at least an attribute.");
      }
      mapping.checkNotIn(rules.stream().map(Rule::mapping).toList());
      rules.add(new Rule(parsed(pattern, mapping), List.copyOf(path), mapping));
      return this;
    }

    private static ObjectName parsed(String pattern, FamilyMapping mapping) {
      try {
        return new ObjectName(pattern);
      } catch (MalformedObjectNameException e) {
        throw new IllegalArgumentException(
            mapping.family.name() + ": \"" + pattern
                + "\" names no MBeans: " + e.getMessage()
                + ". Write it as domain:key=value,key=*, see javax.management.ObjectName.",
            e);
      }
    }

    /**
     * Makes the collector without registering it.
     *
     * @return a new collector
     * @throws IllegalStateException if there is no rule
     */
    public JmxMetrics build() {
      if (rules.isEmpty()) {
        throw new IllegalStateException(
            "There is no rule, so nothing would be shown. Call rule(…).");
      }
      return new JmxMetrics(
          server == null ? ManagementFactory.getPlatformMBeanServer() : server, List.copyOf(rules));
    }

    /**
     * Makes the collector and registers it.
     *
     * @param registry the registry that will expose the metrics
     * @return the new collector
     * @throws IllegalArgumentException if a name is taken; then nothing is registered
     * @throws IllegalStateException if there is no rule
     */
    public JmxMetrics register(Registry registry) {
      return registry.register(build());
    }
  }
}
