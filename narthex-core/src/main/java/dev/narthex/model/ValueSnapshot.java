package dev.narthex.model;

/**
 * A gauge or an untyped metric at the moment of a scrape.
 *
 * @param labels the series' labels
 * @param value the value
 * @param timestampMillis the time given by the source, or {@link Millis#NONE}
 * @since 0.1
 */
public record ValueSnapshot(Labels labels, double value, long timestampMillis)
    implements SeriesSnapshot {}
