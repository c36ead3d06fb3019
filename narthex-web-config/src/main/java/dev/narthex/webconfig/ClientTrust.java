package dev.narthex.webconfig;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows the JDK which certificates of clients are good.
 *
 * <p>The rules are those of the moment when a certificate is checked. The JDK's server takes the
 * context of a new connection first and its parameters later, so if the rules came with the context, a
 * change in between could ask for a certificate and then take any.
 */
final class ClientTrust extends X509ExtendedTrustManager {

  private final Supplier<ClientRules> newest;

  ClientTrust(Supplier<ClientRules> newest) {
    this.newest = newest;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    ClientRules rules = newest.get();
    X509ExtendedTrustManager authorities = rules.authorities();
    if (authorities != null) {
      authorities.checkClientTrusted(chain, authType, engine);
    }
    rules.checkNames(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    ClientRules rules = newest.get();
    X509ExtendedTrustManager authorities = rules.authorities();
    if (authorities != null) {
      authorities.checkClientTrusted(chain, authType, socket);
    }
    rules.checkNames(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    ClientRules rules = newest.get();
    X509ExtendedTrustManager authorities = rules.authorities();
    if (authorities != null) {
      authorities.checkClientTrusted(chain, authType);
    }
    rules.checkNames(chain);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    X509ExtendedTrustManager authorities = newest.get().authorities();
    return authorities == null ? new X509Certificate[0] : authorities.getAcceptedIssuers();
  }

  @Override
  public void checkServerTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this is a server");
  }
}
