/**
 * Finds fault with metrics before somebody else does: names, units, help texts and labels that break
 * Prometheus's conventions, and labels that may grow without end. Start with {@link
 * dev.narthex.testing.lint.Lint}.
 *
 * <p>What is checked is what a program exposes, so a check sees only the series that are there.
 *
 * <h2>Threads</h2>
 *
 * <p>Every type is immutable and safe for use by many threads. A check of your own is called by the
 * thread that lints.
 */
@NullMarked
package dev.narthex.testing.lint;

import org.jspecify.annotations.NullMarked;
