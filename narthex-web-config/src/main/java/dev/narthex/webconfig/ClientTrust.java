package dev.narthex.webconfig;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Which certificates of clients are good. */
final class ClientTrust extends X509ExtendedTrustManager {

  /** Null if any certificate will do. */
  private final @Nullable X509ExtendedTrustManager authorities;

  /** Names of which a certificate must have one; empty if it need not. */
  private final Set<String> names;

  private ClientTrust(@Nullable X509ExtendedTrustManager authorities, Set<String> names) {
    this.authorities = authorities;
    this.names = names;
  }

  static ClientTrust any() {
    return new ClientTrust(null, Set.of());
  }

  /**
   * Certificates that lead to an authority.
   *
   * @param roots the authorities; null for those that the JDK trusts
   * @param names the subject alternative names allowed; empty for any
   */
  static ClientTrust of(@Nullable List<X509Certificate> roots, Set<String> names)
      throws GeneralSecurityException {
    KeyStore store = null;
    if (roots != null) {
      store = KeyStore.getInstance("PKCS12");
      try {
        store.load(null, null);
      } catch (IOException e) {
        throw new GeneralSecurityException(e);
      }
      for (int i = 0; i < roots.size(); i++) {
        store.setCertificateEntry("root-" + i, roots.get(i));
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager authorities) {
        return new ClientTrust(authorities, names);
      }
    }
    throw new GeneralSecurityException("this JDK cannot check certificates");
  }

  private void checkNames(X509Certificate[] chain) throws CertificateException {
    if (names.isEmpty()) {
      return;
    }
    Collection<List<?>> alternatives = chain[0].getSubjectAlternativeNames();
    if (alternatives != null) {
      for (List<?> alternative : alternatives) { // a kind, then the name
        if (alternative.get(1) instanceof String name && names.contains(name)) {
          return;
        }
      }
    }
    throw new CertificateException("none of the client's names is allowed");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    if (authorities != null) {
      authorities.checkClientTrusted(chain, authType, engine);
    }
    checkNames(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    if (authorities != null) {
      authorities.checkClientTrusted(chain, authType, socket);
    }
    checkNames(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    if (authorities != null) {
      authorities.checkClientTrusted(chain, authType);
    }
    checkNames(chain);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities == null ? new X509Certificate[0] : authorities.getAcceptedIssuers();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this is a server");
  }
}
