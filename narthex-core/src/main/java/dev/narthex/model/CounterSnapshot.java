package dev.narthex.model;

import org.jspecify.annotations.Nullable;

/**
 * A counter at the moment of a scrape.
 *
 * @param labels the series' labels
 * @param value the total
 * @param createdMillis when counting began, or {@link Millis#NONE}
 * @param exemplar an example of what was counted, or null
 * @param timestampMillis the time given by the source, or {@link Millis#NONE}
 * @since 0.1
 */
public record CounterSnapshot(
    Labels labels,
    double value,
    long createdMillis,
    @Nullable Exemplar exemplar,
    long timestampMillis)
    implements SeriesSnapshot {}
