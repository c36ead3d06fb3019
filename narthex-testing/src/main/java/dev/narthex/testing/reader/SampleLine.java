package dev.narthex.testing.reader;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line with a sample.
 *
 * @param name the name of the sample, suffixes included
 * @param labels the labels, in order
 * @param value the value
 * @param seconds the time, or NaN if none is given; whole milliseconds in text 0.0.4
 * @param timestampMillis the same in milliseconds, or {@link dev.narthex.model.Millis#NONE}
 * @param exemplar the exemplar, or null
 */
record SampleLine(
    String name,
    Map<String, String> labels,
    double value,
    double seconds,
    long timestampMillis,
    @Nullable ExposedExemplar exemplar) {}
