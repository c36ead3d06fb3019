/**
 * Tests of what a program counts: {@link dev.narthex.testing.Exposition} is what it exposes at one
 * moment, {@link dev.narthex.testing.MetricAssertions} asserts what that should be, {@link
 * dev.narthex.testing.Delta} tells what changed.
 *
 * <p>Everywhere a source is the same four things: a registry or another gatherer, a single metric or
 * collector, the URL of a running program, and a text. Labels are given as name, value, name, value, ….
 *
 * <h2>Errors</h2>
 *
 * <p>What is not as a test wants it is an {@link java.lang.AssertionError}, so that no test library is
 * needed and every one understands it. A mistake in the test itself, such as an expected text that
 * cannot be read, is an {@link java.lang.IllegalArgumentException}. A collector that fails is a {@link
 * dev.narthex.GatherException}, as in a scrape.
 *
 * <h2>Threads</h2>
 *
 * <p>Every type is safe for use by many threads.
 */
@NullMarked
package dev.narthex.testing;

import org.jspecify.annotations.NullMarked;
