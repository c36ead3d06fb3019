/**
 * What a scrape costs: gathering and encoding registries of the same data, each library in the way
 * that its own HTTP exporter does it, into a sink that only counts bytes.
 *
 * <p>A library is behind a {@link dev.narthex.benchmarks.scrape.Contestant}; only the one that is
 * measured is filled, so that a million lines fit into the heap that the benchmarks ask for.
 */
@NullMarked
package dev.narthex.benchmarks.scrape;

import org.jspecify.annotations.NullMarked;
