/**
 * The wire formats: text 0.0.4, OpenMetrics 1.0.0 and delimited protobuf. Start with {@link
 * dev.narthex.exposition.ExpositionFormat}, which makes the encoder of a format.
 *
 * <p>An {@link dev.narthex.exposition.Encoder} is a {@link dev.narthex.MetricSink}: it is given to a
 * {@link dev.narthex.Gatherer} and writes bytes straight into an {@link
 * dev.narthex.exposition.OutputBuffer}. What a name or a label set looks like in a format is worked
 * out once and remembered by the name or the label set itself.
 *
 * <h2>Threads</h2>
 *
 * <p>Encoders and buffers are for one thread. The rest is immutable.
 *
 * <h2>Errors</h2>
 *
 * <p>Encoding cannot fail but for one reason: the output grows past the bound of its buffer, then an
 * {@link dev.narthex.exposition.OutputTooLargeException} says so.
 */
@NullMarked
package dev.narthex.exposition;

import org.jspecify.annotations.NullMarked;
