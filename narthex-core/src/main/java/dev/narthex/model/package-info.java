/**
 * The values that every other package speaks in: label sets, descriptors of metric families, bucket
 * and quantile layouts, exemplars, and immutable snapshots of families. Start with {@link
 * dev.narthex.model.Labels} and {@link dev.narthex.model.Descriptor}.
 *
 * <h2>Threads</h2>
 *
 * <p>Every type is immutable and safe for use by many threads, except builders, and except {@link
 * dev.narthex.model.HistogramData} and {@link dev.narthex.model.SummaryData} where they are handed
 * over as views: such a view is valid only during the call that received it.
 *
 * <h2>Errors</h2>
 *
 * <p>A value that could not be exposed is refused when it is made, with an {@link
 * IllegalArgumentException} that says what was met and what is wanted.
 *
 * <h2>Units</h2>
 *
 * <p>Points in time are milliseconds since the Unix epoch, or {@link dev.narthex.model.Millis#NONE}.
 */
@NullMarked
package dev.narthex.model;

import org.jspecify.annotations.NullMarked;
