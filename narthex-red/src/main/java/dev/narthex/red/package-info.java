/**
 * What is worth knowing of HTTP requests, measured without knowing any server or client: how many there
 * are, how many fail, how long they take (rate, errors, duration), how many are under way, and how large
 * they are. {@link dev.narthex.red.HttpMetrics} says what is measured, a {@link
 * dev.narthex.red.Measurement} is one request.
 *
 * <p>Most programs meet this package only through its builder: {@code MeasuringFilter} and {@code
 * MeasuringClient} of {@code narthex-http} and {@code MeasuringServletFilter} of {@code narthex-servlet}
 * do the rest. To measure another server, see {@link dev.narthex.red.Measurement}.
 *
 * <h2>Labels</h2>
 *
 * <p>Clients choose methods, paths and headers, so nothing of these becomes the value of a label as it
 * is: methods and codes that are not known are {@code unknown}, and every other label takes a bounded
 * number of values, after which it is {@code other}.
 *
 * <h2>Errors</h2>
 *
 * <p>Families that do not fit are refused when they are put together, with a message that says how to
 * mend it. After that nothing here throws into a request: what a function of the program throws is
 * logged once, and the request is counted all the same.
 *
 * <h2>Threads</h2>
 *
 * <p>Metrics are for any number of threads, builders for one. A measurement is for one thread at a time.
 */
@NullMarked
package dev.narthex.red;

import org.jspecify.annotations.NullMarked;
