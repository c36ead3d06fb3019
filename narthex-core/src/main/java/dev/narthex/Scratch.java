package dev.narthex;

import org.jspecify.annotations.Nullable;

/**
 * What one pass over the metrics needs to work with, made once for the pass and used again for each
 * series. For one thread.
 */
final class Scratch {
  final HistogramView histogram = new HistogramView();
  private @Nullable SummaryView summary;

  /** Nobody needs it; but what goes into it must be read, whatever the JIT compiler thinks. */
  int touched;

  /** Made when it is first needed, as most programs have no summaries. */
  SummaryView summary() {
    SummaryView made = summary;
    if (made == null) {
      made = new SummaryView();
      summary = made;
    }
    return made;
  }
}
