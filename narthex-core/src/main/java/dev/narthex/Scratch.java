package dev.narthex;

/**
 * What one pass over the metrics needs to work with, made once for the pass and used again for each
 * series. For one thread.
 */
final class Scratch {
  final HistogramView histogram = new HistogramView();
  final SummaryView summary = new SummaryView();
}
