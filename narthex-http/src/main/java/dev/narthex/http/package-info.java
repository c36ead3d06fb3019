/**
 * Metrics over HTTP, on the server that comes with the JDK. Start with {@link
 * dev.narthex.http.MetricsServer}: {@code MetricsServer.start(9400)} is all a program needs. Who
 * already has a {@link com.sun.net.httpserver.HttpServer} mounts a {@link
 * dev.narthex.http.MetricsHandler} there.
 *
 * <h2>Threads</h2>
 *
 * <p>Servers and handlers are for any number of threads, builders for one. No thread starts before
 * a server does, and none keeps a program alive.
 *
 * <h2>Errors</h2>
 *
 * <p>A server that cannot start says so at once, with the port and what to do. After that, clients
 * are told what they did wrong by a status and one line of text, and nothing they do is logged
 * above the level DEBUG.
 */
@NullMarked
package dev.narthex.http;

import org.jspecify.annotations.NullMarked;
