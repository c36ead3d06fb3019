package dev.narthex;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs passes. One that has to record sources keeps its recording for the next; where nothing has to
 * be recorded, none is made. Thread-safe: a pass beside another makes a recording of its own.
 */
final class PassRunner {

  private final AtomicReference<@Nullable Recording> kept = new AtomicReference<>();

  /** Writes the families whose names pass, all of them if {@code names} is null. */
  void run(Plan plan, MetricSink sink, @Nullable Predicate<? super String> names) {
    if (plan.recorded().isEmpty()) {
      stream(plan, sink, names);
    } else {
      record(plan, sink, names);
    }
  }

  private static void stream(
      Plan plan, MetricSink sink, @Nullable Predicate<? super String> names) {
    Scratch scratch = new Scratch();
    for (Plan.Group group : plan.streamed()) {
      group.stream(sink, names, scratch);
    }
  }

  private void record(Plan plan, MetricSink sink, @Nullable Predicate<? super String> names) {
    Recording taken = kept.getAndSet(null);
    Recording recording = taken == null ? new Recording() : taken;
    try {
      GatherPass.run(plan, sink, names, recording);
    } finally {
      if (recording.clear()) {
        kept.set(recording);
      }
    }
  }
}
