/**
 * Metrics in tests with JUnit 5 or later: {@link dev.narthex.testing.junit.FreshMetrics}. The only
 * package here that needs JUnit.
 */
@NullMarked
package dev.narthex.testing.junit;

import org.jspecify.annotations.NullMarked;
