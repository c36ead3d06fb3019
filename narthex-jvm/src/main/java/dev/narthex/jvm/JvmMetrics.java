package dev.narthex.jvm;

import dev.narthex.Collector;
import dev.narthex.Registry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the JVM tells of itself and of its process: memory, garbage collection, threads, classes,
 * compilation, buffers, CPU time, descriptors.
 *
 * <pre>{@code
 * JvmMetrics.register(Registry.defaultRegistry());
 * }</pre>
 *
 * <p>The names are those of Prometheus's Java client where it has them, so that dashboards go on
 * working; with {@link Builder#openTelemetryNames} they are those of OpenTelemetry's conventions. What
 * the JDK or the platform does not tell is left out. {@code docs/jvm.md} lists every metric, with its
 * source and its cost.
 *
 * <p>What is on by default has fewer than 150 series. A scrape of it stops no thread and takes well
 * below 5 ms, also with thousands of threads. No thread is started: pauses and allocation are counted
 * on the thread of the JVM that serves its notifications.
 *
 * <p>Which families are there is decided in three steps: {@linkplain JvmGroup groups} are on or off;
 * {@linkplain Builder#allow rules} for names override that for single families, the last rule that
 * matches; and what is not to be had is never there.
 *
 * <p>Thread-safe. {@link #close} ends it; closing the registry does so as well.
 *
 * @since 0.1
 */
public final class JvmMetrics implements AutoCloseable {

  private final Registry registry;
  private final List<Collector> collectors;

  private JvmMetrics(Registry registry, List<Collector> collectors) {
    this.registry = registry;
    this.collectors = collectors;
  }

  /**
   * Registers what is on by default.
   *
   * @param registry the registry that will expose the metrics, or a view that gives them labels
   * @return the metrics, to be closed if they shall end before the registry
   * @throws IllegalArgumentException as in {@link Builder#register}
   */
  public static JvmMetrics register(Registry registry) {
    return builder().register(registry);
  }

  /**
   * Begins to choose what to register.
   *
   * @return a builder with the groups that are on by default
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Unregisters the metrics, and listens to the JVM no longer. Closing again does nothing. */
  @Override
  public void close() {
    for (Collector collector : collectors) {
      registry.unregister(collector);
      stop(collector);
    }
  }

  private static void stop(Collector collector) {
    if (collector instanceof GcListening listening) {
      listening.close();
    }
  }

  /**
   * Chooses what to register. Not thread-safe.
   *
   * @since 0.1
   */
  public static final class Builder {

    private final Set<JvmGroup> on = EnumSet.noneOf(JvmGroup.class);
    private final List<NameRules.Rule> rules = new ArrayList<>();
    private boolean openTelemetryNames;
    private int gcCauses = GcCauses.USUAL;

    private Builder() {
      for (JvmGroup group : JvmGroup.values()) {
        if (group.isOnByDefault()) {
          on.add(group);
        }
      }
    }

    /**
     * Switches groups on.
     *
     * @param groups the groups to add
     * @return this
     */
    public Builder with(JvmGroup... groups) {
      on.addAll(Arrays.asList(groups));
      return this;
    }

    /**
     * Switches groups off.
     *
     * @param groups the groups to leave out
     * @return this
     */
    public Builder without(JvmGroup... groups) {
      on.removeAll(Arrays.asList(groups));
      return this;
    }

    /**
     * Allows families by name, also those of groups that are off. Rules are looked at in their order,
     * and the last one that matches a name decides. {@code deny(".*").allow("jvm_gc_.*")} leaves the
     * garbage collector alone.
     *
     * @param names a {@linkplain Pattern regular expression} for whole names, {@code _total} included
     * @return this
     * @throws java.util.regex.PatternSyntaxException if it is none
     */
    public Builder allow(String names) {
      rules.add(new NameRules.Rule(true, Pattern.compile(names)));
      return this;
    }

    /**
     * Denies families by name, see {@link #allow}.
     *
     * @param names a {@linkplain Pattern regular expression} for whole names, {@code _total} included
     * @return this
     * @throws java.util.regex.PatternSyntaxException if it is none
     */
    public Builder deny(String names) {
      rules.add(new NameRules.Rule(false, Pattern.compile(names)));
      return this;
    }

    /**
     * Names families and labels as OpenTelemetry's semantic conventions for the JVM do, in the form in
     * which Prometheus shows them, such as {@code jvm_memory_used_bytes{jvm_memory_pool_name="…"}}.
     * They take the place of those that tell the same; what the conventions do not have keeps its name.
     *
     * @return this
     */
    public Builder openTelemetryNames() {
      this.openTelemetryNames = true;
      return this;
    }

    /**
     * Sets how many causes of collections the label {@code cause} tells apart, each counted for each
     * collector that it lets work; those that come after them are {@code other}. One more is up to six
     * more series. OpenTelemetry's names have no causes.
     *
     * @param max 0 to 80; 4 by default, with which the default set has fewer than 150 series
     * @return this
     * @throws IllegalArgumentException if it is not in that range
     */
    public Builder gcCauses(int max) {
      if (max < 0 || max > GcCauses.MAX) {
        throw new IllegalArgumentException("gcCauses(" + max + ") is not within 0 to "
            + GcCauses.MAX + ". Pass as many causes as you want to tell apart.");
      }
      this.gcCauses = max;
      return this;
    }

    /**
     * Registers what was chosen.
     *
     * @param registry the registry that will expose the metrics, or a view that gives them labels
     * @return the metrics, to be closed if they shall end before the registry
     * @throws IllegalArgumentException if a name is taken, as when they are registered already; then
     *     nothing is registered. Call {@link #deny} for that name, or use a {@linkplain
     *     Registry#withPrefix view}
     * @throws IllegalStateException if the registry is closed
     */
    public JvmMetrics register(Registry registry) {
      Objects.requireNonNull(registry, "registry");
      List<Collector> collectors = new ArrayList<>();
      JvmMetrics metrics = new JvmMetrics(registry, collectors);
      NameRules names = new NameRules(List.copyOf(rules));
      try {
        for (JvmGroup group : JvmGroup.values()) {
          addTo(collectors, group, names);
        }
        register(registry, collectors);
      } catch (RuntimeException | Error e) {
        collectors.forEach(JvmMetrics::stop);
        throw e;
      }
      return metrics;
    }

    private void addTo(List<Collector> collectors, JvmGroup group, NameRules names) {
      boolean isOn = on.contains(group);
      if (!isOn && names.rules().isEmpty()) {
        return; // nobody can want it
      }
      Assembly assembly =
          new Assembly(name -> names.allows(name, isOn), openTelemetryNames, gcCauses, collectors);
      switch (group) {
        case PROCESS -> addProcess(assembly);
        case MEMORY -> MemoryAreas.addTo(assembly);
        case MEMORY_POOLS -> MemoryPools.addTo(assembly);
        case ALLOCATION -> Allocation.addTo(assembly);
        case GC -> {
          GcCollections.addTo(assembly);
          GcSteps.addTo(assembly);
        }
        case THREADS -> Threads.addTo(assembly);
        case THREAD_STATES -> ThreadStates.addTo(assembly);
        case VIRTUAL_THREADS -> VirtualThreads.addTo(assembly);
        case CLASSES -> Classes.addTo(assembly);
        case COMPILATION -> Compilation.addTo(assembly);
        case BUFFER_POOLS -> BufferPools.addTo(assembly);
        case RUNTIME -> RuntimeFacts.addTo(assembly);
        case DEADLOCKS -> Threads.addDeadlocksTo(assembly);
        case NATIVE_MEMORY -> NativeMemory.addTo(assembly);
        case GC_CPU -> GcCpu.addTo(assembly);
      }
    }

    private static void addProcess(Assembly assembly) {
      ProcessMetrics process =
          ProcessMetrics.builder().wanted(assembly.wanted()).build();
      if (!process.describe().isEmpty()) {
        assembly.add(process);
      }
    }

    /** Registers all or none. */
    private static void register(Registry registry, List<Collector> collectors) {
      int registered = 0;
      try {
        for (Collector collector : collectors) {
          registry.register(collector);
          registered++;
        }
      } finally {
        if (registered < collectors.size()) {
          collectors.subList(0, registered).forEach(registry::unregister);
        }
      }
    }
  }
}
