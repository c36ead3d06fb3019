/**
 * What a scrape is answered over a real socket, whatever server it comes through. The tests of an
 * adapter extend {@link dev.narthex.contract.ScrapeContract} and say how their server is started; so
 * all servers are held to the same tables.
 */
@NullMarked
package dev.narthex.contract;

import org.jspecify.annotations.NullMarked;
