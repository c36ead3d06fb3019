/** A placeholder. */
@NullMarked
package dev.narthex.http;

import org.jspecify.annotations.NullMarked;
