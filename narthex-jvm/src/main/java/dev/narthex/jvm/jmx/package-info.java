/**
 * Metrics of what a program already tells in another form: {@link dev.narthex.jvm.jmx.JmxMetrics} shows
 * attributes of MBeans, {@link dev.narthex.jvm.jmx.MapMetrics} values in nested maps. Both say by a
 * {@link dev.narthex.jvm.jmx.MappedFamily} what becomes of the values.
 *
 * <h2>Threads</h2>
 *
 * <p>Collectors are for any number of threads, builders and {@code MappedFamily} for one.
 *
 * <h2>Errors</h2>
 *
 * <p>Numbers and booleans, as 1 and 0, are shown. Everything else is left out and counted in {@code
 * narthex_mapped_values_skipped}, by family and reason; so is what is past a family's bound. That metric
 * is absent while nothing is left out.
 *
 * <h2>Cost</h2>
 *
 * <p>Unlike other collectors these make objects for each value: JMX does as well. A scrape runs the code
 * of the MBeans; for those that may hang see {@link dev.narthex.Collector#timeLimited}.
 */
@NullMarked
package dev.narthex.jvm.jmx;

import org.jspecify.annotations.NullMarked;
