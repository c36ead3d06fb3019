package dev.narthex;

import dev.narthex.model.Descriptor;
import org.jspecify.annotations.Nullable;

/**
 * What a collector wrote once, up to its end or its failure, to be written again as if by the
 * collector itself. Immutable; any number of threads may write it at the same time.
 */
final class CollectedCopy {

  private final Recording recording = new Recording();
  private @Nullable Throwable failure;

  private CollectedCopy() {}

  /** Asks a collector and keeps what it writes. */
  static CollectedCopy of(Collector collector) {
    CollectedCopy copy = new CollectedCopy();
    copy.recording.begin(Source.key(collector, Renaming.NONE), 0);
    try {
      collector.collect(copy.recording);
    } catch (Throwable e) {
      if (FailureLog.isOfTheMachine(e)) {
        throw e;
      }
      copy.failure = e;
    }
    return copy;
  }

  boolean isWhole() {
    return failure == null;
  }

  /** Writes all samples in the order in which they came, then throws what the collector threw. */
  void writeTo(MetricSink sink) {
    Recording.Views views = recording.views();
    for (int run = 0; run < recording.runs(); run++) {
      Descriptor family = recording.descriptor(run);
      sink.family(family);
      for (int i = recording.firstSample(run); i < recording.endSample(run); i++) {
        recording.replay(i, family.type(), sink, views);
      }
    }
    if (failure != null) {
      CollectedCopy.<RuntimeException>rethrow(failure);
    }
  }

  /** Throws what came out of a collector as it is, even if its code was not compiled by javac. */
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void rethrow(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
