/**
 * Metric types and the registry that exposes them. Start with {@link dev.narthex.Counter}; then
 * {@link dev.narthex.Gauge}, {@link dev.narthex.Histogram} and {@link dev.narthex.Summary}, and
 * {@link dev.narthex.Family} for labels. {@link dev.narthex.Info}, {@link dev.narthex.StateSet} and
 * {@link dev.narthex.GaugeHistogram} are for special cases. {@link dev.narthex.Collector} and {@link
 * dev.narthex.MetricSink} are for figures that something else keeps.
 *
 * <h2>Threads</h2>
 *
 * <p>Every type is safe for use by many threads unless its own description says otherwise. Builders
 * and timers are not. Counting and observing never block; registering may.
 *
 * <h2>Errors</h2>
 *
 * <p>A wrong definition fails when it is built or registered, with an {@link
 * java.lang.IllegalArgumentException} that names the metric and says what to change. A wrong number,
 * such as a negative amount for a counter, is refused in the same way and changes nothing. A
 * collector that fails is reported with its name and leaves the others untouched.
 *
 * <h2>Units</h2>
 *
 * <p>Values are in base units: seconds, bytes, ratios from 0 to 1. Durations are passed as {@link
 * java.time.Duration}; a bare number that is a time says so in its name.
 */
@NullMarked
package dev.narthex;

import org.jspecify.annotations.NullMarked;
