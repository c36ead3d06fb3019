/**
 * Metrics of the JVM that a program runs in, and of its process.
 *
 * <h2>Threads</h2>
 *
 * <p>Collectors are for any number of threads, builders for one.
 *
 * <h2>Errors</h2>
 *
 * <p>What a platform or a JDK does not tell is left out, never shown as 0 or −1.
 *
 * <h2>Units</h2>
 *
 * <p>Seconds and bytes, as everywhere in Narthex.
 */
@NullMarked
package dev.narthex.jvm;

import org.jspecify.annotations.NullMarked;
