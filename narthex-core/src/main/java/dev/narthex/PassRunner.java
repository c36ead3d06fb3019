package dev.narthex;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs passes. One that has to record sources keeps its recording for the next; where nothing has to
 * be recorded, none is made. Thread-safe: a pass beside another makes a recording of its own.
 */
final class PassRunner {

  private final AtomicReference<@Nullable Recording> kept = new AtomicReference<>();

  /** The threads that are in a pass, none of which may begin another one within it. */
  private final Set<Thread> inPass = ConcurrentHashMap.newKeySet();

  /** Writes the families whose names pass, all of them if {@code names} is null. */
  void run(Plan plan, MetricSink sink, @Nullable Predicate<? super String> names) {
    Thread current = Thread.currentThread();
    if (!inPass.add(current)) {
      throw new IllegalStateException("gather() was called by a collector of the registry that is"
          + " being gathered, which would never end. Let the collector write only what it keeps"
          + " itself.");
    }
    try {
      if (plan.recorded().isEmpty()) {
        stream(plan, sink, names);
      } else {
        record(plan, sink, names);
      }
    } finally {
      inPass.remove(current);
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
