/**
 * What the tests of several modules need and none of them is about: to wait for another thread, to
 * see what is logged, and to count what is allocated. Nothing here knows a class of Narthex, because the core's own tests use it.
 * What reads metrics is in {@code narthex-testing}.
 */
@NullMarked
package dev.narthex.support;

import org.jspecify.annotations.NullMarked;
