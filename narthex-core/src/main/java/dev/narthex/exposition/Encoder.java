package dev.narthex.exposition;

import dev.narthex.MetricSink;

/**
 * Writes an exposition in one format. Give it to a {@link dev.narthex.Gatherer}, then finish it.
 *
 * <p>Families must come one after the other, as from a gatherer. For one thread and one exposition.
 *
 * @since 0.1
 */
public interface Encoder extends MetricSink {

  /**
   * Writes what the format wants at the end. Nothing may be written after it.
   *
   * @throws OutputTooLargeException if the bound of the buffer is passed
   */
  void finish();
}
