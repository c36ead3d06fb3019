/**
 * The web configuration file that Prometheus and its official exporters share: TLS, certificates of
 * clients, passwords, headers, a rate limit. {@link dev.narthex.webconfig.WebConfig#load} reads it,
 * {@link dev.narthex.webconfig.WebConfig#applyTo} gives it to a server, which then does what the file
 * says as it changes.
 *
 * <h2>Threads</h2>
 *
 * <p>A configuration serves any number of threads, and any number of servers.
 *
 * <h2>Errors</h2>
 *
 * <p>A file is right as a whole or refused: an unknown key, a value that cannot be, or a certificate
 * that cannot be read is a {@link dev.narthex.webconfig.WebConfigException} that names file, line and
 * key. What looks safe is never half applied. A change that is wrong is logged, and what was in force
 * stays so.
 */
@NullMarked
package dev.narthex.webconfig;

import org.jspecify.annotations.NullMarked;
