/**
 * The scrape endpoint without an HTTP server: {@link dev.narthex.scrape.ScrapeEndpoint} takes what a
 * request asks for and gives back status, headers and bytes. An adapter for a server hands these to and
 * fro and does nothing else.
 *
 * <h2>Threads</h2>
 *
 * <p>An endpoint serves any number of threads. A response belongs to the thread that asked for it,
 * and must be closed, because its bytes lie in a buffer that is used again.
 *
 * <h2>Errors</h2>
 *
 * <p>A scrape that fails is an answer with status 500 or 503 and a short text; only {@link
 * dev.narthex.scrape.ErrorPolicy#THROW} makes it an exception. The whole answer is made before its
 * first byte is sent, so a failure half-way cannot look like a good answer.
 */
@NullMarked
package dev.narthex.scrape;

import org.jspecify.annotations.NullMarked;
