package dev.narthex.jvm;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.narthex.Collector;
import dev.narthex.MetricSink;
import dev.narthex.Registry;
import dev.narthex.model.Descriptor;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A process as the operating system sees it: CPU time, memory, file descriptors, start, network bytes,
 * under the names that all of Prometheus's libraries use. {@link JvmMetrics} has it for the process of
 * the JVM; use this class for another process or another namespace.
 *
 * <pre>{@code
 * ProcessMetrics.builder()
 *     .namespace("proxy")
 *     .pid(PidSource.ofFile(Path.of("/run/proxy.pid")))
 *     .register(registry);
 * }</pre>
 *
 * <p>On Linux all of it is read from {@code /proc}; network bytes are those of the network namespace,
 * which a container has for itself. Elsewhere the JDK's beans tell what they know of the JVM's own
 * process, and of another process nothing is known. It describes exactly what it can collect on the
 * platform. What cannot be read at one scrape is left out of it.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class ProcessMetrics implements Collector {

  private static final Path PROC = Path.of("/proc");

  private final ProcessSource source;
  private final boolean reportsErrors;
  private final boolean sameProcess;
  private final List<Descriptor> families = new ArrayList<>();
  private final List<ProcessFigure> figures = new ArrayList<>();
  private final Map<ProcessFigure, Rising> totals = new EnumMap<>(ProcessFigure.class);

  private ProcessMetrics(Builder builder) {
    source = builder.source();
    reportsErrors = builder.reportsErrors;
    sameProcess = builder.pid == null;
    for (ProcessFigure figure : source.figures()) {
      Descriptor family = figure.descriptor(builder.namespace);
      if (builder.wanted.test(family.name())) {
        families.add(family);
        figures.add(figure);
        totals.put(figure, new Rising());
      }
    }
  }

  /**
   * Begins the description of what to look at; without more it is the JVM's own process.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public List<Descriptor> describe() {
    return List.copyOf(families);
  }

  /**
   * Writes what can be read now.
   *
   * @param sink takes the samples
   * @throws IllegalStateException if something could not be read and errors are {@linkplain
   *     Builder#reportErrors reported}; what could be read was written
   */
  @Override
  public void collect(MetricSink sink) {
    ProcessReading now = new ProcessReading();
    List<Exception> failures = new ArrayList<>(0);
    source.read(now, failures::add);
    for (int i = 0; i < figures.size(); i++) {
      write(figures.get(i), families.get(i), now.get(figures.get(i)), sink);
    }
    if (reportsErrors && !failures.isEmpty()) {
      throw failure(failures);
    }
  }

  private void write(ProcessFigure figure, Descriptor family, double value, MetricSink sink) {
    if (Double.isNaN(value)) {
      return;
    }
    sink.family(family);
    if (family.type() == MetricType.COUNTER) {
      // Another process may have come in place of the one before, with smaller totals.
      Rising rising = sameProcess ? totals.get(figure) : null;
      sink.counter(Labels.EMPTY, rising == null ? value : rising.of(value));
    } else {
      sink.value(Labels.EMPTY, value);
    }
  }

  private static IllegalStateException failure(List<Exception> failures) {
    IllegalStateException all = new IllegalStateException(
        "Metrics of the process could not be read: " + failures.get(0) + ".", failures.get(0));
    failures.subList(1, failures.size()).forEach(all::addSuppressed);
    return all;
  }

  /**
   * Gathers what to look at and how. Not thread-safe.
   *
   * @since 0.1
   */
  public static final class Builder {

    private String namespace = "";
    private @Nullable PidSource pid;
    private boolean reportsErrors;
    private Path proc = PROC;
    private Predicate<String> wanted = name -> true;

    private Builder() {}

    /**
     * Sets what goes before each name: {@code proxy} makes {@code proxy_process_open_fds}.
     *
     * @param namespace goes before the name, with an underscore between; empty for none
     * @return this
     */
    public Builder namespace(String namespace) {
      this.namespace = Objects.requireNonNull(namespace, "namespace");
      return this;
    }

    /**
     * Looks at another process than that of the JVM. This works on Linux; elsewhere there are no
     * metrics then.
     *
     * @param pid says which process, at each scrape
     * @return this
     */
    public Builder pid(PidSource pid) {
      this.pid = Objects.requireNonNull(pid, "pid");
      return this;
    }

    /**
     * Lets a scrape report what cannot be read, instead of leaving it out silently.
     *
     * @return this
     */
    public Builder reportErrors() {
      this.reportsErrors = true;
      return this;
    }

    /** Sets where {@code /proc} is. For tests, which have recorded one. */
    Builder proc(Path proc) {
      this.proc = proc;
      return this;
    }

    /** Leaves out families by their full names. */
    Builder wanted(Predicate<String> wanted) {
      this.wanted = wanted;
      return this;
    }

    /**
     * Makes the collector without registering it.
     *
     * @return a new collector
     * @throws IllegalArgumentException if a name with the namespace is not a metric name
     */
    public ProcessMetrics build() {
      return new ProcessMetrics(this);
    }

    /**
     * Makes the collector and registers it.
     *
     * @param registry the registry that will expose the metrics
     * @return the new collector
     * @throws IllegalArgumentException if a name is not valid or clashes; then nothing is registered.
     *     Set another {@link #namespace} where the names are taken
     */
    public ProcessMetrics register(Registry registry) {
      return registry.register(build());
    }

    private ProcessSource source() {
      PidSource other = pid;
      if (!LinuxProcess.isPresent(proc)) {
        return other == null ? new BeanProcess() : new UnknownProcess();
      }
      return other == null
          ? LinuxProcess.own(proc, proc.equals(PROC) ? openFds() : null)
          : LinuxProcess.other(proc, other);
    }

    /** The JDK counts descriptors without making an object for each. */
    private static @Nullable LongSupplier openFds() {
      OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
      return system instanceof UnixOperatingSystemMXBean unix
          ? unix::getOpenFileDescriptorCount
          : null;
    }
  }

  /** Another process on a platform that tells nothing of it. */
  private static final class UnknownProcess implements ProcessSource {

    @Override
    public Set<ProcessFigure> figures() {
      return Set.of();
    }

    @Override
    public void read(ProcessReading into, Consumer<Exception> failures) {
      failures.accept(new UnsupportedOperationException(
          "Only Linux tells of other processes, by /proc. Leave pid(…) out to look at this one"));
    }
  }
}
