package dev.narthex;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs passes and keeps one recording for the next. Thread-safe: a pass beside it makes its own. */
final class PassRunner {

  private final AtomicReference<@Nullable Recording> kept = new AtomicReference<>();

  void run(Plan plan, MetricSink sink) {
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
