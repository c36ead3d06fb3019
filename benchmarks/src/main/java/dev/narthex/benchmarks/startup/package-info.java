/** How soon a program with metrics answers its first scrape, and how much code it needs for that. */
@NullMarked
package dev.narthex.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
