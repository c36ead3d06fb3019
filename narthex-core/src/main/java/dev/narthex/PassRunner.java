package dev.narthex;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs passes and keeps one recording for the next. Thread-safe: a pass beside it makes its own. */
final class PassRunner {

  private final AtomicReference<@Nullable Recording> kept = new AtomicReference<>();

  /** The threads that are in a pass, none of which may begin another one within it. */
  private final Set<Thread> inPass = ConcurrentHashMap.newKeySet();

  void run(Plan plan, MetricSink sink) {
    Thread current = Thread.currentThread();
    if (!inPass.add(current)) {
      throw new IllegalStateException("gather() was called by a collector of the registry that is"
          + " being gathered, which would never end. Let the collector write only what it keeps"
          + " itself.");
    }
    try {
      runAlone(plan, sink);
    } finally {
      inPass.remove(current);
    }
  }

  private void runAlone(Plan plan, MetricSink sink) {
    Recording taken = kept.getAndSet(null);
    Recording recording = taken == null ? new Recording() : taken;
    try {
      GatherPass.run(plan, sink, recording);
    } finally {
      if (recording.clear()) {
        kept.set(recording);
      }
    }
  }
}
