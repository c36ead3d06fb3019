package dev.narthex.jvm;

import dev.narthex.Collector;
import dev.narthex.MetricSink;
import dev.narthex.Registry;
import dev.narthex.model.Descriptor;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What only the JVM's flight recorder, JFR, tells: safepoints and how long it takes to reach them,
 * pinned virtual threads, contended monitors, exceptions, a running estimate of allocation, pauses to the
 * nanosecond, and threads that wait for ZGC.
 *
 * <pre>{@code
 * JfrMetrics.start(Registry.defaultRegistry());
 * }</pre>
 *
 * <p>It costs more than {@link JvmMetrics}: a recording runs as long as this does. {@code docs/jvm.md}
 * tells how much was measured. JFR starts on a thread of its own and may take a second or two; until
 * then a scrape shows none of these metrics. They are about a second late and count from the start on.
 *
 * <p>Events that the JDK does not have are left out, which is logged once. So it is where the module
 * {@code jdk.jfr} is not there.
 *
 * <p>Thread-safe. {@link #close} ends it; closing the registry does so as well.
 *
 * @since 0.1
 */
public final class JfrMetrics implements Collector, AutoCloseable {

  /*
   * The thread of start() makes the stream and hands it over under the lock, unless close() came
   * before. From then on close() closes it, which ends the thread.
   */

  private final Registry registry;
  private final JfrFamilies families = new JfrFamilies();
  private final JfrSettings settings;

  /** What is counted; none before JFR runs. */
  private volatile List<Collector> present = List.of();

  private @Nullable JfrStream stream; // guarded by this
  private boolean closed; // guarded by this

  private JfrMetrics(Registry registry, JfrSettings settings) {
    this.registry = registry;
    this.settings = settings;
  }

  /**
   * Registers the metrics and begins to count. Returns at once; JFR starts meanwhile.
   *
   * @param registry the registry that will expose the metrics, or a view that gives them labels
   * @return the metrics, to be closed if they shall end before the registry
   * @throws IllegalArgumentException as in {@link Builder#start}
   */
  public static JfrMetrics start(Registry registry) {
    return builder().start(registry);
  }

  /**
   * Begins to choose how much is recorded.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public List<Descriptor> describe() {
    List<Descriptor> described = new ArrayList<>();
    for (Collector family : families.all()) {
      described.addAll(family.describe());
    }
    return List.copyOf(described);
  }

  @Override
  public void collect(MetricSink sink) {
    for (Collector family : present) {
      family.collect(sink);
    }
  }

  private void begin() {
    if (ModuleLayer.boot().findModule("jdk.jfr").isEmpty()) {
      log("The module jdk.jfr is not there, so its metrics are left out. Start the program with"
          + " --add-modules jdk.jfr, or use a JDK that has it.");
      return;
    }
    Thread thread = new Thread(this::count, "narthex-jfr");
    thread.setDaemon(true);
    thread.setContextClassLoader(JfrMetrics.class.getClassLoader());
    thread.start();
  }

  /** The whole life of the thread. */
  private void count() {
    try {
      JfrStream made = new JfrStream(families, settings);
      synchronized (this) {
        if (closed) {
          made.close();
          return;
        }
        stream = made;
      }
      present = made.present();
      made.run();
    } catch (RuntimeException | LinkageError e) {
      if (!isClosed()) { // a stream that is closed as it starts throws
        present = List.of();
        log("JFR could not be started, so its metrics are left out: " + e);
      }
    }
  }

  private static void log(String text) {
    System.getLogger(JfrMetrics.class.getName()).log(Level.WARNING, text);
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Unregisters the metrics and ends the recording. Closing again does nothing. */
  @Override
  public void close() {
    JfrStream running;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      running = stream;
    }
    registry.unregister(this);
    if (running != null) {
      running.close();
    }
  }

  /**
   * Chooses how much JFR records. Not thread-safe.
   *
   * @since 0.1
   */
  public static final class Builder {

    private JfrSettings settings = JfrSettings.DEFAULT;

    private Builder() {}

    /**
     * Sets from which length on it is recorded that a thread waited for a monitor or that a virtual
     * thread was pinned. The shorter, the more is recorded.
     *
     * @param threshold not negative; 20 ms by default
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public Builder threshold(Duration threshold) {
      if (threshold.isNegative()) {
        throw new IllegalArgumentException(
            "threshold(" + threshold + ") is negative. Pass Duration.ZERO to record all.");
      }
      settings = new JfrSettings(
          threshold, settings.allocationSamplesPerSecond(), settings.maxAge(), settings.maxBytes());
      return this;
    }

    /**
     * Sets how many allocations are recorded at most. The total stays an estimate of all that is
     * allocated; more samples make it even.
     *
     * @param samples at least 1; 150 by default
     * @return this
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder allocationSamplesPerSecond(int samples) {
      if (samples < 1) {
        throw new IllegalArgumentException(
            "allocationSamplesPerSecond(" + samples + ") records nothing. Pass at least 1.");
      }
      settings =
          new JfrSettings(settings.threshold(), samples, settings.maxAge(), settings.maxBytes());
      return this;
    }

    /**
     * Sets how much JFR keeps on disk of what it recorded. The metrics are counted within a second or
     * so and need no more.
     *
     * @param maxAge positive; a minute by default
     * @param maxBytes positive; 16 MiB by default
     * @return this
     * @throws IllegalArgumentException if one is not positive
     */
    public Builder retention(Duration maxAge, long maxBytes) {
      if (maxAge.isNegative() || maxAge.isZero() || maxBytes <= 0) {
        throw new IllegalArgumentException("retention("
            + maxAge
            + ", "
            + maxBytes
            + ") leaves no room for a recording. Pass a positive time and a positive size.");
      }
      settings = new JfrSettings(
          settings.threshold(), settings.allocationSamplesPerSecond(), maxAge, maxBytes);
      return this;
    }

    /**
     * Registers the metrics and begins to count. Returns at once; JFR starts meanwhile.
     *
     * @param registry the registry that will expose the metrics, or a view that gives them labels
     * @return the metrics, to be closed if they shall end before the registry
     * @throws IllegalArgumentException if a name is taken, as when they are started already; then
     *     nothing is registered or recorded
     * @throws IllegalStateException if the registry is closed
     */
    public JfrMetrics start(Registry registry) {
      JfrMetrics metrics = new JfrMetrics(registry, settings);
      registry.register(metrics);
      metrics.begin();
      return metrics;
    }
  }
}
