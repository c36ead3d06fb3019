/**
 * zstd as a way to make scrapes smaller on their way. {@link dev.narthex.zstd.Zstd} is offered to an
 * endpoint, beside gzip or instead of it. Nothing here is loaded unless a program asks for it.
 */
@NullMarked
package dev.narthex.zstd;

import org.jspecify.annotations.NullMarked;
