/**
 * Metrics in a Jakarta servlet container (Servlet 6.0 or later): Jetty, Tomcat, Undertow, or a
 * framework that sits on one of them. {@link dev.narthex.servlet.MetricsServlet} serves what
 * Prometheus scrapes.
 *
 * <h2>Threads</h2>
 *
 * <p>Everything here is for any number of threads. Nothing here starts one; the container's own
 * threads do the work.
 *
 * <h2>Errors</h2>
 *
 * <p>Clients are told what they did wrong by a status and one line of text, without a stack trace.
 */
@NullMarked
package dev.narthex.servlet;

import org.jspecify.annotations.NullMarked;
