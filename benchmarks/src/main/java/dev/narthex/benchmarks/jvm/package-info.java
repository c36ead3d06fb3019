/** What the metrics of the JVM cost: a scrape of them, and the flight recorder behind some. */
@NullMarked
package dev.narthex.benchmarks.jvm;

import org.jspecify.annotations.NullMarked;
