/**
 * Metrics of what a program pools: {@link dev.narthex.pools.JdbcPoolMetrics} for connections, {@link
 * dev.narthex.pools.ExecutorMetrics} for threads, {@link dev.narthex.pools.CaffeineMetrics} for caches.
 * Each is registered once; then pools are added to it by name.
 *
 * <h2>Threads</h2>
 *
 * <p>All types are for any number of threads.
 *
 * <h2>Lifetime</h2>
 *
 * <p>A pool that was added is held weakly: it can be closed and collected as if nobody looked at it, and
 * is forgotten then. A pool that was closed leaves its name to the next one. Only what a program
 * implements itself, {@link dev.narthex.pools.JdbcPoolStatistics}, is held until it is removed.
 *
 * <h2>Errors</h2>
 *
 * <p>A pool that cannot be read does not hide the others; the scrape reports it. What a pool does not
 * know is left out, and a limit that is not set as well.
 *
 * <h2>Libraries</h2>
 *
 * <p>None comes with this module. Whoever adds a pool has its library.
 */
@NullMarked
package dev.narthex.pools;

import org.jspecify.annotations.NullMarked;
