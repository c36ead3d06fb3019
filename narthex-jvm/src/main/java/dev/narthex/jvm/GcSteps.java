package dev.narthex.jvm;

import dev.narthex.Family;
import dev.narthex.Histogram;
import dev.narthex.MetricSink;
import dev.narthex.Summary;
import dev.narthex.model.Descriptor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long the steps of garbage collection took, from the notifications of the JVM. Durations come in
 * whole milliseconds; as begin and end are both cut off, their errors cancel out in the sum.
 *
 * <p>It counts from the moment it is made, and a moment after each step.
 */
final class GcSteps implements GcListening {

  /** Few, because each is a series for each collector, action and cause. */
  private static final double[] PAUSE_BOUNDS = {0.01, 0.1, 1};

  /** The bounds that OpenTelemetry advises. */
  private static final double[] OPEN_TELEMETRY_BOUNDS = {0.01, 0.1, 1, 10};

  /** Above what {@link GcCauses} lets through, and one for each of the few collectors. */
  private static final int MAX_SERIES = 100;

  private final List<Family<?>> families = new ArrayList<>(2);
  private final @Nullable Family<Histogram> pauses;
  private final @Nullable Family<Summary> cycles;
  private final @Nullable Family<Histogram> steps;
  private final GcCauses pauseCauses;
  private final GcCauses cycleCauses;
  private final GcSubscription subscription;

  private GcSteps(Assembly assembly) {
    boolean openTelemetry = assembly.hasOpenTelemetryNames();
    pauses = openTelemetry ? null : ifWanted(pauses(), assembly);
    cycles = openTelemetry ? null : ifWanted(cycles(), assembly);
    steps = openTelemetry ? ifWanted(steps(), assembly) : null;
    pauseCauses = new GcCauses(assembly.gcCauses());
    cycleCauses = new GcCauses(assembly.gcCauses());
    subscription = GcSubscription.open(this::count);
  }

  private <F extends Family<?>> @Nullable F ifWanted(F family, Assembly assembly) {
    if (!assembly.wants(family.descriptor().name())) {
      return null;
    }
    families.add(family);
    return family;
  }

  static void addTo(Assembly assembly) {
    GcSteps group = new GcSteps(assembly);
    if (group.families.isEmpty()) {
      group.close();
    } else {
      assembly.add(group);
    }
  }

  private static Family<Histogram> pauses() {
    return Histogram.builder("jvm_gc_pause_seconds")
        .help("Pauses of the program for garbage collection.")
        .unit("seconds")
        .buckets(PAUSE_BOUNDS)
        .labelNames("gc", "action", "cause")
        .maxSeries(MAX_SERIES)
        .build();
  }

  private static Family<Summary> cycles() {
    return Summary.builder("jvm_gc_cycle_seconds")
        .help("Cycles of garbage collection beside the running program.")
        .unit("seconds")
        .labelNames("gc", "action", "cause")
        .maxSeries(MAX_SERIES)
        .build();
  }

  private static Family<Histogram> steps() {
    return Histogram.builder("jvm_gc_duration_seconds")
        .help("Pauses for garbage collection, and cycles beside the running program.")
        .unit("seconds")
        .buckets(OPEN_TELEMETRY_BOUNDS)
        .labelNames("jvm_gc_name", "jvm_gc_action")
        .maxSeries(MAX_SERIES)
        .build();
  }

  void count(GcEvent event) {
    if (steps != null) {
      steps.with(event.collector(), event.action()).observe(event.seconds());
    }
    if (event.isConcurrent()) {
      if (cycles != null) {
        cycles
            .with(event.collector(), event.action(), cycleCauses.of(event))
            .observe(event.seconds());
      }
    } else if (pauses != null) {
      pauses
          .with(event.collector(), event.action(), pauseCauses.of(event))
          .observe(event.seconds());
    }
  }

  @Override
  public List<Descriptor> describe() {
    List<Descriptor> described = new ArrayList<>();
    for (Family<?> family : families) {
      described.add(family.descriptor());
    }
    return List.copyOf(described);
  }

  @Override
  public void collect(MetricSink sink) {
    for (Family<?> family : families) {
      family.collect(sink);
    }
  }

  @Override
  public void close() {
    subscription.close();
  }
}
