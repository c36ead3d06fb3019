package dev.narthex.jvm.build;

import dev.narthex.Collector;
import dev.narthex.MetricSink;
import dev.narthex.Registry;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import java.util.List;
import java.util.Objects;

/**
 * A semantic version as numbers, so that alerts and graphs can compare versions, which as labels they
 * cannot.
 *
 * <pre>{@code
 * VersionMetrics.builder("v1.2.3-rc.1").label("component", "shop").register(registry);
 *
 * # all that run something older than 1.3.0:
 * build_version_order{component="shop"} < 100030000
 * }</pre>
 *
 * <p>{@code build_version_major}, {@code _minor} and {@code _patch} are the three numbers, {@code
 * build_version_prerelease_rank} is 1 for a release and {@linkplain SemanticVersion#preReleaseRank
 * less} for a pre-release, {@code build_version_order} is {@linkplain SemanticVersion#order all of it in
 * one number}.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class VersionMetrics implements Collector {

  private record Part(Descriptor family, double value) {}

  private final List<Part> parts;

  private VersionMetrics(Builder builder) {
    SemanticVersion version = builder.version;
    parts = List.of(
        builder.part("version_major", "Major number of the semantic version.", version.major()),
        builder.part("version_minor", "Minor number of the semantic version.", version.minor()),
        builder.part("version_patch", "Patch number of the semantic version.", version.patch()),
        builder.part(
            "version_prerelease_rank",
            "Where the version stands among the pre-releases of its release, from 0 on; 1 is the"
                + " release.",
            version.preReleaseRank()),
        builder.part(
            "version_order",
            "The whole version as a number that orders as versions do: major * 10^8 + minor * 10^4 +"
                + " patch, a pre-release less than 1 below.",
            version.order()));
  }

  /**
   * Begins the metrics of a version.
   *
   * @param version as {@link SemanticVersion#parse} reads it
   * @return a builder
   * @throws IllegalArgumentException if it is not a semantic version
   */
  public static Builder builder(String version) {
    return builder(SemanticVersion.parse(version));
  }

  /**
   * Begins the metrics of a version.
   *
   * @param version the version
   * @return a builder
   */
  public static Builder builder(SemanticVersion version) {
    return new Builder(version);
  }

  @Override
  public List<Descriptor> describe() {
    return parts.stream().map(Part::family).toList();
  }

  @Override
  public void collect(MetricSink sink) {
    for (Part part : parts) {
      sink.family(part.family);
      sink.value(part.family.constLabels(), part.value);
    }
  }

  /**
   * Gathers names and labels. Not thread-safe.
   *
   * @since 0.1
   */
  public static final class Builder {

    private final SemanticVersion version;
    private String namespace = "build";
    private Labels labels = Labels.EMPTY;

    private Builder(SemanticVersion version) {
      this.version = Objects.requireNonNull(version, "version");
    }

    /**
     * Sets what goes before each name, {@code build} if this is not called.
     *
     * @param namespace goes before the name, with an underscore between; empty for none
     * @return this
     */
    public Builder namespace(String namespace) {
      this.namespace = Objects.requireNonNull(namespace, "namespace");
      return this;
    }

    /**
     * Adds a label, to tell the versions of several components apart.
     *
     * @param name the label's name
     * @param value its value
     * @return this
     * @throws IllegalArgumentException if the name is not valid or already there
     */
    public Builder label(String name, String value) {
      labels = labels.plus(Labels.of(name, value));
      return this;
    }

    /**
     * Makes the collector without registering it.
     *
     * @return a new collector
     * @throws IllegalArgumentException if a name with the namespace is not a metric name
     */
    public VersionMetrics build() {
      return new VersionMetrics(this);
    }

    /**
     * Makes the collector and registers it.
     *
     * @param registry the registry that will expose the metrics
     * @return the new collector
     * @throws IllegalArgumentException if a name is not valid or clashes; then nothing is registered.
     *     Give each version a {@link #label}, or another {@link #namespace}
     */
    public VersionMetrics register(Registry registry) {
      return registry.register(build());
    }

    private Part part(String name, String help, double value) {
      Descriptor family = Descriptor.builder(MetricType.GAUGE, name)
          .namespace(namespace)
          .help(help)
          .constLabels(labels)
          .build();
      return new Part(family, value);
    }
  }
}
