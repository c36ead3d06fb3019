/**
 * The web configuration file that Prometheus and its official exporters share: TLS, certificates of
 * clients, passwords, headers. {@link dev.narthex.webconfig.WebConfig#load} reads it, {@link
 * dev.narthex.webconfig.WebConfig#applyTo} gives it to a server.
 *
 * <h2>Threads</h2>
 *
 * <p>A configuration serves any number of threads, and any number of servers.
 *
 * <h2>Errors</h2>
 *
 * <p>A file is right as a whole or refused: an unknown key, a value that cannot be, or a certificate
 * that cannot be read is a {@link dev.narthex.webconfig.WebConfigException} that names file, line and
 * key. What looks safe is never half applied.
 */
@NullMarked
package dev.narthex.webconfig;

import org.jspecify.annotations.NullMarked;
