package dev.narthex.jvm.build;

import dev.narthex.Collector;
import dev.narthex.MetricSink;
import dev.narthex.Registry;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tells as labels which build runs, for a query to join with other metrics.
 *
 * <pre>{@code
 * BuildMetrics.builder(Build.of(Main.class)).label("stage", "canary").register(registry);
 *
 * build_info{artifact="shop",branch="main",group="com.example",revision="c0ffee",…} 1
 * }</pre>
 *
 * <p>With {@link Builder#program} it has the name and the labels that Prometheus's own servers have,
 * which dashboards for them know: {@code shop_build_info} with version, revision, branch, javaversion,
 * os, arch and tags.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class BuildMetrics implements Collector {

  private final Descriptor family;
  private final Labels labels;

  private BuildMetrics(Builder builder) {
    family = Descriptor.builder(MetricType.INFO, "build_info")
        .namespace(builder.program)
        .help(
            builder.program.isEmpty()
                ? "Which build runs, as labels."
                : "Which build of " + builder.program
                    + " runs, as labels: version, revision and branch it was built from, Java version,"
                    + " operating system and architecture it runs on, tags.")
        .build();
    SortedMap<String, String> facts = builder.facts();
    facts.putAll(builder.own);
    labels = Labels.of(facts);
  }

  /**
   * Begins the metric of a build.
   *
   * @param build what was built
   * @return a builder
   */
  public static Builder builder(Build build) {
    return new Builder(build);
  }

  @Override
  public List<Descriptor> describe() {
    return List.of(family);
  }

  @Override
  public void collect(MetricSink sink) {
    sink.family(family);
    sink.value(labels, 1);
  }

  /**
   * Gathers names and labels. Not thread-safe.
   *
   * @since 0.1
   */
  public static final class Builder {

    private final Build build;
    private final SortedMap<String, String> own = new TreeMap<>();
    private String program = "";

    private Builder(Build build) {
      this.build = Objects.requireNonNull(build, "build");
    }

    /**
     * Names the metric after the program, and gives it the labels that Prometheus's servers have.
     *
     * @param program such as {@code shop} for {@code shop_build_info}
     * @return this
     */
    public Builder program(String program) {
      this.program = Objects.requireNonNull(program, "program");
      return this;
    }

    /**
     * Adds a label. One that is there already is replaced, also one of the build.
     *
     * @param name the label's name
     * @param value its value
     * @return this
     */
    public Builder label(String name, String value) {
      own.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /**
     * Makes the collector without registering it.
     *
     * @return a new collector
     * @throws IllegalArgumentException if a label or the name with the program is not valid
     */
    public BuildMetrics build() {
      return new BuildMetrics(this);
    }

    /**
     * Makes the collector and registers it.
     *
     * @param registry the registry that will expose the metric
     * @return the new collector
     * @throws IllegalArgumentException if a name is not valid or clashes; then nothing is registered. To
     *     tell of several builds, give each a {@link #program}
     */
    public BuildMetrics register(Registry registry) {
      return registry.register(build());
    }

    private SortedMap<String, String> facts() {
      SortedMap<String, String> facts = new TreeMap<>();
      facts.put("version", build.version());
      facts.put("revision", build.revision());
      facts.put("branch", build.branch());
      if (program.isEmpty()) {
        facts.put("group", build.group());
        facts.put("artifact", build.artifact());
      } else {
        facts.put("tags", build.tags());
        facts.put("javaversion", property("java.version"));
        facts.put("os", property("os.name"));
        facts.put("arch", property("os.arch"));
      }
      return facts;
    }

    private static String property(String name) {
      return System.getProperty(name, Build.UNKNOWN);
    }
  }
}
