package dev.narthex.webconfig;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * How new connections are served over TLS.
 *
 * @param context with the certificate, and with sessions of its own: a client that was let in by rules
 *     of before does not come back on the strength of that
 * @param parameters never changed once they are here
 * @param clients whose certificates are good
 */
record Tls(SSLContext context, SSLParameters parameters, ClientRules clients) {}
