/**
 * What an exposition says, as values: families with their series, whether they were read from text
 * or protobuf, or gathered from a registry. Start with {@link
 * dev.narthex.testing.reader.ExpositionReader}, which makes them from what a program exposes, and
 * {@link dev.narthex.testing.reader.ExposedFamily}, which holds them.
 *
 * <p>These values say what is there, not what should be: a gauge with a label {@code le}, a series
 * that is there twice, buckets that contradict each other. Whoever compares or lints wants to see
 * that; the values of {@code dev.narthex.model}, which a program makes to be exposed, refuse it.
 *
 * <h2>Threads</h2>
 *
 * <p>Every value is immutable and safe for use by many threads.
 *
 * <h2>Units</h2>
 *
 * <p>Points in time are milliseconds since the Unix epoch, or {@link dev.narthex.model.Millis#NONE}.
 */
@NullMarked
package dev.narthex.testing.reader;

import org.jspecify.annotations.NullMarked;
