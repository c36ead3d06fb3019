/** Servers for {@code tools/load}, which counts how many scrapes a second each answers. */
@NullMarked
package dev.narthex.benchmarks.load;

import org.jspecify.annotations.NullMarked;
