package dev.narthex.jvm;

import dev.narthex.Collector;
import dev.narthex.Counter;
import dev.narthex.Histogram;
import java.util.List;

/** What {@link JfrMetrics} counts. It knows nothing of JFR, so it is there where JFR is not. */
final class JfrFamilies {

  /** From a tenth of a millisecond on: most stops of all threads are shorter than one. */
  private static final double[] STOPS = {0.0001, 0.001, 0.01, 0.1, 1};

  private static final double[] WAITS = {0.01, 0.05, 0.1, 0.5, 1, 5};

  final Histogram safepoints = histogram(
      "jvm_safepoint_seconds",
      "Time that all threads stood still, from the wish to the end.",
      STOPS);
  final Histogram safepointSyncs = histogram(
      "jvm_safepoint_sync_seconds", "Time until all threads stood still for a safepoint.", STOPS);
  final Histogram gcPauses = histogram(
      "jvm_gc_phase_pause_seconds", "Pauses for garbage collection, to the nanosecond.", STOPS);
  final Histogram pinned = histogram(
      "jvm_virtual_thread_pinned_seconds",
      "Times that a virtual thread blocked and kept its platform thread, from the threshold on.",
      WAITS);
  final Histogram contended = histogram(
      "jvm_monitor_contended_seconds",
      "Times that a thread waited to enter a monitor, from the threshold on.",
      WAITS);
  final Histogram allocationStalls = histogram(
      "jvm_zgc_allocation_stall_seconds",
      "Times that a thread had to wait for ZGC before it could allocate.",
      WAITS);
  final Counter allocated = Counter.builder("jvm_allocation_sampled_bytes_total")
      .help("Bytes allocated on the heap, as samples of the allocations add up.")
      .unit("bytes")
      .build();
  final ThrownCount thrown = new ThrownCount();

  private static Histogram histogram(String name, String help, double[] bounds) {
    return Histogram.builder(name).help(help).unit("seconds").buckets(bounds).build();
  }

  List<Collector> all() {
    return List.of(
        safepoints,
        safepointSyncs,
        gcPauses,
        pinned,
        contended,
        allocationStalls,
        allocated,
        thrown.counter());
  }

  /** A total that JFR keeps and tells from time to time. */
  static final class ThrownCount {

    private final Rising rising = new Rising();

    private final Collector counter = Counter.builder("jvm_exceptions_thrown_total")
        .help("Exceptions and errors made since JFR began to count them.")
        .callback(() -> rising.of(0))
        .build();

    void set(long total) {
      rising.of((double) total);
    }

    Collector counter() {
      return counter;
    }
  }
}
