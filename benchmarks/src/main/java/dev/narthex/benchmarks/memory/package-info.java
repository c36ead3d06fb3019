/** What metrics hold of the heap, as JOL finds it by walking from object to object. */
@NullMarked
package dev.narthex.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
