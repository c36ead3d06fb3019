package dev.narthex.exposition;

import java.util.Map;

/**
 * One sample line of a text format, as read. Numbers are numbers, and the values of {@code le} and
 * {@code quantile} are spelled as Java does, so that the two formats compare.
 *
 * @param seconds the timestamp, NaN for none
 * @param exemplar the exemplar, or null
 */
record TextSample(
    String name, Map<String, String> labels, double value, double seconds, Example exemplar) {

  record Example(Map<String, String> labels, double value, double seconds) {}
}
