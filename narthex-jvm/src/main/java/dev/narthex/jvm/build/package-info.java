/**
 * What was built, and which version it is. {@link dev.narthex.jvm.build.BuildMetrics} tells it as
 * labels, {@link dev.narthex.jvm.build.VersionMetrics} as numbers that alerts can compare.
 *
 * <h2>Threads</h2>
 *
 * <p>Collectors and values are for any number of threads, builders for one. Everything is read when it
 * is defined; a scrape reads nothing.
 *
 * <h2>Errors</h2>
 *
 * <p>A file that is not there or not readable is no error: its facts are {@value
 * dev.narthex.jvm.build.Build#UNKNOWN}.
 */
@NullMarked
package dev.narthex.jvm.build;

import org.jspecify.annotations.NullMarked;
